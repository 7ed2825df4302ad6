internal import Orders
internal import Primitives
internal import Store

extension Payments {
    private static let transactionMark = "transactions"
    private static let pagesInPass = 20

    /// Takes in what the provider has moved since the last time and notes what no webhook had told;
    /// gives the number of movements.
    @discardableResult
    func followProvider() throws(PaymentsError) -> Int {
        var count = 0
        for _ in 0..<Self.pagesInPass {
            let mark = try read { connection throws(StoreError) in
                try Self.mark(Self.transactionMark, connection)
            }
            let page = try Self.asking { () throws(ProviderError) in
                try provider.transactions(after: mark, limit: Self.rowsInPass)
            }
            guard let last = page.last else { break }
            let now = clock.now()
            let settles = try write { connection throws(StoreError) -> [Int64] in
                // Another pass has been faster: its rows count, not these.
                guard try Self.mark(Self.transactionMark, connection) == mark else { return [] }
                var settles: [Int64] = []
                for transaction in page {
                    try take(transaction.movement, into: &settles, connection, now)
                }
                try Self.setMark(Self.transactionMark, last.mark, connection)
                return settles
            }
            for number in settles { try settle(number) }
            count += page.count
            if page.count < Self.rowsInPass { break }
        }
        return count
    }

    private func take(
        _ movement: ProviderTransaction.Movement, into settles: inout [Int64],
        _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        switch movement {
        case .payment(let payment):
            let taken = try take(payment, difference: .missedPayment, connection, now)
            if case .changed(let number) = taken { settles.append(number) }
            try Self.confirm("intents", payment.reference, connection)
            try Self.addToProvider(payment.currency, taken: payment.amount, connection)
        case .refund(let refund):
            _ = try take(refund, difference: .missedRefund, connection, now)
            try Self.confirm("payouts", refund.reference, connection)
            let currency = try connection.first(
                "SELECT currency FROM intents WHERE provider_id = $1", [.text(refund.paymentID)]
            ) { row throws(StoreError) in Currency(try row.exactly(0)) }
            if let currency {
                try Self.addToProvider(currency, returned: refund.amount, connection)
            }
        }
    }

    /// Asks the provider about payments that have been open for long: one may have ended without a
    /// webhook, or was never made there.
    func askAboutOpen() throws(PaymentsError) {
        let now = clock.now()
        let open = try intents(
            where: "state < 3 AND next_try_at <= $1 ORDER BY next_try_at", now.rawValue)
        for intent in open {
            let found = try Self.asking { () throws(ProviderError) in
                try provider.payment(reference: intent.reference)
            }
            if let found {
                try take(found, difference: .missedEnd)
            }
            try write { connection throws(StoreError) in
                if found == nil {
                    try Self.end(
                        intent.number, .cancelled, "it was never made at the provider", connection,
                        now)
                }
                try connection.execute(
                    """
                    UPDATE intents SET tries = tries + 1, next_try_at = $2
                    WHERE intent = $1 AND state < 3
                    """,
                    [
                        .integer(intent.number),
                        .integer(
                            now.adding(
                                milliseconds: Self.askAfterMilliseconds
                                    + Self.backoff(intent.tries)
                            ).rawValue),
                    ])
            }
        }
    }

    /// Looks for money that only our books have: each end of ours must show in the other two books
    /// after a while.
    func checkOthers() throws(PaymentsError) {
        let now = clock.now()
        let before = now.adding(milliseconds: -Self.graceMilliseconds).rawValue
        for intent in try intents(
            where: "state = 5 AND at_provider = 0 AND changed_at <= $1 ORDER BY changed_at", before)
        {
            let found = try Self.asking { () throws(ProviderError) in
                try provider.payment(reference: intent.reference)
            }
            try conclude(
                "intents", intent.reference, .absentPayment,
                holds: found?.state == .succeeded, intent.merchant, intent.order, intent.amount,
                now)
        }
        for payout in try payouts(
            where: "state = 3 AND at_provider = 0 AND done_at <= $1 ORDER BY done_at", before)
        {
            let found = try Self.asking { () throws(ProviderError) in
                try provider.refund(reference: payout.reference)
            }
            try conclude(
                "payouts", payout.reference, .absentRefund, holds: found != nil, payout.merchant,
                payout.order, payout.amount, now)
        }
        for intent in try intents(
            where: "settlement = 2 AND in_book = 0 AND settled_at <= $1 AND next_try_at <= $1 "
                + "ORDER BY settled_at", before)
        {
            try checkInBook(intent, now)
        }
    }

    private func checkInBook(_ intent: PaymentIntent, _ now: Timestamp) throws(PaymentsError) {
        let payments = try Self.looking { () throws(OrderBookError) in
            try book.payments(of: intent.order)
        }
        let reference = intent.coreReference(provider: provider.name)
        let isThere = payments.contains {
            $0.reference == reference && $0.amount == intent.amount
        }
        try write { connection throws(StoreError) in
            if isThere {
                try connection.execute(
                    "UPDATE intents SET in_book = 1 WHERE intent = $1", [.integer(intent.number)])
                try Self.settleDifference(.absentInOrderBook, intent.reference, connection, now)
            } else {
                // The book may lag behind, or be on the way of being built again: look later.
                try connection.execute(
                    "UPDATE intents SET next_try_at = $2 WHERE intent = $1",
                    [.integer(intent.number), .integer(now.rawValue)])
                try Self.note(
                    .absentInOrderBook, intent.reference, merchant: intent.merchant,
                    order: intent.order, ours: intent.amount, connection, now)
            }
        }
    }

    private func conclude(
        _ table: String, _ reference: String, _ kind: BookDifference.Kind, holds: Bool,
        _ merchant: MerchantID, _ order: OrderID, _ amount: MinorUnits, _ now: Timestamp
    ) throws(PaymentsError) {
        try write { connection throws(StoreError) in
            try Self.confirm(table, reference, connection)
            if !holds {
                try Self.note(
                    kind, reference, merchant: merchant, order: order, ours: amount, connection,
                    now)
            }
        }
    }

    private static func confirm(_ table: String, _ reference: String, _ connection: Connection)
        throws(StoreError)
    {
        try connection.execute(
            "UPDATE \(table) SET at_provider = 1 WHERE reference = $1", [.text(reference)])
    }

    private static func addToProvider(
        _ currency: Currency, taken: MinorUnits = .zero, returned: MinorUnits = .zero,
        _ connection: Connection
    ) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO provider_sums (currency, taken, returned) VALUES ($1, $2, $3)
            ON CONFLICT (currency) DO UPDATE SET taken = provider_sums.taken + excluded.taken,
            returned = provider_sums.returned + excluded.returned
            """,
            [
                SQLValue(currency.rawValue), .integer(taken.rawValue),
                .integer(returned.rawValue),
            ])
    }
}
