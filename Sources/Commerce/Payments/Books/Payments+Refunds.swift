internal import Orders
internal import Primitives
internal import Store

extension Payments {
    private static let refundMark = "refunds"

    /// Takes over the refunds that became due in the order book since the last time; gives their
    /// number. The mark moves with the rows, so that none is taken twice or left out.
    @discardableResult
    func takeOverRefunds() throws(PaymentsError) -> Int {
        let mark = try read { connection throws(StoreError) in
            try Self.mark(Self.refundMark, connection)
        }
        let after = mark.flatMap { UInt64($0) } ?? 0
        let refunds = try Self.looking { () throws(OrderBookError) in
            try book.refundsDue(after: after, limit: Self.rowsInPass)
        }
        guard let last = refunds.last else { return 0 }
        var orders: [OrderID: BookOrder] = [:]
        for refund in refunds where orders[refund.order] == nil {
            orders[refund.order] = try Self.looking { () throws(OrderBookError) in
                try book.order(refund.order)
            }
        }
        let now = clock.now()
        try write { connection throws(StoreError) in
            for refund in refunds {
                guard let order = orders[refund.order] else { continue }
                try takeOver(refund, order, connection, now)
            }
            try Self.setMark(Self.refundMark, "\(last.number)", connection)
        }
        return refunds.count
    }

    private func takeOver(
        _ refund: BookRefund, _ order: BookOrder, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        let intents = try Self.intents(of: order.id, connection)
        let preferred = refund.reference.flatMap { reference in
            intents.first { $0.coreReference(provider: provider.name) == reference }
        }
        let parts = RefundSplit.parts(
            of: refund.amount, from: try Self.sources(order.id, connection),
            preferred: preferred?.number)
        for (index, part) in parts.enumerated() {
            try Self.insertPayout(
                reference: "sr-\(cell)-\(refund.number)-\(index + 1)", refund: refund.number,
                cause: refund.cause, merchant: order.merchant, order: order.id,
                intent: part.intent, amount: part.amount, currency: order.currency, connection, now)
        }
    }

    /// What is left of each payment of an order.
    static func sources(_ order: OrderID, _ connection: Connection) throws(StoreError)
        -> [RefundSplit.Source]
    {
        var sources: [RefundSplit.Source] = []
        try connection.query(
            """
            SELECT intents.intent, intents.amount - CAST(coalesce((
                SELECT sum(payouts.amount) FROM payouts WHERE payouts.intent = intents.intent
            ), 0) AS BIGINT)
            FROM intents WHERE order_id = $1 AND state = 5 ORDER BY intent
            """, [SQLValue(order.rawValue)]
        ) { row throws(StoreError) in
            sources.append(
                RefundSplit.Source(
                    intent: try row.integer(0), left: MinorUnits(try row.integer(1))))
        }
        return sources
    }

    /// Writes a payout that is due; one of the same reference stays as it is.
    static func insertPayout(
        reference: String, refund: UInt64?, cause: BookRefund.Cause?, merchant: MerchantID,
        order: OrderID, intent: Int64?, amount: MinorUnits, currency: Currency,
        _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        let number = try next("payouts", "payout", connection)
        try connection.execute(
            """
            INSERT INTO payouts (payout, refund, cause, merchant, order_id, intent, amount,
            currency, reference, state, tries, due_at, next_try_at, at_provider)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 0, $10, $10, 0)
            ON CONFLICT (reference) DO NOTHING
            """,
            [
                .integer(number), SQLValue(refund), SQLValue(cause?.rawValue),
                SQLValue(merchant.rawValue), SQLValue(order.rawValue), SQLValue(intent),
                .integer(amount.rawValue), SQLValue(currency.rawValue), .text(reference),
                .integer(now.rawValue),
            ])
    }

    static func mark(_ name: String, _ connection: Connection) throws(StoreError) -> String? {
        try connection.first("SELECT value FROM marks WHERE name = $1", [.text(name)]) {
            row throws(StoreError) in try row.text(0)
        }
    }

    static func setMark(_ name: String, _ value: String, _ connection: Connection)
        throws(StoreError)
    {
        try connection.execute(
            """
            INSERT INTO marks (name, value) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [.text(name), .text(value)])
    }
}
