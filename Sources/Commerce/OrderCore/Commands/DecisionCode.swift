/// What the core answered. Raw values and texts are stable: clients and books rely on them.
package enum DecisionCode: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    // What happened.
    case accepted = 1
    case paid = 2
    case paidLate = 3
    case awaitingRest = 4
    case refundDue = 5
    case cancelled = 6
    case refunded = 7
    case restocked = 8
    case done = 9

    // What did not, and why.
    case soldOut = 32
    case limitReached = 33
    case saleNotOpen = 34
    case saleClosed = 35
    case priceChanged = 36
    case keyReused = 37
    case referenceReused = 38
    case unknownSale = 39
    case unknownItem = 40
    case unknownOrder = 41
    case unknownCoupon = 42
    case couponNotOpen = 43
    case couponClosed = 44
    case couponMinimumSpend = 45
    case couponExhausted = 46
    case couponLimitReached = 47
    case currencyMismatch = 48
    case orderClosed = 49
    case orderPaid = 50
    case amountTooLarge = 51
    case stockCommitted = 52
    case invalid = 53
    case busy = 54

    /// Whether the state changed, now or when the same was asked before.
    package var isSuccess: Bool { rawValue < 32 }

    /// The stable text of the code, in `snake_case`.
    package var text: String {
        switch self {
        case .accepted: "accepted"
        case .paid: "paid"
        case .paidLate: "paid_late"
        case .awaitingRest: "awaiting_rest"
        case .refundDue: "refund_due"
        case .cancelled: "cancelled"
        case .refunded: "refunded"
        case .restocked: "restocked"
        case .done: "done"
        case .soldOut: "sold_out"
        case .limitReached: "limit_reached"
        case .saleNotOpen: "sale_not_open"
        case .saleClosed: "sale_closed"
        case .priceChanged: "price_changed"
        case .keyReused: "key_reused"
        case .referenceReused: "reference_reused"
        case .unknownSale: "unknown_sale"
        case .unknownItem: "unknown_item"
        case .unknownOrder: "unknown_order"
        case .unknownCoupon: "unknown_coupon"
        case .couponNotOpen: "coupon_not_open"
        case .couponClosed: "coupon_closed"
        case .couponMinimumSpend: "coupon_minimum_spend"
        case .couponExhausted: "coupon_exhausted"
        case .couponLimitReached: "coupon_limit_reached"
        case .currencyMismatch: "currency_mismatch"
        case .orderClosed: "order_closed"
        case .orderPaid: "order_paid"
        case .amountTooLarge: "amount_too_large"
        case .stockCommitted: "stock_committed"
        case .invalid: "invalid"
        case .busy: "busy"
        }
    }
}
