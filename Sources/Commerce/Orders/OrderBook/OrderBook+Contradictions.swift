internal import Store

extension OrderBook {
    /// What does not add up, in words, `limit` lines at most; empty unless the core or this module
    /// has a fault. Reads all tables, at one position.
    package func contradictions(limit: Int) throws(OrderBookError) -> [String] {
        try read { connection throws(StoreError) in
            var found: [String] = []
            for tables in [BookTables.real, .rehearsal] {
                let prefix = tables.orders.name == BookTables.real.orders.name ? "" : "rehearsal "
                for rule in BookContradiction.all(tables) where found.count < limit {
                    try connection.query(rule.sql, [SQLValue(limit - found.count)]) {
                        row throws(StoreError) in
                        let key = "\(try row.integer(0))"
                        found.append(
                            prefix + rule.text.split(separator: "$").joined(separator: key))
                    }
                }
            }
            return found
        }
    }
}
