internal import Primitives
internal import Store

/// What became of a webhook. Stable numbers.
package enum WebhookOutcome: UInt8, Sendable {
    /// It was news, and is in the books.
    case taken = 1
    /// What it says was known.
    case known = 2
    /// This very event had come before.
    case repeated = 3
    /// It is about nothing of ours.
    case foreign = 4
    /// Its signature, its time or its body does not hold; nothing was written.
    case refused = 5
}

extension Payments {
    /// Takes a webhook in. When this returns, what it says is durable, and the core has been told
    /// if it could be reached; else the worker tells it.
    ///
    /// - Throws: `store` when it could not be written: the provider must send it again.
    package func receive(body: [UInt8], signature: String) throws(PaymentsError) -> WebhookOutcome {
        let now = clock.now()
        guard let event = provider.event(body: body, signature: signature, at: now) else {
            return .refused
        }
        var settles: Int64?
        let outcome = try write { connection throws(StoreError) -> WebhookOutcome in
            let isKnown =
                try connection.first(
                    "SELECT 1 FROM deliveries WHERE event = $1 LIMIT 1", [.text(event.id)]
                ) { row throws(StoreError) in try row.integer(0) } != nil
            let taken: Taken
            let reference: String
            switch event.movement {
            case .payment(let payment):
                reference = payment.reference
                taken = try take(payment, difference: nil, connection, now)
                if case .changed(let number) = taken, payment.state == .succeeded {
                    settles = number
                }
            case .refund(let refund):
                reference = refund.reference
                taken = try take(refund, difference: nil, connection, now)
            }
            let outcome: WebhookOutcome =
                switch taken {
                case .changed: .taken
                case .known: isKnown ? .repeated : .known
                case .foreign: .foreign
                }
            try Self.record(event, reference, outcome, connection, now)
            return outcome
        }
        // It is durable; whatever fails from here on, the worker makes good.
        if let settles { try? settle(settles) }
        return outcome
    }

    private static func record(
        _ event: ProviderEvent, _ reference: String, _ outcome: WebhookOutcome,
        _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        let number = try next("deliveries", "delivery", connection)
        try connection.execute(
            """
            INSERT INTO deliveries (delivery, event, kind, reference, received_at, outcome)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .integer(number), .text(String(event.id.prefix(100))),
                .text(String(event.kind.prefix(100))), .text(String(reference.prefix(100))),
                .integer(now.rawValue), SQLValue(outcome.rawValue),
            ])
        try connection.execute(
            "DELETE FROM deliveries WHERE delivery <= $1", [.integer(number - keptDeliveries)])
    }
}
