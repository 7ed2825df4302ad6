package import Primitives

/// Asks for an order: stock held, limits and budgets counted and prices agreed in one step, or
/// nothing.
package struct PlaceOrder: BitwiseCopyable, Sendable, Hashable {
    /// Whose store it is; every line must be of this merchant.
    package var merchant: MerchantID
    /// Who buys.
    package var buyer: BuyerID
    /// The same key with the same content gets the first answer again. A digest of the client's key
    /// together with merchant and buyer, so that nobody meets the keys of others.
    package var key: IdempotencyKey
    /// The coupon to use, if any.
    package var coupon: CouponID?
    /// Until when the stock is held for the payment.
    package var paymentDeadline: Timestamp
    /// Draws on shadow stock and is left out of every book.
    package var isRehearsal: Bool

    /// Describes an order without its lines.
    package init(
        merchant: MerchantID, buyer: BuyerID, key: IdempotencyKey, coupon: CouponID? = nil,
        paymentDeadline: Timestamp, isRehearsal: Bool = false
    ) {
        self.merchant = merchant
        self.buyer = buyer
        self.key = key
        self.coupon = coupon
        self.paymentDeadline = paymentDeadline
        self.isRehearsal = isRehearsal
    }
}

/// One line of an order that is asked for.
package struct LineRequest: BitwiseCopyable, Sendable, Hashable {
    /// The SKU wanted.
    package var sku: SKUID
    /// The price of one unit that the buyer was shown.
    package var unitPrice: MinorUnits
    /// The sale in which it is bought.
    package var sale: SaleID
    /// Units wanted, 1 to `Limits.maximumQuantity`.
    package var quantity: UInt32

    /// Describes a line.
    package init(sale: SaleID, sku: SKUID, quantity: UInt32, unitPrice: MinorUnits) {
        self.sale = sale
        self.sku = sku
        self.quantity = quantity
        self.unitPrice = unitPrice
    }
}
