package import Primitives

// What can be asked about an order that exists. They are one family and share a file.

/// Reports money that came in for an order.
package struct PayOrder: BitwiseCopyable, Sendable, Hashable {
    /// Whose order it is.
    package var merchant: MerchantID
    /// The order.
    package var order: OrderID
    /// Names the payment at its provider; the same reference is counted once.
    package var reference: Reference
    /// What came in, positive.
    package var amount: MinorUnits
    /// The currency of `amount`.
    package var currency: Currency

    /// Describes a payment.
    package init(
        merchant: MerchantID, order: OrderID, reference: Reference, amount: MinorUnits,
        currency: Currency
    ) {
        self.merchant = merchant
        self.order = order
        self.reference = reference
        self.amount = amount
        self.currency = currency
    }
}

/// Cancels an order: by its buyer while it awaits payment, by the merchant also once it is paid.
package struct CancelOrder: BitwiseCopyable, Sendable, Hashable {
    /// Whose order it is.
    package var merchant: MerchantID
    /// The order.
    package var order: OrderID
    /// The buyer who cancels, or nil for the merchant.
    package var buyer: BuyerID?

    /// Describes a cancellation.
    package init(merchant: MerchantID, order: OrderID, buyer: BuyerID? = nil) {
        self.merchant = merchant
        self.order = order
        self.buyer = buyer
    }
}

/// Sends money of a paid order back, whole or in part.
package struct RefundOrder: BitwiseCopyable, Sendable, Hashable {
    /// Whose order it is.
    package var merchant: MerchantID
    /// The order.
    package var order: OrderID
    /// Names the refund; the same reference is counted once.
    package var reference: Reference
    /// What goes back, positive, no more than was paid and not yet sent back.
    package var amount: MinorUnits

    /// Describes a refund.
    package init(merchant: MerchantID, order: OrderID, reference: Reference, amount: MinorUnits) {
        self.merchant = merchant
        self.order = order
        self.reference = reference
        self.amount = amount
    }
}

/// Puts goods that came back on sale again.
package struct RestockLine: BitwiseCopyable, Sendable, Hashable {
    /// Whose order it is.
    package var merchant: MerchantID
    /// The order.
    package var order: OrderID
    /// Names the return; the same reference is counted once.
    package var reference: Reference
    /// The line, from 0.
    package var line: UInt32
    /// Units that came back, positive, no more than were sold and have not come back.
    package var quantity: UInt32

    /// Describes a return to stock.
    package init(
        merchant: MerchantID, order: OrderID, reference: Reference, line: UInt32, quantity: UInt32
    ) {
        self.merchant = merchant
        self.order = order
        self.reference = reference
        self.line = line
        self.quantity = quantity
    }
}
