package import Primitives
internal import Store

extension OrderBook {
    /// The stock of a SKU in a sale; nil when the SKU is not in the sale.
    package func stock(
        sale: SaleID, sku: SKUID, isRehearsal: Bool = false
    ) throws(OrderBookError) -> BookStock? {
        try read { connection throws(StoreError) in
            try connection.first(
                BookTables.of(rehearsal: isRehearsal).pools
                    + " WHERE items.sale = $1 AND items.sku = $2",
                [SQLValue(sale.rawValue), .integer(Int64(bitPattern: sku.rawValue))]
            ) { row throws(StoreError) in try BookStock(row) }
        }
    }

    /// What a coupon has granted so far: orders and money; nil for an unknown coupon.
    package func couponUse(
        _ coupon: CouponID, isRehearsal: Bool = false
    ) throws(OrderBookError) -> (count: Int64, money: MinorUnits)? {
        try read { connection throws(StoreError) in
            try connection.first(
                BookTables.of(rehearsal: isRehearsal).oneCoupon, [SQLValue(coupon.rawValue)]
            ) { row throws(StoreError) in (try row.integer(0), MinorUnits(try row.integer(1))) }
        }
    }
}

extension BookStock {
    /// Reads a row of `BookTables.pools`.
    init(_ row: borrowing Row) throws(StoreError) {
        sale = SaleID(try row.exactly(0))
        sku = SKUID(try row.bits(1))
        given = try row.integer(2)
        held = try row.integer(3)
        sold = try row.integer(4)
        unitPrice = MinorUnits(try row.integer(5))
        currency = Currency(try row.exactly(6))
        pool = try row.exactly(7)
    }
}
