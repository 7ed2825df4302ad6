internal import OpenPlatform
internal import OrderCore
package import Orders
internal import Primitives
internal import Store

extension Payments {
    /// Payments of one order at most: the core takes no more references than about this many.
    package static let maximumAttempts: Int64 = 32

    /// Starts a payment of what is still to pay of an order; the one that is open already, if there
    /// is one.
    ///
    /// - Throws: `notPayable` when the order awaits nothing, `invalid` for an address that no
    ///   browser should be sent to, `provider` when the provider cannot make it now: the same call
    ///   later goes on with the same payment.
    package func create(_ order: BookOrder, returnURL: String) throws(PaymentsError)
        -> PaymentIntent
    {
        guard returnURL.utf8.count <= 2048, Self.returnAddress.takes(returnURL) else {
            throw PaymentsError(.invalid, "the return address is no http or https address")
        }
        guard order.status == .awaitingPayment, order.total > order.received else {
            throw PaymentsError(.notPayable, "order \(order.id) awaits no payment")
        }
        let intent = try open(order, returnURL)
        guard intent.redirectURL == nil else { return intent }
        let request = PaymentRequest(
            reference: intent.reference, amount: intent.amount, currency: intent.currency,
            returnURL: intent.returnURL, merchant: intent.merchant, order: intent.order,
            buyer: intent.buyer)
        let made: ProviderPayment
        do { made = try provider.create(request) } catch {
            if error.code == .refused {
                try write { connection throws(StoreError) in
                    try Self.end(intent.number, .failed, error.message, connection, clock.now())
                }
            }
            throw PaymentsError(error)
        }
        try take(made, difference: nil)
        if intent.reference == reference(order.id, 1) { begun(order.merchant) }
        return try self.intent(intent.number) ?? intent
    }

    /// The open intent of the order, or a new one.
    private func open(_ order: BookOrder, _ returnURL: String) throws(PaymentsError)
        -> PaymentIntent
    {
        let now = clock.now()
        var attempts: Int64 = 0
        let number: Int64? = try write { connection throws(StoreError) in
            let open = try connection.first(
                "SELECT intent FROM intents WHERE order_id = $1 AND state < 3",
                [SQLValue(order.id.rawValue)]
            ) { row throws(StoreError) in try row.integer(0) }
            if let open { return open }
            attempts =
                try connection.first(
                    "SELECT count(*) FROM intents WHERE order_id = $1",
                    [SQLValue(order.id.rawValue)]
                ) { row throws(StoreError) in try row.integer(0) } ?? 0
            guard attempts < Self.maximumAttempts else { return nil }
            // Books that were lost and found again may lack an attempt in between.
            var attempt = attempts + 1
            while try Self.intent(reference: reference(order.id, attempt), connection) != nil {
                attempt += 1
            }
            return try Self.insert(
                ProviderPayment(
                    id: "", reference: reference(order.id, attempt),
                    state: .created, amount: order.total - order.received,
                    currency: order.currency, redirectURL: "", merchant: order.merchant,
                    order: order.id, buyer: order.buyer),
                returnURL: returnURL, connection, now)
        }
        guard let number, let intent = try intent(number) else {
            throw PaymentsError(
                .notPayable, "order \(order.id) had \(attempts) attempts: place it again")
        }
        return intent
    }

    private func reference(_ order: OrderID, _ attempt: Int64) -> String {
        "\(intentPrefix)\(order)-\(attempt)"
    }

    /// Writes a new intent; gives its number.
    static func insert(
        _ payment: ProviderPayment, returnURL: String, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) -> Int64 {
        let number = try next("intents", "intent", connection)
        try connection.execute(
            """
            INSERT INTO intents (intent, merchant, order_id, buyer, amount, currency, reference,
            return_url, state, settlement, refund_due, created_at, changed_at, tries, next_try_at,
            at_provider, in_book)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $10, 0, $11, 0, 0)
            """,
            [
                .integer(number), SQLValue(payment.merchant.rawValue),
                SQLValue(payment.order.rawValue),
                .integer(Int64(bitPattern: payment.buyer.rawValue)),
                .integer(payment.amount.rawValue), SQLValue(payment.currency.rawValue),
                .text(payment.reference), .text(returnURL),
                SQLValue(payment.state.rawValue), .integer(now.rawValue),
                .integer(now.adding(milliseconds: askAfterMilliseconds).rawValue),
            ])
        return number
    }

    /// The next number of a table.
    static func next(_ table: String, _ key: String, _ connection: Connection) throws(StoreError)
        -> Int64
    {
        try connection.first("SELECT coalesce(max(\(key)), 0) + 1 FROM \(table)") {
            row throws(StoreError) in try row.integer(0)
        } ?? 1
    }

    /// Where a browser may be sent back to.
    static let returnAddress = TextForm(
        pattern: "^https?://[!-~]+$", wanted: "an http or https address in visible ASCII"
    ) { text in
        ["http://", "https://"].contains {
            text.hasPrefix($0) && text.utf8.count > $0.utf8.count
        } && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
