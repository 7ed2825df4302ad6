/// One way of running PostgreSQL that is tried.
struct PostgresRun {
    /// How the transaction is written. Buyers are drawn from a range so large that none comes
    /// twice.
    enum Form: String, CaseIterable {
        case statement, function

        /// The script that `pgbench` repeats.
        var script: String {
            let draw = "\\set buyer random(1, 1000000000000000)\n"
            switch self {
            case .statement:
                return draw + """
                    WITH taken AS (
                      UPDATE stock SET available = available - 1
                      WHERE sku = 1 AND available > 0
                        AND NOT EXISTS (SELECT FROM orders WHERE sku = 1 AND buyer = :buyer)
                      RETURNING sku)
                    INSERT INTO orders (sku, buyer) SELECT sku, :buyer FROM taken;
                    """
            case .function: return draw + "SELECT reserve(1, :buyer);"
            }
        }
    }

    var form: Form
    var connections: Int
    /// In microseconds.
    var commitDelay: Int

    /// The run in words.
    var text: String { "\(form.rawValue), \(connections) connections, commit_delay \(commitDelay)" }
}
