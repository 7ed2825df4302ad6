import Catalogue
import Center
import Foundation
import Marketing
import OrderCore
import Primitives
import Service
import Store
import Synchronization
import Testing

/// What the order core could not be told is told again by itself.
@Suite struct TellingWorkerTests {
    private static let merchant = MerchantID(1)

    /// A core that hears everything, and refuses as often as it is told to.
    private final class Core: Sendable {
        let prices = Mutex<[Int64]>([])
        let refusals = Mutex(0)

        func hear(_ commands: [Command]) throws(Problem) -> [Decision] {
            let refuses = refusals.withLock { left in
                if left > 0 { left -= 1 }
                return left
            }
            guard refuses == 0 else { throw CommandRelay.unavailable }
            for case .setItem(let terms) in commands {
                prices.withLock { $0.append(terms.unitPrice.rawValue) }
            }
            return commands.map { _ in Decision(.done) }
        }
    }

    @Test func `an edited price reaches a core that refused at first`() throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/spillway-tell-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let clock = SystemClock()
        let core = Core()
        let catalogue = try Catalogue(path: folder + "/catalogue.sqlite", clock: clock)
        let marketing = try Marketing(
            StoreConfiguration(.sqlite(path: folder + "/marketing.sqlite")), clock: clock
        ) { try core.hear($0) }
        catalogue.onPrices { merchant, prices in
            try marketing.reprice(prices.mapValues(\.amount), of: merchant)
        }
        let product = try catalogue.createProduct(
            Self.merchant, ProductDraft(name: LocalizedName("Mug"), status: .published),
            skus: [SKUDraft(code: "MUG", price: Price(MinorUnits(250), .poundSterling))])
        let sku = try #require(product.skus.first)
        try marketing.everydaySale(of: Self.merchant, currency: .poundSterling)
        try marketing.sell(sku.id, price: sku.price.amount, stock: 10, of: Self.merchant)
        #expect(core.prices.withLock { $0 } == [250])

        core.refusals.withLock { $0 = 3 }
        var draft = sku.draft
        draft.price = Price(MinorUnits(300), .poundSterling)
        // The edit is done: that the core is told later is no failure of it.
        try catalogue.updateSKU(Self.merchant, sku.id, expectedVersion: nil, draft)
        #expect(try catalogue.hasUntoldPrices)
        let worker = TellingWorker(catalogue, marketing, intervalMilliseconds: 1)
        defer { worker.stop() }
        let end = clock.monotonicNanoseconds() + 20_000_000_000
        while try catalogue.hasUntoldPrices || !marketing.isSettled,
            clock.monotonicNanoseconds() < end
        {
            clock.pause(nanoseconds: 1_000_000)
        }
        #expect(core.prices.withLock { $0 } == [250, 300])
        #expect(try !catalogue.hasUntoldPrices && marketing.isSettled)
    }
}
