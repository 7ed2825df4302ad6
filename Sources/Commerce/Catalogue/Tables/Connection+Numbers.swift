internal import Store

extension Connection {
    /// The first of `count` new numbers of a kind; a number is never given twice.
    func newNumbers(_ kind: String, count: Int = 1) throws(StoreError) -> UInt64 {
        let changed = try execute(
            "UPDATE sequences SET last = last + $2 WHERE name = $1", [.text(kind), SQLValue(count)])
        if changed == 0 {
            try execute(
                "INSERT INTO sequences (name, last) VALUES ($1, $2)",
                [.text(kind), SQLValue(count)])
        }
        let last = try first("SELECT last FROM sequences WHERE name = $1", [.text(kind)]) {
            row throws(StoreError) in try row.unsigned(0)
        }
        return (last ?? 0) - UInt64(count) + 1
    }
}
