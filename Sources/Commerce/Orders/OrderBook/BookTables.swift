/// The tables of one of the two books: of the real orders, or of a rehearsal's.
///
/// Both have the same shape under other names, so that what a rehearsal writes can never reach a
/// page of the real books.
struct BookTables: Sendable {
    let orders: BookTable
    let lines: BookTable
    let payments: BookTable
    let refunds: BookTable
    let restocks: BookTable
    let stock: BookTable
    let couponUse: BookTable
    let buyers: BookTable

    let oneOrder: String
    let linesOfOrder: String
    let updateOrder: String
    let updateLine: String
    /// Pools with their stock, without a condition.
    let pools: String
    let onePool: String
    let oneCoupon: String
    let lastRefund: String
    let runBefore: String
    let buyerOrders: String

    /// The real books.
    static let real = BookTables(prefix: "")
    /// The books of rehearsals.
    static let rehearsal = BookTables(prefix: "rehearsal_")

    /// The books that a question is about.
    static func of(rehearsal: Bool) -> BookTables { rehearsal ? .rehearsal : .real }

    /// All tables.
    var all: [BookTable] {
        [orders, lines, payments, refunds, restocks, stock, couponUse, buyers]
    }

    private init(prefix: String) {
        orders = BookTable("\(prefix)orders", key: ["order_id"], columns: BookOrder.columns)
        lines = BookTable(
            "\(prefix)order_lines", key: ["order_id", "line"], columns: BookLine.columns)
        payments = BookTable(
            "\(prefix)payments", key: ["order_id", "ordinal"], columns: BookPayment.columns)
        refunds = BookTable("\(prefix)refunds_due", key: ["number"], columns: BookRefund.columns)
        restocks = BookTable(
            "\(prefix)restocks", key: ["order_id", "ordinal"], columns: BookRestock.columns)
        stock = BookTable("\(prefix)stock", key: ["pool"], columns: ["given", "held", "sold"])
        couponUse = BookTable("\(prefix)coupon_use", key: ["coupon"], columns: ["orders", "money"])
        buyers = BookTable(
            "\(prefix)orders_by_buyer", key: ["run", "buyer", "order_id"], columns: [])
        oneOrder = orders.select + " WHERE order_id = $1"
        linesOfOrder = lines.select + " WHERE order_id = $1 ORDER BY line"
        updateOrder = """
            UPDATE \(orders.name) SET status = $2, received = $3, refunded = $4, paid_at = $5,
            ended_at = $6, cancelled_by = $7, movements = $8 WHERE order_id = $1
            """
        updateLine = "UPDATE \(lines.name) SET returned = $3 WHERE order_id = $1 AND line = $2"
        pools = """
            SELECT items.sale, items.sku, coalesce(stock.given, 0), coalesce(stock.held, 0),
            coalesce(stock.sold, 0), items.unit_price, sales.currency, items.pool
            FROM items JOIN sales ON sales.sale = items.sale
            LEFT JOIN \(stock.name) AS stock ON stock.pool = items.pool
            """
        onePool = pools + " WHERE items.pool = $1"
        oneCoupon = """
            SELECT coalesce(coupon_use.orders, 0), coalesce(coupon_use.money, 0)
            FROM coupons LEFT JOIN \(couponUse.name) AS coupon_use
            ON coupon_use.coupon = coupons.coupon WHERE coupons.coupon = $1
            """
        lastRefund = "SELECT coalesce(max(number), 0) FROM \(refunds.name)"
        runBefore = "SELECT max(run) FROM \(buyers.name) WHERE run < $1"
        let columns = orders.columns.map { "placed.\($0)" }.joined(separator: ", ")
        buyerOrders = """
            SELECT \(columns) FROM \(buyers.name) AS entry
            JOIN \(orders.name) AS placed ON placed.order_id = entry.order_id
            WHERE entry.run = $1 AND entry.buyer = $2 AND entry.order_id < $3
            AND placed.merchant = $4
            ORDER BY entry.order_id DESC
            """
    }
}
