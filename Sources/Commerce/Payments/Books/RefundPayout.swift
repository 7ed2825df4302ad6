package import Orders
package import Primitives
internal import Store

/// Money on its way back through the provider: one refund due, or the part of it that comes from
/// one payment.
package struct RefundPayout: Sendable, Hashable {
    /// How far a payout is. Stable numbers.
    package enum State: UInt8, Sendable, CaseIterable {
        /// To be sent.
        case due = 1
        /// The provider was asked, and may have paid it; it is asked again until it says so.
        case sent = 2
        /// The provider has paid it.
        case done = 3
        /// The provider refuses for good: a person must look.
        case failed = 4

        /// The stable text.
        package var text: String {
            switch self {
            case .due: "due"
            case .sent: "sent"
            case .done: "done"
            case .failed: "failed"
            }
        }
    }

    /// Its number in our books, from 1.
    package var number: Int64
    /// The order book's number of the refund; nil for money that no order could take.
    package var refund: UInt64?
    /// Why the order book sends it back; nil for money that no order could take.
    package var cause: BookRefund.Cause?
    /// Whose store it is.
    package var merchant: MerchantID
    /// The order that was paid for.
    package var order: OrderID
    /// The payment that it comes from; nil while none is known that covers it.
    package var intent: Int64?
    /// What goes back.
    package var amount: MinorUnits
    /// The currency of `amount`.
    package var currency: Currency
    /// Names it at the provider, for ever.
    package var reference: String
    /// How far it is.
    package var state: State
    /// The provider's number of it, once it is paid.
    package var providerID: String?
    /// Why it did not work the last time.
    package var failure: String?
    /// How often the provider was asked.
    package var tries: Int64
    /// When it became due.
    package var dueAt: Timestamp
    /// When the provider was first asked.
    package var sentAt: Timestamp?
    /// When it was paid.
    package var doneAt: Timestamp?
}

extension RefundPayout {
    static let columns = """
        payout, refund, cause, merchant, order_id, intent, amount, currency, reference, state, \
        provider_id, failure, tries, due_at, sent_at, done_at
        """

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.integer(0)
        refund = row.isNull(1) ? nil : try row.unsigned(1)
        cause = row.isNull(2) ? nil : try row.known(2)
        merchant = MerchantID(try row.exactly(3))
        order = OrderID(try row.unsigned(4))
        intent = try row.optionalInteger(5)
        amount = MinorUnits(try row.integer(6))
        currency = Currency(try row.exactly(7))
        reference = try row.text(8)
        state = try row.known(9)
        providerID = try row.optionalText(10)
        failure = try row.optionalText(11)
        tries = try row.integer(12)
        dueAt = Timestamp(try row.integer(13))
        sentAt = try row.optionalInteger(14).map { Timestamp($0) }
        doneAt = try row.optionalInteger(15).map { Timestamp($0) }
    }
}
