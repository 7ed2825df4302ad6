package import Primitives
internal import Store

extension OrderBook {
    /// The payments of an order, in the order in which they came in.
    package func payments(of order: OrderID, isRehearsal: Bool = false) throws(OrderBookError)
        -> [BookPayment]
    {
        let tables = BookTables.of(rehearsal: isRehearsal)
        return try rows(tables.payments.select + " WHERE order_id = $1 ORDER BY ordinal", of: order)
        {
            row throws(StoreError) in try BookPayment(row)
        }
    }

    /// What goes back of an order's money, in the order of the decisions.
    package func refunds(of order: OrderID, isRehearsal: Bool = false) throws(OrderBookError)
        -> [BookRefund]
    {
        let tables = BookTables.of(rehearsal: isRehearsal)
        return try rows(tables.refunds.select + " WHERE order_id = $1 ORDER BY number", of: order) {
            row throws(StoreError) in try BookRefund(row)
        }
    }

    /// What came back of an order's goods and is for sale again.
    package func restocks(of order: OrderID, isRehearsal: Bool = false) throws(OrderBookError)
        -> [BookRestock]
    {
        let tables = BookTables.of(rehearsal: isRehearsal)
        return try rows(tables.restocks.select + " WHERE order_id = $1 ORDER BY ordinal", of: order)
        {
            row throws(StoreError) in try BookRestock(row)
        }
    }

    /// Refunds due of all orders, in the order of the journal; `after` is the number of the last
    /// one of the page before, 0 for the first page.
    package func refundsDue(
        after number: UInt64 = 0, limit: Int, isRehearsal: Bool = false
    ) throws(OrderBookError) -> [BookRefund] {
        guard limit > 0, let number = Int64(exactly: number) else { return [] }
        let refunds = BookTables.of(rehearsal: isRehearsal).refunds
        return try read { connection throws(StoreError) in
            var found: [BookRefund] = []
            try connection.query(
                refunds.select + " WHERE number > $1 ORDER BY number LIMIT $2",
                [.integer(number), SQLValue(limit)]
            ) { row throws(StoreError) in found.append(try BookRefund(row)) }
            return found
        }
    }
}
