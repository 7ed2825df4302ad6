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
        try read { connection throws(StoreError) in
            var found: [PaymentIntent] = []
            let condition = state.map { " AND state = \($0.rawValue)" } ?? ""
            try connection.query(
                """
                SELECT \(PaymentIntent.columns) FROM intents
                WHERE merchant = $1 AND intent < $2\(condition) ORDER BY intent DESC LIMIT $3
                """,
                [
                    SQLValue(merchant.rawValue), .integer(before ?? .max),
                    SQLValue(min(max(limit, 0), 1000)),
                ]
            ) { row throws(StoreError) in found.append(try PaymentIntent(row)) }
            return found
        }
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
        try read { connection throws(StoreError) in
            var found: [RefundPayout] = []
            let condition = state.map { " AND state = \($0.rawValue)" } ?? ""
            try connection.query(
                """
                SELECT \(RefundPayout.columns) FROM payouts
                WHERE merchant = $1 AND payout < $2\(condition) ORDER BY payout DESC LIMIT $3
                """,
                [
                    SQLValue(merchant.rawValue), .integer(before ?? .max),
                    SQLValue(min(max(limit, 0), 1000)),
                ]
            ) { row throws(StoreError) in found.append(try RefundPayout(row)) }
            return found
        }
    }

    /// What the comparison found, the newest first: a merchant's, or everybody's for an operator.
    package func differences(
        merchant: MerchantID? = nil, isOpen: Bool? = nil, before: Int64? = nil, limit: Int
    ) throws(PaymentsError) -> [BookDifference] {
        try read { connection throws(StoreError) in
            var found: [BookDifference] = []
            var condition = merchant.map { " AND merchant = \($0.rawValue)" } ?? ""
            if let isOpen { condition += " AND settled_at IS \(isOpen ? "" : "NOT ")NULL" }
            try connection.query(
                """
                SELECT \(BookDifference.columns) FROM differences
                WHERE difference < $1\(condition) ORDER BY difference DESC LIMIT $2
                """,
                [.integer(before ?? .max), SQLValue(min(max(limit, 0), 1000))]
            ) { row throws(StoreError) in found.append(try BookDifference(row)) }
            return found
        }
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
        var found: [PaymentIntent] = []
        try connection.query(
            "SELECT \(PaymentIntent.columns) FROM intents WHERE order_id = $1 ORDER BY intent",
            [.integer(number)]
        ) { row throws(StoreError) in found.append(try PaymentIntent(row)) }
        return found
    }

    /// A page of intents by a condition on one number.
    func intents(where condition: String, _ value: Int64) throws(PaymentsError) -> [PaymentIntent] {
        try read { connection throws(StoreError) in
            var found: [PaymentIntent] = []
            try connection.query(
                "SELECT \(PaymentIntent.columns) FROM intents WHERE \(condition) "
                    + "LIMIT \(Self.rowsInPass)", [.integer(value)]
            ) { row throws(StoreError) in found.append(try PaymentIntent(row)) }
            return found
        }
    }

    /// A page of payouts by a condition on one number.
    func payouts(where condition: String, _ value: Int64) throws(PaymentsError) -> [RefundPayout] {
        try read { connection throws(StoreError) in
            var found: [RefundPayout] = []
            try connection.query(
                "SELECT \(RefundPayout.columns) FROM payouts WHERE \(condition) "
                    + "LIMIT \(Self.rowsInPass)", [.integer(value)]
            ) { row throws(StoreError) in found.append(try RefundPayout(row)) }
            return found
        }
    }
}
