package import Primitives

// What a merchant's staff sets: sales, items, stock, coupons. They are one family and share a file.

/// Makes a sale or changes it; the latest word holds.
package struct SaleTerms: BitwiseCopyable, Sendable, Hashable {
    /// Whose sale it is; never changes.
    package var merchant: MerchantID
    /// The sale.
    package var sale: SaleID
    /// Orders are taken from this moment on.
    package var startsAt: Timestamp
    /// Orders are taken up to this moment; `never` for everyday selling.
    package var endsAt: Timestamp
    /// Units over all SKUs of the sale that one buyer may take; 0 for no limit.
    package var limitPerBuyer: UInt32
    /// The currency of every price in the sale; never changes.
    package var currency: Currency

    /// Describes a sale.
    package init(
        merchant: MerchantID, sale: SaleID, startsAt: Timestamp, endsAt: Timestamp = .never,
        limitPerBuyer: UInt32 = 0, currency: Currency
    ) {
        self.merchant = merchant
        self.sale = sale
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.limitPerBuyer = limitPerBuyer
        self.currency = currency
    }
}

/// Puts a SKU into a sale or changes its price or limit there.
package struct ItemTerms: BitwiseCopyable, Sendable, Hashable {
    /// Whose sale it is.
    package var merchant: MerchantID
    /// The sale.
    package var sale: SaleID
    /// The SKU.
    package var sku: SKUID
    /// The price of one unit, 0 to `Limits.maximumUnitPrice`.
    package var unitPrice: MinorUnits
    /// Units that one buyer may take; 0 for no limit.
    package var limitPerBuyer: UInt32

    /// Describes an item of a sale.
    package init(
        merchant: MerchantID, sale: SaleID, sku: SKUID, unitPrice: MinorUnits,
        limitPerBuyer: UInt32 = 0
    ) {
        self.merchant = merchant
        self.sale = sale
        self.sku = sku
        self.unitPrice = unitPrice
        self.limitPerBuyer = limitPerBuyer
    }
}

/// Gives stock to a pool or withdraws it; never below what is held or sold.
package struct ChangeStock: BitwiseCopyable, Sendable, Hashable {
    /// Whose sale it is.
    package var merchant: MerchantID
    /// The sale.
    package var sale: SaleID
    /// The SKU.
    package var sku: SKUID
    /// Units given (positive) or withdrawn (negative); not 0.
    package var delta: Int64
    /// Names the change; the same reference is counted once.
    package var reference: Reference
    /// Changes the shadow stock that rehearsal orders draw on.
    package var isRehearsal: Bool

    /// Describes a change of stock.
    package init(
        merchant: MerchantID, sale: SaleID, sku: SKUID, delta: Int64, reference: Reference,
        isRehearsal: Bool = false
    ) {
        self.merchant = merchant
        self.sale = sale
        self.sku = sku
        self.delta = delta
        self.reference = reference
        self.isRehearsal = isRehearsal
    }
}

/// Makes a coupon or changes it; what it granted so far stays counted.
package struct CouponTerms: BitwiseCopyable, Sendable, Hashable {
    /// How a coupon takes off.
    package enum Kind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
        /// `value` minor units, at most the order's total.
        case fixed = 1
        /// `value` basis points of the order's total, rounded down; 10000 is all of it.
        case percent = 2
    }

    /// Whose coupon it is; never changes.
    package var merchant: MerchantID
    /// The coupon.
    package var coupon: CouponID
    /// How it takes off.
    package var kind: Kind
    /// Minor units or basis points, by `kind`.
    package var value: Int64
    /// The least total before the discount.
    package var minimumSpend: MinorUnits
    /// Sum of discounts that it may grant; nil for no bound.
    package var budgetMoney: MinorUnits?
    /// Orders that it may be used in; nil for no bound.
    package var budgetCount: UInt32?
    /// Orders that one buyer may use it in; 0 for no limit.
    package var limitPerBuyer: UInt32
    /// Can be used from this moment on.
    package var startsAt: Timestamp
    /// Can be used up to this moment.
    package var endsAt: Timestamp
    /// The currency of its amounts.
    package var currency: Currency

    /// Describes a coupon.
    package init(
        merchant: MerchantID, coupon: CouponID, kind: Kind, value: Int64,
        minimumSpend: MinorUnits = .zero,
        budgetMoney: MinorUnits? = nil, budgetCount: UInt32? = nil, limitPerBuyer: UInt32 = 0,
        startsAt: Timestamp = Timestamp(0), endsAt: Timestamp = .never, currency: Currency
    ) {
        self.merchant = merchant
        self.coupon = coupon
        self.kind = kind
        self.value = value
        self.minimumSpend = minimumSpend
        self.budgetMoney = budgetMoney
        self.budgetCount = budgetCount
        self.limitPerBuyer = limitPerBuyer
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.currency = currency
    }
}
