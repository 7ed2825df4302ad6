package import Primitives

/// A payment as its provider has it.
package struct ProviderPayment: Sendable, Hashable {
    /// The provider's number of it.
    package var id: String
    /// Our reference.
    package var reference: String
    /// How far it is.
    package var state: PaymentState
    /// What it takes, or took.
    package var amount: MinorUnits
    /// The currency of `amount`.
    package var currency: Currency
    /// Where the buyer pays.
    package var redirectURL: String
    /// Why it failed, in the provider's words.
    package var failure: String?
    /// Whose store it is, as it was told when it was made.
    package var merchant: MerchantID
    /// What is paid for, as it was told when it was made.
    package var order: OrderID
    /// Who pays, as it was told when it was made.
    package var buyer: BuyerID

    /// Describes a payment.
    package init(
        id: String, reference: String, state: PaymentState, amount: MinorUnits, currency: Currency,
        redirectURL: String, failure: String? = nil, merchant: MerchantID, order: OrderID,
        buyer: BuyerID
    ) {
        self.id = id
        self.reference = reference
        self.state = state
        self.amount = amount
        self.currency = currency
        self.redirectURL = redirectURL
        self.failure = failure
        self.merchant = merchant
        self.order = order
        self.buyer = buyer
    }
}

/// A refund as its provider has it: paid out.
package struct ProviderRefund: Sendable, Hashable {
    /// The provider's number of it.
    package var id: String
    /// Our reference.
    package var reference: String
    /// The provider's number of the payment that it came from.
    package var paymentID: String
    /// What went back.
    package var amount: MinorUnits
    /// When it went.
    package var at: Timestamp

    /// Describes a refund.
    package init(
        id: String, reference: String, paymentID: String, amount: MinorUnits, at: Timestamp
    ) {
        self.id = id
        self.reference = reference
        self.paymentID = paymentID
        self.amount = amount
        self.at = at
    }
}
