package import Primitives

/// A payment that a provider is asked to make.
package struct PaymentRequest: Sendable, Hashable {
    /// Names it in our books; the same reference is made once.
    package var reference: String
    /// What to take, positive.
    package var amount: MinorUnits
    /// The currency of `amount`.
    package var currency: Currency
    /// Where the buyer goes afterwards.
    package var returnURL: String
    /// Whose store it is.
    package var merchant: MerchantID
    /// What is paid for.
    package var order: OrderID
    /// Who pays.
    package var buyer: BuyerID

    /// Describes a payment.
    package init(
        reference: String, amount: MinorUnits, currency: Currency, returnURL: String,
        merchant: MerchantID, order: OrderID, buyer: BuyerID
    ) {
        self.reference = reference
        self.amount = amount
        self.currency = currency
        self.returnURL = returnURL
        self.merchant = merchant
        self.order = order
        self.buyer = buyer
    }
}

/// A refund that a provider is asked to pay out.
package struct RefundRequest: Sendable, Hashable {
    /// Names it in our books; the same reference is paid out once.
    package var reference: String
    /// The provider's number of the payment that it comes from.
    package var paymentID: String
    /// What goes back, positive.
    package var amount: MinorUnits

    /// Describes a refund.
    package init(reference: String, paymentID: String, amount: MinorUnits) {
        self.reference = reference
        self.paymentID = paymentID
        self.amount = amount
    }
}
