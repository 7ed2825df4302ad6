package import Primitives
internal import Store

extension OrderBook {
    /// Some of the book at one position of the journal.
    package struct Excerpt<Item: Sendable>: Sendable {
        /// The last batch that is in the tables.
        package var position: UInt64
        /// What was asked for.
        package var items: [Item]
    }

    /// A merchant's real orders from `first` up to before `end`, in the order of their numbers,
    /// with all that belongs to them.
    package func entries(
        merchant: MerchantID, from first: OrderID, upTo end: OrderID
    ) throws(OrderBookError) -> Excerpt<BookEntry> {
        let tables = BookTables.real
        let range: [SQLValue] = [
            .integer(Int64(clamping: first.rawValue)), .integer(Int64(clamping: end.rawValue)),
        ]
        let condition = " WHERE order_id >= $1 AND order_id < $2 ORDER BY order_id"
        return try read { connection throws(StoreError) in
            var excerpt = Excerpt<BookEntry>(
                position: try Self.position(connection).position, items: [])
            var places: [OrderID: Int] = [:]
            try connection.query(tables.orders.select + condition, range) {
                row throws(StoreError) in
                let order = try BookOrder(row)
                guard order.merchant == merchant else { return }
                places[order.id] = excerpt.items.count
                excerpt.items.append(BookEntry(order: order))
            }
            try connection.query(tables.lines.select + condition + ", line", range) {
                row throws(StoreError) in
                let line = try BookLine(row)
                if let place = places[line.order] { excerpt.items[place].lines.append(line) }
            }
            try connection.query(tables.payments.select + condition + ", ordinal", range) {
                row throws(StoreError) in
                let payment = try BookPayment(row)
                if let place = places[payment.order] {
                    excerpt.items[place].payments.append(payment)
                }
            }
            try connection.query(tables.refunds.select + condition + ", number", range) {
                row throws(StoreError) in
                let refund = try BookRefund(row)
                if let place = places[refund.order] { excerpt.items[place].refunds.append(refund) }
            }
            return excerpt
        }
    }

    /// The number of the first real order from `first` on, of whichever merchant.
    package func firstOrder(from first: OrderID) throws(OrderBookError) -> OrderID? {
        guard let first = Int64(exactly: first.rawValue) else { return nil }
        let sql = "SELECT order_id FROM \(BookTables.real.orders.name) WHERE order_id >= $1"
        return try read { connection throws(StoreError) in
            try connection.first(sql + " ORDER BY order_id LIMIT 1", [.integer(first)]) {
                row throws(StoreError) in OrderID(try row.unsigned(0))
            }
        }
    }

    /// A merchant's pools with their real stock, those after pool `after`, so many at most.
    package func stock(
        merchant: MerchantID, after pool: UInt32?, limit: Int
    ) throws(OrderBookError) -> Excerpt<BookStock> {
        let sql =
            BookTables.real.pools
            + " WHERE sales.merchant = $1 AND items.pool > $2 ORDER BY items.pool LIMIT $3"
        return try read { connection throws(StoreError) in
            var excerpt = Excerpt<BookStock>(
                position: try Self.position(connection).position, items: [])
            let parameters: [SQLValue] = [
                SQLValue(merchant.rawValue), .integer(pool.map { Int64($0) } ?? -1),
                SQLValue(limit),
            ]
            try connection.query(sql, parameters) { row throws(StoreError) in
                excerpt.items.append(try BookStock(row))
            }
            return excerpt
        }
    }
}
