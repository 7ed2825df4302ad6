internal import OrderCore
internal import OrderRecords
internal import Primitives
internal import Store

/// What a step changes in one of the two books, kept in memory until the end of the step.
///
/// Each row is read once at its first change and written once by `write`. A function that folds a
/// record says whether the record fits what came before it.
struct BookChanges {
    /// An order that was placed or changed in this step.
    struct OpenOrder {
        var order: BookOrder
        var isNew: Bool
        /// Where its lines are in `lines`; nil while they were not needed.
        var lines: Range<Int>?
    }

    /// A line of such an order.
    struct OpenLine {
        var line: BookLine
        var isChanged = false
    }

    /// What a coupon has granted.
    struct OpenCoupon {
        var coupon: UInt32
        var orders: Int64
        var money: Int64
    }

    let tables: BookTables
    let connection: Connection
    var orders: [OpenOrder] = []
    var lines: [OpenLine] = []
    var pools: [BookStock] = []
    var coupons: [OpenCoupon] = []
    var payments: [BookPayment] = []
    var refunds: [BookRefund] = []
    var restocks: [BookRestock] = []
    private var orderIndex: [UInt64: Int] = [:]
    private var poolIndex: [UInt32: Int] = [:]
    private var couponIndex: [UInt32: Int] = [:]
    private var lastRefund: UInt64?

    init(_ tables: BookTables, _ connection: Connection) {
        self.tables = tables
        self.connection = connection
    }

    /// Folds a record of an order or of its stock.
    mutating func apply(
        _ kind: RecordKind, _ cursor: RecordCursor, position: UInt64
    ) throws(StoreError) -> Bool {
        let time = cursor.time
        switch kind {
        case .placed: return try place(cursor, position: position)
        case .payment: return try pay(cursor.load(order_record_payment.self), at: time)
        case .expired: return try expire(cursor.load(order_record_expired.self), at: time)
        case .cancelled:
            let isByMerchant = UInt32(cursor.header.flags) & ORDER_FLAG_BY_MERCHANT != 0
            return try cancel(
                cursor.load(order_record_cancelled.self), by: isByMerchant ? .merchant : .buyer,
                at: time)
        case .refunded: return try refund(cursor.load(order_record_refunded.self), at: time)
        case .restocked: return try restock(cursor.load(order_record_restocked.self), at: time)
        case .stockChanged: return try changeStock(cursor.load(order_record_stock_changed.self))
        // The core forgets; the book keeps all orders.
        case .forgotten, .kept: return true
        case .saleSet, .itemSet, .couponSet: return false
        }
    }

    // MARK: Opening rows

    /// Where an order is in `orders`; nil when the book has no such order.
    mutating func open(order: UInt64) throws(StoreError) -> Int? {
        if let known = orderIndex[order] { return known }
        guard order <= UInt64(Int64.max) else { return nil }
        let found = try connection.first(
            tables.oneOrder, [SQLValue(order)]
        ) { row throws(StoreError) in try BookOrder(row) }
        guard let found else { return nil }
        return insert(OpenOrder(order: found, isNew: false, lines: nil))
    }

    /// Puts an order that is in neither the book nor this step into `orders`.
    mutating func insert(_ order: OpenOrder) -> Int? {
        let place = orders.count
        guard orderIndex.updateValue(place, forKey: order.order.id.rawValue) == nil else {
            return nil
        }
        orders.append(order)
        return place
    }

    /// Where the lines of `orders[place]` are in `lines`.
    mutating func openLines(of place: Int) throws(StoreError) -> Range<Int> {
        if let known = orders[place].lines { return known }
        let start = lines.count
        try connection.query(
            tables.linesOfOrder,
            [SQLValue(orders[place].order.id.rawValue)]
        ) { row throws(StoreError) in lines.append(OpenLine(line: try BookLine(row))) }
        let range = start..<lines.count
        orders[place].lines = range
        return range
    }

    /// Where a pool is in `pools`; nil when there is no such item.
    mutating func open(pool: UInt32) throws(StoreError) -> Int? {
        if let known = poolIndex[pool] { return known }
        let found = try connection.first(tables.onePool, [SQLValue(pool)]) {
            row throws(StoreError) in try BookStock(row)
        }
        guard let found else { return nil }
        poolIndex[pool] = pools.count
        pools.append(found)
        return pools.count - 1
    }

    /// Where a coupon is in `coupons`; nil when there is no such coupon.
    mutating func open(coupon: UInt32) throws(StoreError) -> Int? {
        if let known = couponIndex[coupon] { return known }
        let found = try connection.first(tables.oneCoupon, [SQLValue(coupon)]) {
            row throws(StoreError) in
            OpenCoupon(coupon: coupon, orders: try row.integer(0), money: try row.integer(1))
        }
        guard let found else { return nil }
        couponIndex[coupon] = coupons.count
        coupons.append(found)
        return coupons.count - 1
    }

    /// Notes money that goes back; nothing to note for an amount of 0.
    mutating func owe(
        _ amount: Int64, _ cause: BookRefund.Cause, order: OrderID, reference: Reference?,
        at time: Timestamp
    ) throws(StoreError) {
        guard amount > 0 else { return }
        let last =
            if let lastRefund { lastRefund } else {
                try connection.first(tables.lastRefund) { row throws(StoreError) in
                    try row.unsigned(0)
                } ?? 0
            }
        lastRefund = last + 1
        refunds.append(
            BookRefund(
                number: last + 1, order: order, cause: cause, reference: reference,
                amount: MinorUnits(amount), at: time))
    }
}
