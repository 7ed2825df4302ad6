package import OrderCore
package import Primitives
internal import Store

/// One attempt to pay one order.
package struct PaymentIntent: Sendable, Hashable {
    /// Whether the order core knows of the money. Stable numbers.
    package enum Settlement: UInt8, Sendable {
        /// There is nothing to tell.
        case none = 0
        /// The money is in, and the core is still to be told.
        case due = 1
        /// The core has answered.
        case settled = 2
    }

    /// Its number in our books, from 1.
    package var number: Int64
    /// Whose store it is.
    package var merchant: MerchantID
    /// What is paid for.
    package var order: OrderID
    /// Who pays.
    package var buyer: BuyerID
    /// What is taken.
    package var amount: MinorUnits
    /// The currency of `amount`.
    package var currency: Currency
    /// Names it at the provider.
    package var reference: String
    /// The provider's number of it, once it has one.
    package var providerID: String?
    /// Where the buyer pays, once it is known.
    package var redirectURL: String?
    /// Where the buyer goes afterwards.
    package var returnURL: String
    /// How far it is.
    package var state: PaymentState
    /// Why it failed.
    package var failure: String?
    /// Whether the order core knows.
    package var settlement: Settlement
    /// What the core answered.
    package var answer: DecisionCode?
    /// What of it goes back at once, by that answer.
    package var refundDue: MinorUnits
    /// When it was made.
    package var createdAt: Timestamp
    /// When its state last changed.
    package var changedAt: Timestamp
    /// When the core answered.
    package var settledAt: Timestamp?
    /// How often the core was asked without an answer.
    package var tries: Int64

    /// What the money is called in the order core: the same for every message about this payment.
    package func coreReference(provider: String) -> Reference? {
        providerID.map { Reference(payment: $0, provider: provider) }
    }
}

extension PaymentIntent {
    static let columns = """
        intent, merchant, order_id, buyer, amount, currency, reference, provider_id, redirect_url, \
        return_url, state, failure, settlement, answer, refund_due, created_at, changed_at, \
        settled_at, tries
        """

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.integer(0)
        merchant = MerchantID(try row.exactly(1))
        order = OrderID(try row.unsigned(2))
        buyer = BuyerID(UInt64(bitPattern: try row.integer(3)))
        amount = MinorUnits(try row.integer(4))
        currency = Currency(try row.exactly(5))
        reference = try row.text(6)
        providerID = try row.optionalText(7)
        redirectURL = try row.optionalText(8)
        returnURL = try row.text(9)
        state = try row.known(10)
        failure = try row.optionalText(11)
        settlement = try row.known(12)
        answer = row.isNull(13) ? nil : try row.known(13)
        refundDue = MinorUnits(try row.integer(14))
        createdAt = Timestamp(try row.integer(15))
        changedAt = Timestamp(try row.integer(16))
        settledAt = try row.optionalInteger(17).map { Timestamp($0) }
        tries = try row.integer(18)
    }
}
