internal import Crypto
internal import Foundation
internal import Service

/// A document of the shop's real things, as the API gave it: an element a line.
struct RealDocument {
    /// What is read, each by the operations whose answers it holds.
    enum Name: String, CaseIterable, Codable {
        /// The real stock of every pool by the order book: `listBookStock`.
        case bookStock = "book-stock"
        /// Counts, sums and digests of all real orders: `listBookOrders`.
        case bookOrders = "book-orders"
        /// The big screen: `getStatistics`.
        case statistics
        /// The stock that pages show: `listPools` of every sale.
        case shopStock = "shop-stock"
        /// `listSales`.
        case sales
        /// `listCoupons`, with what each granted.
        case coupons
        /// `listPayments`.
        case payments
        /// `listPaymentDifferences`.
        case differences = "payment-differences"
        /// `listRefunds`.
        case refunds
        /// `listShipments`.
        case shipments
        /// `listWaitingRooms`.
        case rooms = "waiting-rooms"
        /// `exportProducts`.
        case products = "product-sheet"
    }

    /// An element.
    struct Line: Hashable {
        /// The batch of the journal at which it was read; 0 where the API does not say.
        var position: UInt64
        /// As the API wrote it.
        var text: String
    }

    var name: Name
    var lines: [Line] = []

    /// The document's bytes.
    var bytes: [UInt8] { lines.flatMap { Array($0.text.utf8) + [0x0A] } }

    /// SHA-256 of its bytes.
    var digest: String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Takes elements in, each without the member that says when it was read and those that change
    /// by the clock alone.
    mutating func add(_ items: [JSON], without passing: Set<String> = []) {
        for item in items {
            let position = UInt64(clamping: item["position"]?.integer ?? 0)
            let members = (item.members ?? []).filter {
                $0.name != "position" && !passing.contains($0.name)
            }
            lines.append(Line(position: position, text: JSON.object(members).text))
        }
    }

    // MARK: Files

    private static func path(_ name: Name, in folder: String) -> String {
        folder + "/" + name.rawValue + ".txt"
    }

    /// Writes it into a folder, each line behind its position.
    func write(to folder: String) throws(RehearsalError) {
        let text = lines.map { "\($0.position) \($0.text)\n" }.joined()
        let path = Self.path(name, in: folder)
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw RehearsalError(.file, "\(path) cannot be written") }
    }

    /// Reads what `write` wrote.
    init(_ name: Name, in folder: String) throws(RehearsalError) {
        self.name = name
        let path = Self.path(name, in: folder)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RehearsalError(.file, "there is no \(path)")
        }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            guard let space = line.firstIndex(of: " "), let position = UInt64(line[..<space])
            else { throw RehearsalError(.file, "\(path) is no document of a reading") }
            lines.append(
                Line(position: position, text: String(line[line.index(after: space)...])))
        }
    }

    /// An empty document.
    init(_ name: Name) { self.name = name }
}
