internal import OrderCore
package import Primitives
internal import Store

extension OrderBook {
    /// Sales, pools with their stock, and coupons with their use, at one position; reads no orders.
    package func opening() throws(OrderBookError) -> BookOpening {
        try read { connection throws(StoreError) in
            var opening = BookOpening(position: try Self.position(connection).position)
            try connection.query(Self.allSales) { row throws(StoreError) in
                opening.sales.append(try SaleTerms(row))
            }
            try connection.query(Self.allPools) { row throws(StoreError) in
                opening.pools.append(try BookOpening.Pool(row))
            }
            try connection.query(Self.allCoupons) { row throws(StoreError) in
                opening.coupons.append(try BookOpening.Coupon(row))
            }
            return opening
        }
    }

    /// Gives the orders from `first` up to before `end`, with their lines, to `body`.
    package func forEachOrder(
        from first: OrderID, upTo end: OrderID, isRehearsal: Bool = false,
        _ body: (BookOrder, [BookLine]) -> Void
    ) throws(OrderBookError) {
        guard let first = Int64(exactly: first.rawValue) else { return }
        let end = Int64(exactly: end.rawValue) ?? .max
        let tables = BookTables.of(rehearsal: isRehearsal)
        let condition = " WHERE order_id >= $1 AND order_id < $2 ORDER BY order_id"
        try read { connection throws(StoreError) in
            var lines: [OrderID: [BookLine]] = [:]
            try connection.query(
                tables.lines.select + condition + ", line", [.integer(first), .integer(end)]
            ) { row throws(StoreError) in
                let line = try BookLine(row)
                lines[line.order, default: []].append(line)
            }
            try connection.query(
                tables.orders.select + condition, [.integer(first), .integer(end)]
            ) { row throws(StoreError) in
                let order = try BookOrder(row)
                body(order, lines[order.id] ?? [])
            }
        }
    }

    private static let allSales = """
        SELECT merchant, sale, starts_at, ends_at, limit_per_buyer, currency FROM sales
        ORDER BY sale
        """
    private static let allPools = """
        SELECT items.pool, items.sale, items.sku, items.unit_price, items.limit_per_buyer,
        coalesce(stock.given, 0), coalesce(stock.held, 0), coalesce(stock.sold, 0),
        coalesce(shadow.given, 0), coalesce(shadow.held, 0), coalesce(shadow.sold, 0)
        FROM items LEFT JOIN stock ON stock.pool = items.pool
        LEFT JOIN rehearsal_stock AS shadow ON shadow.pool = items.pool
        ORDER BY items.pool
        """
    private static let allCoupons = """
        SELECT coupons.merchant, coupons.coupon, coupons.kind, coupons.value,
        coupons.minimum_spend, coupons.budget_money, coupons.budget_count,
        coupons.limit_per_buyer, coupons.starts_at, coupons.ends_at, coupons.currency,
        coalesce(coupon_use.orders, 0), coalesce(coupon_use.money, 0)
        FROM coupons LEFT JOIN coupon_use ON coupon_use.coupon = coupons.coupon
        ORDER BY coupons.coupon
        """
}

extension SaleTerms {
    fileprivate init(_ row: borrowing Row) throws(StoreError) {
        self.init(
            merchant: MerchantID(try row.exactly(0)), sale: SaleID(try row.exactly(1)),
            startsAt: Timestamp(try row.integer(2)), endsAt: Timestamp(try row.integer(3)),
            limitPerBuyer: try row.exactly(4), currency: Currency(try row.exactly(5)))
    }
}

extension BookOpening.Pool {
    fileprivate init(_ row: borrowing Row) throws(StoreError) {
        pool = try row.exactly(0)
        sale = SaleID(try row.exactly(1))
        sku = SKUID(try row.bits(2))
        unitPrice = MinorUnits(try row.integer(3))
        limitPerBuyer = try row.exactly(4)
        real = Stock(
            given: try row.integer(5), held: try row.integer(6), sold: try row.integer(7))
        shadow = Stock(
            given: try row.integer(8), held: try row.integer(9), sold: try row.integer(10))
    }
}

extension BookOpening.Coupon {
    fileprivate init(_ row: borrowing Row) throws(StoreError) {
        terms = CouponTerms(
            merchant: MerchantID(try row.exactly(0)), coupon: CouponID(try row.exactly(1)),
            kind: try row.known(2), value: try row.integer(3),
            minimumSpend: MinorUnits(try row.integer(4)),
            budgetMoney: try row.optionalInteger(5).map { MinorUnits($0) },
            budgetCount: row.isNull(6) ? nil : try row.exactly(6),
            limitPerBuyer: try row.exactly(7), startsAt: Timestamp(try row.integer(8)),
            endsAt: Timestamp(try row.integer(9)), currency: Currency(try row.exactly(10)))
        orders = try row.integer(11)
        money = MinorUnits(try row.integer(12))
    }
}
