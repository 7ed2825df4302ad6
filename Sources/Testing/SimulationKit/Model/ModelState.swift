internal import OrderCore
internal import Primitives

// What the reference model remembers. They are one family and share a file.

/// A sale.
struct ModelSale: Sendable {
    var merchant: MerchantID
    var startsAt: Int64
    var endsAt: Int64
    var limitPerBuyer: Int64
    var currency: Currency
}

/// Names a SKU in a sale.
struct ModelItemName: Hashable, Sendable {
    var sale: SaleID
    var sku: SKUID
}

/// A SKU in a sale.
struct ModelItem: Sendable {
    var price: Int64
    var limitPerBuyer: Int64
    var real = ModelStock()
    var shadow = ModelStock()

    subscript(rehearsal isRehearsal: Bool) -> ModelStock {
        get { isRehearsal ? shadow : real }
        set { if isRehearsal { shadow = newValue } else { real = newValue } }
    }
}

/// Stock of a SKU in a sale.
struct ModelStock: Hashable, Sendable {
    var given: Int64 = 0
    var held: Int64 = 0
    var sold: Int64 = 0
    /// Of what is sold, units of orders that the core has forgotten.
    var soldForGood: Int64 = 0
    var free: Int64 { given - held - sold }
}

/// A coupon and what it granted.
struct ModelCoupon: Sendable {
    var terms: CouponTerms
    var real = ModelCouponUse()
    var shadow = ModelCouponUse()

    subscript(rehearsal isRehearsal: Bool) -> ModelCouponUse {
        get { isRehearsal ? shadow : real }
        set { if isRehearsal { shadow = newValue } else { real = newValue } }
    }
}

/// What a coupon granted.
struct ModelCouponUse: Hashable, Sendable {
    var count: Int64 = 0
    var money: Int64 = 0
    /// Of these, what belongs to orders that the core has forgotten.
    var countForGood: Int64 = 0
    var moneyForGood: Int64 = 0
}

/// A line of an order.
struct ModelLine: Hashable, Sendable {
    var item: ModelItemName
    var quantity: Int64
    var unitPrice: Int64
    var discount: Int64
    var returned: Int64 = 0
    /// Whether it is counted in the limit of the item, and of the sale.
    var countsInItem = false
    var countsInSale = false
}

/// An order.
struct ModelOrder: Hashable, Sendable {
    var id: OrderID
    var request: PlaceOrder
    var lines: [ModelLine]
    var currency: Currency
    var status: OrderStatus
    var total: Int64
    /// Money kept so far, before refunds.
    var received: Int64 = 0
    /// Money that went or goes back of what was kept.
    var refunded: Int64 = 0
    /// What went back when it was cancelled.
    var backWhenCancelled: Int64 = 0
    /// All money that came in for it, and all that went or goes back.
    var moneyIn: Int64 = 0
    var moneyBack: Int64 = 0
    /// The second in which something is due.
    var dueSecond: Int64
    var movementCount = 0
    var countsInCoupon = false
    var key: IdempotencyKey { request.key }
    var discount: Int64 { lines.reduce(0) { $0 + $1.discount } }
}

/// A movement of money or stock that was taken in, with its first answer.
struct ModelMovement: Hashable, Sendable {
    enum Kind { case payment, refund, restock, stockChange }

    var kind: Kind
    var order = OrderID(0)
    var item: ModelItemName?
    var isRehearsal = false
    var currency: Currency?
    /// Money, units of a return, or units of a stock change.
    var amount: Int64
    var line: UInt32 = 0
    var answer: Decision
}
