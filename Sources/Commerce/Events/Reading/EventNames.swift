internal import OrderCore
internal import Orders
internal import Primitives

/// What the numbers in records stand for; found in the order book, kept in memory. Nothing here
/// ever changes once it is: whose sale it is, its currency, what a pool holds, whose order it is.
final class EventNames {
    struct Sale {
        var merchant: MerchantID
        var currency: Currency
    }

    struct Pool {
        var sale: SaleID
        var sku: SKUID
    }

    struct Order {
        var merchant: MerchantID
        var buyer: BuyerID
        var currency: Currency
    }

    private let book: OrderBook
    private var sales: [SaleID: Sale] = [:]
    private var pools: [UInt32: Pool] = [:]
    /// Orders met lately, and those met before them.
    private var recent: [OrderID: Order] = [:]
    private var older: [OrderID: Order] = [:]

    /// Orders in one generation at most.
    private static let maximumOrders = 100_000

    init(_ book: OrderBook) { self.book = book }

    func learn(_ sale: SaleID, _ known: Sale) { sales[sale] = known }

    func learn(_ pool: UInt32, _ known: Pool) { pools[pool] = known }

    func learn(_ order: OrderID, _ known: Order) {
        if recent.count >= Self.maximumOrders {
            older = recent
            recent = [:]
        }
        recent[order] = known
    }

    /// A sale that is named in the batch at `position`.
    func sale(_ id: SaleID, at position: UInt64) throws(EventsError) -> Sale {
        if sales[id] == nil { try load(for: position) }
        guard let sale = sales[id] else {
            throw .damaged(position: position, "there is no sale \(id) in the order book")
        }
        return sale
    }

    /// A pool that is named in the batch at `position`, and its sale.
    func pool(_ number: UInt32, at position: UInt64) throws(EventsError) -> (Pool, Sale) {
        if pools[number] == nil { try load(for: position) }
        guard let pool = pools[number] else {
            throw .damaged(position: position, "there is no pool \(number) in the order book")
        }
        return (pool, try sale(pool.sale, at: position))
    }

    /// An order that is named in the batch at `position`.
    func order(_ id: OrderID, at position: UInt64) throws(EventsError) -> Order {
        if let known = recent[id] ?? older[id] { return known }
        let found = try asking(position) { () throws(OrderBookError) in try book.order(id) }
        guard let found else { throw try missing(position, "order \(id)") }
        let order = Order(merchant: found.merchant, buyer: found.buyer, currency: found.currency)
        learn(id, order)
        return order
    }

    /// The SKU of a line of an order that is named in the batch at `position`.
    func sku(_ line: UInt32, of id: OrderID, at position: UInt64) throws(EventsError) -> SKUID {
        let lines = try asking(position) { () throws(OrderBookError) in try book.lines(of: id) }
        guard let found = lines.first(where: { $0.line == line }) else {
            throw try missing(position, "line \(line) of order \(id)")
        }
        return found.sku
    }

    private func load(for position: UInt64) throws(EventsError) {
        let opening = try asking(position) { () throws(OrderBookError) in try book.opening() }
        guard opening.position >= position else { throw .notYet }
        for terms in opening.sales {
            sales[terms.sale] = Sale(merchant: terms.merchant, currency: terms.currency)
        }
        for pool in opening.pools { pools[pool.pool] = Pool(sale: pool.sale, sku: pool.sku) }
    }

    /// Nothing was found: the book is behind, or what the journal names is not in it.
    private func missing(_ position: UInt64, _ what: String) throws(EventsError) -> EventsError {
        let reached = try asking(position) { () throws(OrderBookError) in try book.position() }
        return reached.position < position
            ? .notYet : .damaged(position: position, "there is no \(what) in the order book")
    }

    private func asking<Value>(
        _ position: UInt64, _ body: () throws(OrderBookError) -> Value
    ) throws(EventsError) -> Value {
        do { return try body() } catch {
            throw .damaged(position: position, "the order book cannot be read: \(error)")
        }
    }
}
