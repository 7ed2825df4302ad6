internal import OrderCore
internal import Primitives
internal import Store

extension Payments {
    /// What became of something that the provider told.
    enum Taken: Equatable {
        /// It was news; the number is the intent's or the payout's.
        case changed(Int64)
        /// It was known.
        case known(Int64)
        /// It is none of ours.
        case foreign
    }

    /// Takes in what the provider says of a payment, then tells the core if there is money to tell
    /// of. `difference`: what to note if it was news.
    @discardableResult
    func take(_ payment: ProviderPayment, difference: BookDifference.Kind?) throws(PaymentsError)
        -> Taken
    {
        let now = clock.now()
        let taken = try write { connection throws(StoreError) in
            try take(payment, difference: difference, connection, now)
        }
        if case .changed(let number) = taken, payment.state == .succeeded { try settle(number) }
        return taken
    }

    /// Takes in what the provider says of a payment, in a transaction: an intent's state only
    /// rises, so the order in which messages come does not matter.
    func take(
        _ payment: ProviderPayment, difference: BookDifference.Kind?, _ connection: Connection,
        _ now: Timestamp
    ) throws(StoreError) -> Taken {
        guard payment.amount > .zero, payment.order.rawValue <= UInt64(Int64.max) else {
            return .foreign
        }
        var intent = try Self.intent(reference: payment.reference, connection)
        if intent == nil, payment.state == .succeeded {
            // Our books were lost, or never saw it: what the provider was told is enough to go on.
            guard payment.reference.hasPrefix("\(intentPrefix)\(payment.order)-") else {
                try Self.note(
                    .unknownPayment, payment.reference, theirs: payment.amount, connection, now)
                return .foreign
            }
            // It enters as one that had ended: the order may have another open one by now.
            var found = payment
            found.state = .cancelled
            _ = try Self.insert(found, returnURL: payment.redirectURL, connection, now)
            intent = try Self.intent(reference: payment.reference, connection)
        }
        guard let intent else { return .foreign }
        guard payment.state > intent.state || intent.providerID == nil else {
            return .known(intent.number)
        }
        let state = max(payment.state, intent.state)
        let isNewEnd = payment.state > intent.state && !state.isOpen
        if isNewEnd, let difference {
            try Self.note(
                difference, intent.reference, merchant: intent.merchant, order: intent.order,
                ours: intent.amount, theirs: payment.amount, settled: true, connection, now)
        }
        let hasMoney = isNewEnd && state == .succeeded
        let differs = payment.amount != intent.amount || payment.currency != intent.currency
        if hasMoney && differs {
            try Self.note(
                .amountDiffers, intent.reference, merchant: intent.merchant, order: intent.order,
                ours: intent.amount, theirs: payment.amount, connection, now)
        }
        try connection.execute(
            """
            UPDATE intents SET state = $2, provider_id = $3, redirect_url = $4, failure = $5,
            amount = $6, currency = $7, settlement = $8, changed_at = $9, next_try_at = $10,
            tries = 0 WHERE intent = $1
            """,
            [
                .integer(intent.number), SQLValue(state.rawValue), .text(payment.id),
                .text(payment.redirectURL), SQLValue(payment.failure ?? intent.failure),
                .integer(hasMoney ? payment.amount.rawValue : intent.amount.rawValue),
                SQLValue(hasMoney ? payment.currency.rawValue : intent.currency.rawValue),
                SQLValue(
                    hasMoney
                        ? PaymentIntent.Settlement.due.rawValue : intent.settlement.rawValue),
                .integer(now.rawValue),
                .integer(
                    hasMoney
                        ? now.rawValue
                        : now.adding(milliseconds: Self.askAfterMilliseconds).rawValue),
            ])
        return .changed(intent.number)
    }

    /// Takes in what the provider says of a refund.
    func take(
        _ refund: ProviderRefund, difference: BookDifference.Kind?, _ connection: Connection,
        _ now: Timestamp
    ) throws(StoreError) -> Taken {
        let known = try connection.first(
            "SELECT \(RefundPayout.columns) FROM payouts WHERE reference = $1",
            [.text(refund.reference)]
        ) { row throws(StoreError) in try RefundPayout(row) }
        guard let known else {
            try Self.note(
                .unknownRefund, refund.reference, theirs: refund.amount, connection, now)
            return .foreign
        }
        if known.amount != refund.amount {
            try Self.note(
                .amountDiffers, refund.reference, merchant: known.merchant, order: known.order,
                ours: known.amount, theirs: refund.amount, connection, now)
        }
        guard known.state != .done else { return .known(known.number) }
        if let difference {
            try Self.note(
                difference, refund.reference, merchant: known.merchant, order: known.order,
                ours: known.amount, theirs: refund.amount, settled: true, connection, now)
        }
        try connection.execute(
            """
            UPDATE payouts SET state = $2, provider_id = $3, failure = NULL, done_at = $4,
            sent_at = coalesce(sent_at, $4) WHERE payout = $1
            """,
            [
                .integer(known.number), SQLValue(RefundPayout.State.done.rawValue),
                .text(refund.id), .integer(refund.at.rawValue),
            ])
        return .changed(known.number)
    }

    /// Ends an open intent without money.
    static func end(
        _ intent: Int64, _ state: PaymentState, _ reason: String, _ connection: Connection,
        _ now: Timestamp
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE intents SET state = $2, failure = $3, changed_at = $4
            WHERE intent = $1 AND state < $2
            """,
            [
                .integer(intent), SQLValue(state.rawValue), .text(reason), .integer(now.rawValue),
            ])
    }

    static func intent(reference: String, _ connection: Connection) throws(StoreError)
        -> PaymentIntent?
    {
        try connection.first(
            "SELECT \(PaymentIntent.columns) FROM intents WHERE reference = $1", [.text(reference)]
        ) { row throws(StoreError) in try PaymentIntent(row) }
    }

    /// Notes a difference; one that is known stays as it is.
    static func note(
        _ kind: BookDifference.Kind, _ reference: String, merchant: MerchantID? = nil,
        order: OrderID? = nil, ours: MinorUnits? = nil, theirs: MinorUnits? = nil,
        settled: Bool = false, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        let number = try next("differences", "difference", connection)
        try connection.execute(
            """
            INSERT INTO differences (difference, kind, reference, merchant, order_id, ours, theirs,
            found_at, settled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (kind, reference) DO NOTHING
            """,
            [
                .integer(number), SQLValue(kind.rawValue), .text(reference),
                SQLValue(merchant?.rawValue), SQLValue(order?.rawValue), SQLValue(ours?.rawValue),
                SQLValue(theirs?.rawValue), .integer(now.rawValue),
                settled ? .integer(now.rawValue) : .null,
            ])
    }

    /// Marks a difference as settled.
    static func settleDifference(
        _ kind: BookDifference.Kind, _ reference: String, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE differences SET settled_at = $3
            WHERE kind = $1 AND reference = $2 AND settled_at IS NULL
            """,
            [SQLValue(kind.rawValue), .text(reference), .integer(now.rawValue)])
    }
}
