internal import Primitives
internal import Store

extension BookChanges {
    /// Orders whose numbers lie this close share a run of `orders_by_buyer`: 65,536 orders of the
    /// core's numbering.
    static let runBits: UInt64 = 44

    /// Writes every change, each row once, in the order of the tables' keys where that is cheap.
    mutating func write() throws(StoreError) {
        try writeOrders()
        try writeBuyers()
        try write(payments.sorted { ($0.order, $0.ordinal) < ($1.order, $1.ordinal) }, tables.payments.insert) {
            payment, statement throws(StoreError) in try payment.bind(to: statement)
        }
        try write(refunds, tables.refunds.insert) { refund, statement throws(StoreError) in
            try refund.bind(to: statement)
        }
        try write(restocks, tables.restocks.insert) { restock, statement throws(StoreError) in
            try restock.bind(to: statement)
        }
        try write(pools, tables.stock.upsert) { pool, statement throws(StoreError) in
            try statement.bind(Int64(pool.pool), at: 1)
            try statement.bind(pool.given, at: 2)
            try statement.bind(pool.held, at: 3)
            try statement.bind(pool.sold, at: 4)
        }
        try write(coupons, tables.couponUse.upsert) { coupon, statement throws(StoreError) in
            try statement.bind(Int64(coupon.coupon), at: 1)
            try statement.bind(coupon.orders, at: 2)
            try statement.bind(coupon.money, at: 3)
        }
    }

    private func writeOrders() throws(StoreError) {
        guard !orders.isEmpty else { return }
        let insertOrder = try connection.prepare(tables.orders.insert)
        let insertLine = try connection.prepare(tables.lines.insert)
        let updateOrder = try connection.prepare(tables.updateOrder)
        let updateLine = try connection.prepare(tables.updateLine)
        for place in orders.indices {
            if orders[place].isNew {
                try orders[place].order.bind(to: insertOrder)
                try insertOrder.execute()
            } else {
                try orders[place].order.bindChanges(to: updateOrder)
                try updateOrder.execute()
            }
            guard let range = orders[place].lines else { continue }
            for index in range {
                if orders[place].isNew {
                    try lines[index].line.bind(to: insertLine)
                    try insertLine.execute()
                } else if lines[index].isChanged {
                    try updateLine.bind(lines[index].line.order.rawValue, at: 1)
                    try updateLine.bind(Int64(lines[index].line.line), at: 2)
                    try updateLine.bind(Int64(lines[index].line.returned), at: 3)
                    try updateLine.execute()
                }
            }
        }
    }

    /// Notes the new orders in the index by buyer.
    ///
    /// An index over all buyers would touch a random page for each order. A run is small enough to
    /// stay in memory, and later ones never touch it again; a look-up probes each run.
    private func writeBuyers() throws(StoreError) {
        var entries: [BuyerEntry] = []
        entries.reserveCapacity(orders.count)
        for open in orders where open.isNew {
            entries.append(BuyerEntry(buyer: Int64(bitPattern: open.order.buyer.rawValue), order: open.order.id))
        }
        entries.sort { ($0.run, $0.buyer, $0.order) < ($1.run, $1.buyer, $1.order) }
        try write(entries, tables.buyers.insert) { entry, statement throws(StoreError) in
            try statement.bind(entry.run, at: 1)
            try statement.bind(entry.buyer, at: 2)
            try statement.bind(entry.order.rawValue, at: 3)
        }
    }

    private func write<Value>(
        _ rows: [Value], _ sql: String, bind: (Value, Statement) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard !rows.isEmpty else { return }
        let statement = try connection.prepare(sql)
        for row in rows {
            try bind(row, statement)
            try statement.execute()
        }
    }

    private struct BuyerEntry {
        var buyer: Int64
        var order: OrderID
        var run: UInt64 { order.rawValue >> BookChanges.runBits }
    }
}
