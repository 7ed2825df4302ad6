package import Identity

/// What an event says has happened.
package enum EventType: String, Sendable, Hashable, CaseIterable {
    /// An order was accepted; its stock is held.
    case orderPlaced = "order.placed"
    /// An order is paid in full.
    case orderPaid = "order.paid"
    /// Some of an order's price came in.
    case orderPartPaid = "order.part_paid"
    /// Money came for an order that takes none any more, and goes back.
    case paymentReturned = "order.payment_returned"
    /// The deadline passed; the stock is free again.
    case orderExpired = "order.expired"
    /// The buyer or the store cancelled an order.
    case orderCancelled = "order.cancelled"
    /// Money of a paid order goes back.
    case orderRefunded = "order.refunded"
    /// Goods came back and are for sale again.
    case orderRestocked = "order.restocked"
    /// Stock was given to a pool or withdrawn from it.
    case stockChanged = "stock.changed"
    /// A sale was made, or its terms changed.
    case saleChanged = "sale.changed"
    /// A SKU was put into a sale, or its price or limit changed.
    case priceChanged = "price.changed"
    /// A coupon was made, changed or stopped.
    case couponChanged = "coupon.changed"

    /// What a member of staff must be allowed to do to hear of it.
    package var action: Action {
        switch self {
        case .stockChanged: .stockRead
        case .saleChanged, .priceChanged: .salesRead
        case .couponChanged: .couponsRead
        default: .ordersRead
        }
    }

    /// Whether it is about an order, and so for its buyer too.
    package var isOfOrder: Bool { action == .ordersRead }
}
