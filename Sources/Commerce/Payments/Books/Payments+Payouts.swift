internal import Primitives
internal import Store

extension Payments {
    /// Sends the payouts that are due to the provider; gives the number of tries.
    ///
    /// Each is written as sent before the provider is asked. Whatever happens after that, it is
    /// asked again with the same reference until it says that it has paid or that it never will.
    @discardableResult
    func payOut() throws(PaymentsError) -> Int {
        let now = clock.now()
        let due = try read { connection throws(StoreError) in
            var payouts: [RefundPayout] = []
            try connection.query(
                """
                SELECT \(RefundPayout.columns) FROM payouts
                WHERE state < 3 AND next_try_at <= $1
                ORDER BY next_try_at, payout LIMIT \(Self.rowsInPass)
                """, [.integer(now.rawValue)]
            ) { row throws(StoreError) in payouts.append(try RefundPayout(row)) }
            return payouts
        }
        for payout in due { try payOut(payout) }
        return due.count
    }

    private func payOut(_ payout: RefundPayout) throws(PaymentsError) {
        let payout = try startTry(payout)
        guard let payout, let number = payout.intent, let source = try intent(number),
            let paymentID = source.providerID
        else { return }
        do {
            let refund = try provider.refund(
                RefundRequest(
                    reference: payout.reference, paymentID: paymentID, amount: payout.amount))
            let now = clock.now()
            try write { connection throws(StoreError) in
                _ = try take(refund, difference: nil, connection, now)
            }
        } catch let error as ProviderError {
            try write { connection throws(StoreError) in
                try connection.execute(
                    "UPDATE payouts SET state = $2, failure = $3 WHERE payout = $1 AND state = 2",
                    [
                        .integer(payout.number),
                        SQLValue(
                            error.code == .refused
                                ? RefundPayout.State.failed.rawValue
                                : RefundPayout.State.sent.rawValue),
                        .text(String(error.description.prefix(500))),
                    ])
            }
        } catch let error as PaymentsError {
            throw error
        } catch {
            throw PaymentsError(.provider, "\(error)")
        }
    }

    /// Writes down that a try begins, and when the next one would; gives the payout as it then is,
    /// nil when there is nothing to ask the provider.
    private func startTry(_ payout: RefundPayout) throws(PaymentsError) -> RefundPayout? {
        let now = clock.now()
        let next = now.adding(milliseconds: Self.backoff(payout.tries))
        return try write { connection throws(StoreError) -> RefundPayout? in
            var covered = payout
            if payout.intent == nil {
                guard let part = try cover(payout, connection, now) else {
                    try connection.execute(
                        "UPDATE payouts SET tries = tries + 1, next_try_at = $2 WHERE payout = $1",
                        [.integer(payout.number), .integer(next.rawValue)])
                    return nil
                }
                covered.intent = part.intent
                covered.amount = part.amount
            }
            let changed = try connection.execute(
                """
                UPDATE payouts SET state = 2, tries = tries + 1, next_try_at = $2,
                sent_at = coalesce(sent_at, $3), intent = $4, amount = $5
                WHERE payout = $1 AND state < 3
                """,
                [
                    .integer(payout.number), .integer(next.rawValue), .integer(now.rawValue),
                    SQLValue(covered.intent), .integer(covered.amount.rawValue),
                ])
            return changed == 1 ? covered : nil
        }
    }

    /// Looks for a payment that covers a payout that had none: one may have come to light since.
    /// What it does not cover becomes a payout of its own.
    private func cover(
        _ payout: RefundPayout, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) -> RefundSplit.Part? {
        let parts = RefundSplit.parts(
            of: payout.amount, from: try Self.sources(payout.order, connection), preferred: nil)
        guard let first = parts.first, first.intent != nil else {
            try Self.note(
                .notCovered, payout.reference, merchant: payout.merchant, order: payout.order,
                ours: payout.amount, connection, now)
            return nil
        }
        try Self.settleDifference(.notCovered, payout.reference, connection, now)
        for (index, part) in parts.dropFirst().enumerated() {
            try Self.insertPayout(
                reference: "\(payout.reference)-\(index + 2)", refund: payout.refund,
                cause: payout.cause, merchant: payout.merchant, order: payout.order,
                intent: part.intent, amount: part.amount, currency: payout.currency, connection, now
            )
        }
        return first
    }
}
