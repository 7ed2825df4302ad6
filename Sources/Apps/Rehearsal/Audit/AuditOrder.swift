internal import Primitives

/// An order as the audit folds it from the journal.
struct AuditOrder {
    /// What an order is at, by the numbers that the order book uses.
    enum Status: Int64 {
        case awaitingPayment = 1
        case paid = 2
        case expired = 3
        case cancelled = 4
    }

    /// A line.
    struct Line: Equatable {
        var pool: UInt32
        var quantity: UInt32
        var price: Int64
        var discount: Int64 = 0
        var returned: UInt32 = 0
        var countsInItem = false
        var countsInSale = false
    }

    var id: UInt64
    var merchant: UInt32
    var buyer: UInt64
    var key: Token128
    var lines: [Line]
    var coupon: UInt32?
    /// Whether it counts in its coupon's limit per buyer.
    var countsInCoupon = false
    var placedAt: Int64
    var deadline: Int64
    var position: UInt64
    var currency: UInt16
    var status = Status.awaitingPayment
    /// Kept towards the order.
    var received: Int64 = 0
    /// Of that, what went back while the order stood.
    var refunded: Int64 = 0
    var paidAt: Int64?
    var endedAt: Int64?
    /// The position and the refund of its cancellation.
    var cancelled: (position: UInt64, refund: Int64, byMerchant: Bool)?
    /// All money that came in, and all that goes back.
    var moneyIn: Int64 = 0
    var moneyBack: Int64 = 0
    /// Payments, refunds and restocks.
    var movements: Int64 = 0

    /// What its lines cost, and what a coupon takes off that.
    var subtotal: Int64 { lines.reduce(0) { $0 + Int64($1.quantity) * $1.price } }
    var discount: Int64 { lines.reduce(0) { $0 + $1.discount } }
    var total: Int64 { subtotal - discount }
}

/// Money that goes back, as the audit folds it.
struct AuditRefund: Hashable {
    /// Why, by the numbers that the order book uses.
    enum Cause: Int64 {
        case excess = 1
        case twice = 2
        case late = 3
        case expiredPartial = 4
        case cancelled = 5
        case refund = 6
    }

    var order: UInt64
    var cause: Int64
    var amount: Int64
    /// The payment or the refund that made it; nil for an order that ended.
    var reference: Token128?
    var at: Int64
}
