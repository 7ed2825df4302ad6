package import Primitives
internal import Store

extension OrderBook {
    /// An order by its number.
    package func order(_ id: OrderID, isRehearsal: Bool = false) throws(OrderBookError)
        -> BookOrder?
    {
        guard let number = Int64(exactly: id.rawValue) else { return nil }
        return try read { connection throws(StoreError) in
            try connection.first(
                BookTables.of(rehearsal: isRehearsal).oneOrder,
                [.integer(number)]
            ) { row throws(StoreError) in try BookOrder(row) }
        }
    }

    /// The order that a buyer placed with a key; the latest, if the key came again long after.
    ///
    /// Looks at all orders of the buyer: some microseconds for every 65,536 orders of the cell.
    package func order(
        merchant: MerchantID, buyer: BuyerID, key: IdempotencyKey, isRehearsal: Bool = false
    ) throws(OrderBookError) -> BookOrder? {
        var found: BookOrder?
        try forEachOrder(merchant: merchant, buyer: buyer, before: nil, isRehearsal: isRehearsal) {
            order in
            if order.key == key { found = order }
            return found == nil
        }
        return found
    }

    /// A buyer's orders at a merchant, the newest first; `before` is the last one of the page
    /// before this.
    package func orders(
        merchant: MerchantID, buyer: BuyerID, before: OrderID? = nil, limit: Int,
        isRehearsal: Bool = false
    ) throws(OrderBookError) -> [BookOrder] {
        guard limit > 0 else { return [] }
        var found: [BookOrder] = []
        try forEachOrder(merchant: merchant, buyer: buyer, before: before, isRehearsal: isRehearsal)
        { order in
            found.append(order)
            return found.count < limit
        }
        return found
    }

    /// The lines of an order, in the order in which they were asked for.
    package func lines(of order: OrderID, isRehearsal: Bool = false) throws(OrderBookError)
        -> [BookLine]
    {
        let tables = BookTables.of(rehearsal: isRehearsal)
        return try rows(tables.linesOfOrder, of: order) {
            row throws(StoreError) in try BookLine(row)
        }
    }

    /// The rows that a query with an order's number for its only parameter gives.
    func rows<Value>(
        _ sql: String, of order: OrderID, _ body: (borrowing Row) throws(StoreError) -> Value
    ) throws(OrderBookError) -> [Value] {
        guard let number = Int64(exactly: order.rawValue) else { return [] }
        return try read { connection throws(StoreError) in
            var values: [Value] = []
            try connection.query(sql, [.integer(number)]) { row throws(StoreError) in
                values.append(try body(row))
            }
            return values
        }
    }

    /// Gives a buyer's orders, the newest first, to `body` until it returns false: run after run.
    private func forEachOrder(
        merchant: MerchantID, buyer: BuyerID, before: OrderID?, isRehearsal: Bool,
        _ body: (BookOrder) -> Bool
    ) throws(OrderBookError) {
        let tables = BookTables.of(rehearsal: isRehearsal)
        let end = before.flatMap { Int64(exactly: $0.rawValue) } ?? .max
        try read { connection throws(StoreError) in
            var run = (end >> Int64(BookChanges.runBits)) + 1
            var wantsMore = true
            while wantsMore {
                let next = try connection.first(tables.runBefore, [.integer(run)]) {
                    row throws(StoreError) in try row.optionalInteger(0)
                }
                guard let next, let next else { return }
                run = next
                try connection.queryWhile(
                    throwing: StoreError.self, tables.buyerOrders,
                    [
                        .integer(run), .integer(Int64(bitPattern: buyer.rawValue)), .integer(end),
                        SQLValue(merchant.rawValue),
                    ]
                ) { row throws(StoreError) in
                    wantsMore = body(try BookOrder(row))
                    return wantsMore
                }
            }
        }
    }
}
