import Catalogue
import Foundation
import Primitives
import Service
import Store

/// A catalogue in a folder of its own, which goes with it.
final class TestCatalogue: Sendable {
    struct FixedClock: WallClock {
        func now() -> Timestamp { Timestamp(1_700_000_000_000) }
        func monotonicNanoseconds() -> UInt64 { 0 }
    }

    static let merchant = MerchantID(7)
    static let other = MerchantID(8)

    let folder: URL
    let catalogue: Catalogue

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "catalogue.sqlite").path(percentEncoded: false)
        catalogue = try Catalogue(path: path, clock: FixedClock())
    }

    deinit {
        try? catalogue.store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A published product with one SKU.
    @discardableResult
    func add(
        _ name: String, chinese: String? = nil, code: String, pence: Int64 = 250,
        category: CategoryID? = nil, description: String = "", merchant: MerchantID = merchant
    ) throws -> ProductView {
        try catalogue.createProduct(
            merchant,
            ProductDraft(
                name: LocalizedName(name, chinese: chinese), description: description,
                category: category, status: .published),
            skus: [SKUDraft(code: code, price: Self.pounds(pence))])
    }

    static func pounds(_ pence: Int64) -> Price { Price(MinorUnits(pence), .poundSterling) }

    /// The path of the sample, seen from this file.
    static let sample = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Samples/online-retail.csv.xz")
        .path(percentEncoded: false)
}

/// The problem that `body` throws; nil when it throws none.
func problem(_ body: () throws -> Void) throws -> Problem? {
    do {
        try body()
        return nil
    } catch let problem as Problem {
        return problem
    }
}
