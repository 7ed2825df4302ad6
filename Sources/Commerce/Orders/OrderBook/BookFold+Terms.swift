internal import OrderRecords
internal import Store

// What a merchant's staff sets is rare, and both books look at it: it is written at once.
extension BookFold {
    /// A sale was made or changed: the latest record holds.
    func set(_ record: order_record_sale_set) throws(StoreError) -> Bool {
        guard record.sale != 0 else { return false }
        try connection.execute(
            OrderBookSchema.sales.upsert,
            [
                SQLValue(record.sale), SQLValue(record.merchant), SQLValue(record.starts_at),
                SQLValue(record.ends_at), SQLValue(record.limit_per_buyer),
                SQLValue(record.currency),
            ])
        return true
    }

    /// A SKU was put into a sale, or its price or limit changed; what a pool is of never changes.
    func set(_ record: order_record_item_set) throws(StoreError) -> Bool {
        let sku = Int64(bitPattern: record.sku)
        guard try hasRow(OrderBookSchema.saleExists, record.sale) else { return false }
        let isSame = try connection.first(OrderBookSchema.poolNames, [SQLValue(record.pool)]) {
            row throws(StoreError) in
            let known = (sale: try row.integer(0), sku: try row.integer(1))
            return known == (Int64(record.sale), sku)
        }
        guard isSame != false else { return false }
        try connection.execute(
            OrderBookSchema.items.upsert,
            [
                SQLValue(record.pool), SQLValue(record.sale), SQLValue(sku),
                SQLValue(record.unit_price), SQLValue(record.limit_per_buyer),
            ])
        return true
    }

    /// A coupon was made or changed; what it granted so far stays counted.
    func set(_ record: order_record_coupon_set) throws(StoreError) -> Bool {
        guard record.coupon != 0 else { return false }
        try connection.execute(
            OrderBookSchema.coupons.upsert,
            [
                SQLValue(record.coupon), SQLValue(record.merchant), SQLValue(record.coupon_kind),
                SQLValue(record.value), SQLValue(record.minimum_spend),
                record.budget_money == .max ? .null : SQLValue(record.budget_money),
                record.budget_count == .max ? .null : SQLValue(record.budget_count),
                SQLValue(record.limit_per_buyer), SQLValue(record.starts_at),
                SQLValue(record.ends_at), SQLValue(record.currency),
            ])
        return true
    }

    private func hasRow(_ sql: String, _ key: UInt32) throws(StoreError) -> Bool {
        try connection.first(sql, [SQLValue(key)]) { _ throws(StoreError) in true } ?? false
    }
}
