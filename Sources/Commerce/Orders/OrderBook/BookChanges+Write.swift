internal import Primitives
internal import Store

extension BookChanges {
    /// Orders whose numbers lie this close share a run of `orders_by_buyer`: 65,536 orders of the
    /// core's numbering.
    static let runBits: UInt64 = 44

    /// Writes every change, each row once, in the order of the tables' keys where that is cheap.
    func write() throws(StoreError) {
        try insertOrders()
        try updateOrders()
        try insert(
            payments.sorted { ($0.order, $0.ordinal) < ($1.order, $1.ordinal) }, tables.payments
        ) {
            payment, row throws(StoreError) in try payment.bind(to: &row)
        }
        try insert(refunds, tables.refunds) { refund, row throws(StoreError) in
            try refund.bind(to: &row)
        }
        try insert(restocks, tables.restocks) { restock, row throws(StoreError) in
            try restock.bind(to: &row)
        }
        try execute(tables.stock.upsert, for: pools) { pool, row throws(StoreError) in
            try row.add(pool.pool)
            try row.add(pool.given)
            try row.add(pool.held)
            try row.add(pool.sold)
        }
        try execute(tables.couponUse.upsert, for: coupons) { coupon, row throws(StoreError) in
            try row.add(coupon.coupon)
            try row.add(coupon.orders)
            try row.add(coupon.money)
        }
    }

    private func insertOrders() throws(StoreError) {
        let new = orders.indices.filter { orders[$0].isNew }
        try insert(new, tables.orders) { place, row throws(StoreError) in
            try orders[place].order.bind(to: &row)
        }
        let newLines = new.flatMap { orders[$0].lines ?? 0..<0 }
        try insert(newLines, tables.lines) { index, row throws(StoreError) in
            try lines[index].line.bind(to: &row)
        }
        // An index over all buyers would touch a random page for each order. A run is small enough
        // to stay in memory, and later orders never touch it; a look-up probes each run.
        var entries = new.map { place in
            BuyerEntry(
                buyer: Int64(bitPattern: orders[place].order.buyer.rawValue),
                order: orders[place].order.id)
        }
        entries.sort { ($0.run, $0.buyer, $0.order) < ($1.run, $1.buyer, $1.order) }
        try insert(entries, tables.buyers) { entry, row throws(StoreError) in
            try row.add(entry.run)
            try row.add(entry.buyer)
            try row.add(entry.order.rawValue)
        }
    }

    private func updateOrders() throws(StoreError) {
        let old = orders.filter { !$0.isNew }.sorted { $0.order.id < $1.order.id }
        try execute(tables.updateOrder, for: old) { open, row throws(StoreError) in
            try open.order.bindChanges(to: &row)
        }
        let changed = old.flatMap { $0.lines ?? 0..<0 }.filter { lines[$0].isChanged }
        try execute(tables.updateLine, for: changed) { index, row throws(StoreError) in
            try row.add(lines[index].line.order.rawValue)
            try row.add(lines[index].line.line)
            try row.add(lines[index].line.returned)
        }
    }

    /// Inserts rows, many at a time.
    private func insert<Value>(
        _ rows: [Value], _ table: BookTable,
        bind: (Value, inout RowBinder) throws(StoreError) -> Void
    ) throws(StoreError) {
        let bulk = BookTable.rowsInBulk
        let inBulk = rows.count / bulk * bulk
        if inBulk > 0 {
            let statement = try connection.prepare(table.insertBulk)
            for start in stride(from: 0, to: inBulk, by: bulk) {
                var row = RowBinder(statement)
                for index in start..<start + bulk { try bind(rows[index], &row) }
                try statement.execute()
            }
        }
        try execute(table.insert, for: rows[inBulk...], bind: bind)
    }

    /// Runs a statement once for each row.
    private func execute<Rows: Collection>(
        _ sql: String, for rows: Rows,
        bind: (Rows.Element, inout RowBinder) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard !rows.isEmpty else { return }
        let statement = try connection.prepare(sql)
        for value in rows {
            var row = RowBinder(statement)
            try bind(value, &row)
            try statement.execute()
        }
    }

    private struct BuyerEntry {
        var buyer: Int64
        var order: OrderID
        var run: UInt64 { order.rawValue >> BookChanges.runBits }
    }
}
