internal import Foundation
internal import Identity
internal import Primitives
internal import Service

/// What the deployment says of a run's own orders and of the shadow stock that they drew on.
struct ShadowBook {
    /// An order of the run.
    struct Order {
        var id: UInt64
        var buyer: UInt64
        var total: Int64
        /// Whether units are still held for it, or sold.
        var isHeld: Bool
    }

    /// The shadow stock of a pool.
    struct Stock {
        /// Units that are there in all.
        var given: Int64
        /// Units that are held or sold now.
        var taken: Int64
        /// The same before the run, by orders of runs before it.
        var takenBefore: Int64
        /// Units that were for sale as the run began.
        var freeBefore: Int64
    }

    private let run: UInt32
    private(set) var orders: [UInt64: Order] = [:]
    private(set) var stock: [StockMovements.Pool: Stock] = [:]
    private var document: JSON
    private static let fileName = "/shadow.json"
    /// Orders of one page.
    private static let pageItems = 100

    /// The number in the shop of a buyer of the generator, of whom 1 is the first.
    func buyer(_ number: Int) -> UInt64 {
        let most = RehearsalBuyers.maximumInRun - 1
        return RehearsalBuyers.buyer(
            run: run, number: UInt32(clamping: min(most, max(0, number - 1)))
        ).rawValue
    }

    /// Reads the orders of a run, the newest first, until those before it began, and the shadow
    /// stock of the pools in `before`, whose documents say what was there as it began.
    init(_ shop: Deployment, run: UInt32, since: String, before: [JSON]) throws(RehearsalError) {
        var orders: [JSON] = []
        var after = ""
        var isOver = false
        repeat {
            let page = try shop.json(
                "GET", "/v1/orders?rehearsal=true&limit=\(Self.pageItems)" + after)
            for order in page["items"]?.array ?? [] {
                if (order["placed_at"]?.string ?? "") < since { isOver = true }
                if Self.isOf(run, order) { orders.append(order) }
            }
            after = page["next"]?.string.map { "&after=" + $0 } ?? ""
        } while !after.isEmpty && !isOver
        let stock = try Self.stock(shop, of: Set(before.compactMap { $0["sale"]?.integer }))
        let members: [JSON] = before.map { then in
            let now = stock[RealProof.pool(then)]
            return .object(
                (then.members ?? []) + [.init("now", now ?? .null)])
        }
        try self.init([
            "run": JSON(run), "orders": .array(orders), "stock": .array(members),
        ])
    }

    private static func isOf(_ run: UInt32, _ order: JSON) -> Bool {
        let buyer = UInt64(clamping: order["buyer"]?.integer ?? 0)
        let first = RehearsalBuyers.buyer(run: run, number: 0).rawValue
        return buyer >= first && buyer < first + UInt64(RehearsalBuyers.maximumInRun)
    }

    /// The shadow stock of sales, each pool with the sale that it is in.
    static func stock(_ shop: Deployment, of sales: Set<Int64>) throws(RehearsalError)
        -> [StockMovements.Pool: JSON]
    {
        var pools: [StockMovements.Pool: JSON] = [:]
        for sale in sales {
            for pool in try shop.items("/v1/sales/\(sale)/rehearsal-stock") {
                let sku = pool["sku"]?.integer ?? 0
                pools[StockMovements.Pool(sale: sale, sku: sku)] = pool
            }
        }
        return pools
    }

    private init(_ document: JSON) throws(RehearsalError) {
        guard let run = document["run"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let orders = document["orders"]?.array, let stock = document["stock"]?.array
        else { throw RehearsalError(.file, "the book of shadow stock is damaged") }
        self.run = run
        self.document = document
        for order in orders {
            let id = UInt64(clamping: order["id"]?.integer ?? 0)
            let status = order["status"]?.string ?? ""
            self.orders[id] = Order(
                id: id, buyer: UInt64(clamping: order["buyer"]?.integer ?? 0),
                total: order["total"]?["amount"]?.integer ?? 0,
                isHeld: status == "awaiting_payment" || status == "paid")
        }
        for pool in stock {
            func count(_ document: JSON?, _ name: String) -> Int64 {
                document?[name]?.integer ?? 0
            }
            let now = pool["now"]
            self.stock[RealProof.pool(pool)] = Stock(
                given: count(now, "given"), taken: count(now, "held") + count(now, "sold"),
                takenBefore: count(pool, "held") + count(pool, "sold"),
                freeBefore: count(pool, "free"))
        }
    }

    /// Writes it into a run's folder.
    func write(to folder: String) throws(RehearsalError) {
        guard
            FileManager.default.createFile(
                atPath: folder + Self.fileName, contents: Data(document.bytes),
                attributes: [.posixPermissions: 0o600])
        else { throw RehearsalError(.file, "\(folder)\(Self.fileName) cannot be written") }
    }

    /// Reads what `write` wrote.
    init(folder: String) throws(RehearsalError) {
        guard let data = FileManager.default.contents(atPath: folder + Self.fileName),
            let document = try? JSONParser.parse(data)
        else { throw RehearsalError(.file, "there is no \(folder)\(Self.fileName)") }
        try self.init(document)
    }
}
