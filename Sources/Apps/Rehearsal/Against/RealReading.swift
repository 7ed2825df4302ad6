internal import Foundation
internal import Service

/// All documents of the shop's real things, read one after the other.
struct RealReading {
    /// The last batch of the journal before anything was read, and after everything was.
    var from: UInt64 = 0
    /// See `from`.
    var until: UInt64 = 0
    var documents: [RealDocument.Name: RealDocument] = [:]
    /// Documents of single orders, byte for byte as `getOrder` gives them.
    var orders: [UInt64: String] = [:]

    /// Elements of the lists of payments, refunds, differences and parcels that are read: the
    /// newest.
    static let newest = 20_000
    /// Orders that are read one by one at most.
    static let maximumOrders = 5000

    /// Reads everything but single orders.
    init(_ shop: Deployment) throws(RehearsalError) {
        from = try Self.tail(shop)
        for name in RealDocument.Name.allCases { documents[name] = try Self.read(name, shop) }
        until = try Self.tail(shop)
    }

    /// Where the journal ends now, as the order book sees it.
    static func tail(_ shop: Deployment) throws(RehearsalError) -> UInt64 {
        let page = try shop.json("GET", "/v1/books/stock?limit=1")
        return UInt64(clamping: page["items"]?.array?.first?["position"]?.integer ?? 0)
    }

    /// The orders that await their payment: those that real life may change next.
    mutating func addOpenOrders(_ shop: Deployment) throws(RehearsalError) {
        let open = try shop.items("/v1/orders?status=awaiting_payment", most: Self.maximumOrders)
        try addOrders(open.compactMap { $0["id"]?.integer.flatMap { UInt64(exactly: $0) } }, shop)
        until = try Self.tail(shop)
    }

    /// Single orders, by their numbers.
    mutating func addOrders(_ numbers: [UInt64], _ shop: Deployment) throws(RehearsalError) {
        for number in numbers.prefix(Self.maximumOrders) where orders[number] == nil {
            orders[number] = String(
                decoding: try shop.bytes("GET", "/v1/orders/\(number)"), as: UTF8.self)
        }
    }

    /// The documents of those of these orders that are real ones.
    mutating func addRealOrders(_ numbers: [UInt64], _ shop: Deployment) {
        for number in numbers.prefix(Self.maximumOrders) where orders[number] == nil {
            guard let answer = try? shop.client.ask("GET", "/v1/orders/\(number)"),
                answer.status == 200
            else { continue }
            orders[number] = String(decoding: answer.body, as: UTF8.self)
        }
    }

    private static func read(_ name: RealDocument.Name, _ shop: Deployment)
        throws(RehearsalError) -> RealDocument
    {
        var document = RealDocument(name)
        switch name {
        case .bookStock: document.add(try shop.items("/v1/books/stock"))
        case .bookOrders:
            var after = "?"
            repeat {
                let page = try shop.json("GET", "/v1/books/orders" + after)
                document.add(page["items"]?.array ?? [])
                after = page["next"]?.string.map { "?after=" + $0 } ?? ""
            } while !after.isEmpty
        case .statistics: document.add([try shop.json("GET", "/v1/statistics")])
        case .shopStock:
            for sale in try shop.items("/v1/sales") where sale["state"]?.string != "draft" {
                document.add(try shop.items("/v1/sales/\(sale["id"]?.integer ?? 0)/stock"))
            }
        // A sale opens and closes by the clock.
        case .sales: document.add(try shop.items("/v1/sales"), without: ["state"])
        case .coupons: document.add(try shop.items("/v1/coupons"))
        case .payments: document.add(try shop.items("/v1/payments", most: newest))
        case .differences: document.add(try shop.items("/v1/payment-differences", most: newest))
        case .refunds: document.add(try shop.items("/v1/refunds", most: newest))
        case .shipments: document.add(try shop.items("/v1/shipments", most: newest))
        case .rooms:
            document.add(try shop.json("GET", "/v1/waiting-rooms")["items"]?.array ?? [])
        case .products:
            let sheet = String(
                decoding: try shop.bytes("GET", "/v1/product-sheet"), as: UTF8.self)
            document.lines = sheet.split(whereSeparator: \.isNewline).map {
                RealDocument.Line(position: 0, text: String($0))
            }
        }
        return document
    }

    // MARK: Files

    private static let ordersName = "/orders.txt"
    private static let spanName = "/span.txt"

    /// Writes it into a folder of its own.
    func write(to folder: String) throws(RehearsalError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch { throw RehearsalError(.file, "the folder \(folder) cannot be made: \(error)") }
        for document in documents.values { try document.write(to: folder) }
        let lines = orders.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }.joined()
        for (name, text) in [(Self.ordersName, lines), (Self.spanName, "\(from) \(until)\n")] {
            guard
                FileManager.default.createFile(
                    atPath: folder + name, contents: Data(text.utf8),
                    attributes: [.posixPermissions: 0o600])
            else { throw RehearsalError(.file, "\(folder)\(name) cannot be written") }
        }
    }

    /// Reads what `write` wrote.
    init(folder: String) throws(RehearsalError) {
        for name in RealDocument.Name.allCases {
            documents[name] = try RealDocument(name, in: folder)
        }
        for line in try Self.lines(folder + Self.ordersName) {
            guard let space = line.firstIndex(of: " "), let number = UInt64(line[..<space]) else {
                throw RehearsalError(.file, "\(folder)\(Self.ordersName) is damaged")
            }
            orders[number] = String(line[line.index(after: space)...])
        }
        let span = try Self.lines(folder + Self.spanName).first?.split(separator: " ") ?? []
        guard span.count == 2, let from = UInt64(span[0]), let until = UInt64(span[1]) else {
            throw RehearsalError(.file, "\(folder)\(Self.spanName) is damaged")
        }
        (self.from, self.until) = (from, until)
    }

    private static func lines(_ path: String) throws(RehearsalError) -> [Substring] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RehearsalError(.file, "there is no \(path)")
        }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
