package import Primitives
internal import Store

extension Payments {
    /// An intent by its number.
    package func intent(_ number: Int64) throws(PaymentsError) -> PaymentIntent? {
        try intents(where: "intent = $1", number).first
    }

    /// All intents of an order, the first one first.
    package func intents(of order: OrderID) throws(PaymentsError) -> [PaymentIntent] {
        try read { connection throws(StoreError) in try Self.intents(of: order, connection) }
    }

    /// A merchant's intents, the newest first; `before` is the last number of the page before.
    package func intents(
        merchant: MerchantID, state: PaymentState? = nil, before: Int64? = nil, limit: Int
    ) throws(PaymentsError) -> [PaymentIntent] {
        try newest(
            PaymentIntent.columns, "intents", key: "intent", before, limit,
            ["merchant = \(merchant.rawValue)", state.map { "state = \($0.rawValue)" }]
        ) { row throws(StoreError) in try PaymentIntent(row) }
    }

    /// The payouts of an order, the first one first.
    package func payouts(of order: OrderID) throws(PaymentsError) -> [RefundPayout] {
        guard let number = Int64(exactly: order.rawValue) else { return [] }
        return try payouts(where: "order_id = $1 ORDER BY payout", number)
    }

    /// A merchant's payouts, the newest first; `before` is the last number of the page before.
    package func payouts(
        merchant: MerchantID, state: RefundPayout.State? = nil, before: Int64? = nil, limit: Int
    ) throws(PaymentsError) -> [RefundPayout] {
        try newest(
            RefundPayout.columns, "payouts", key: "payout", before, limit,
            ["merchant = \(merchant.rawValue)", state.map { "state = \($0.rawValue)" }]
        ) { row throws(StoreError) in try RefundPayout(row) }
    }

    /// What the comparison found, the newest first: a merchant's, or everybody's for an operator.
    package func differences(
        merchant: MerchantID? = nil, isOpen: Bool? = nil, before: Int64? = nil, limit: Int
    ) throws(PaymentsError) -> [BookDifference] {
        try newest(
            BookDifference.columns, "differences", key: "difference", before, limit,
            [
                merchant.map { "merchant = \($0.rawValue)" },
                isOpen.map { "settled_at IS \($0 ? "" : "NOT ")NULL" },
            ]
        ) { row throws(StoreError) in try BookDifference(row) }
    }

    /// How many webhooks are kept, by what became of them.
    package func deliveries() throws(PaymentsError) -> [WebhookOutcome: Int64] {
        try read { connection throws(StoreError) in
            var counts: [WebhookOutcome: Int64] = [:]
            try connection.query("SELECT outcome, count(*) FROM deliveries GROUP BY outcome") {
                row throws(StoreError) in counts[try row.known(0)] = try row.integer(1)
            }
            return counts
        }
    }

    static func intents(of order: OrderID, _ connection: Connection) throws(StoreError)
        -> [PaymentIntent]
    {
        guard let number = Int64(exactly: order.rawValue) else { return [] }
        return try connection.all(
            "SELECT \(PaymentIntent.columns) FROM intents WHERE order_id = $1 ORDER BY intent",
            [.integer(number)]
        ) { row throws(StoreError) in try PaymentIntent(row) }
    }

    /// Some intents by a condition on one number.
    func intents(where condition: String, _ value: Int64) throws(PaymentsError) -> [PaymentIntent] {
        try some(PaymentIntent.columns, "intents", condition, value) { row throws(StoreError) in
            try PaymentIntent(row)
        }
    }

    /// Some payouts by a condition on one number.
    func payouts(where condition: String, _ value: Int64) throws(PaymentsError) -> [RefundPayout] {
        try some(RefundPayout.columns, "payouts", condition, value) { row throws(StoreError) in
            try RefundPayout(row)
        }
    }

    private func some<Value>(
        _ columns: String, _ table: String, _ condition: String, _ value: Int64,
        _ body: (borrowing Row) throws(StoreError) -> Value
    ) throws(PaymentsError) -> [Value] {
        try read { connection throws(StoreError) in
            try connection.all(
                "SELECT \(columns) FROM \(table) WHERE \(condition) LIMIT \(Self.rowsInPass)",
                [.integer(value)], body)
        }
    }

    /// A page of a table, the newest rows first; `before` is the last number of the page before.
    private func newest<Value>(
        _ columns: String, _ table: String, key: String, _ before: Int64?, _ limit: Int,
        _ conditions: [String?],
        _ body: (borrowing Row) throws(StoreError) -> Value
    ) throws(PaymentsError) -> [Value] {
        let condition = conditions.compactMap { $0.map { " AND " + $0 } }.joined()
        return try read { connection throws(StoreError) in
            try connection.all(
                """
                SELECT \(columns) FROM \(table)
                WHERE \(key) < $1\(condition) ORDER BY \(key) DESC LIMIT $2
                """, [.integer(before ?? .max), SQLValue(min(max(limit, 0), 1000))], body)
        }
    }
}
