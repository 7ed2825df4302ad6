internal import OrderCore
package import Orders
internal import Primitives
package import Service

/// Where an order stands, in one word for people.
package enum OrderProgress: String, Sendable, CaseIterable {
    case awaitingPayment = "awaiting_payment"
    case partPaid = "part_paid"
    case paid
    case partShipped = "part_shipped"
    case shipped
    case delivered
    case returned
    case refunded
    case cancelled
    case expired

    /// Works it out from what the books say.
    ///
    /// - Parameters:
    ///   - lines: what of each line left and came back.
    ///   - delivered: for each shipment, whether it has arrived.
    package static func of(
        _ order: BookOrder, lines: [LineBalance] = [], delivered: [Bool] = []
    ) -> OrderProgress {
        switch order.status {
        case .awaitingPayment: return order.received > .zero ? .partPaid : .awaitingPayment
        case .expired: return .expired
        case .cancelled: return .cancelled
        case .paid: break
        }
        let shipped = lines.reduce(UInt64(0)) { $0 + UInt64($1.shipped) }
        let returned = lines.reduce(UInt64(0)) { $0 + UInt64($1.returned) }
        let toShip = lines.reduce(UInt64(0)) { $0 + UInt64($1.toShip) }
        if order.received > .zero && order.refunded >= order.received { return .refunded }
        if !lines.isEmpty && toShip == 0 && returned == shipped { return .returned }
        if shipped == 0 { return .paid }
        if toShip > 0 { return .partShipped }
        return delivered.allSatisfy { $0 } ? .delivered : .shipped
    }

    /// The word in a language.
    package func text(_ t: Language) -> String {
        switch self {
        case .awaitingPayment: t("Awaiting payment", "待付款")
        case .partPaid: t("Paid in part", "已付部分款")
        case .paid: t("Paid", "已付款")
        case .partShipped: t("Shipped in part", "部分发货")
        case .shipped: t("Shipped", "已发货")
        case .delivered: t("Delivered", "已送达")
        case .returned: t("Returned", "已退货")
        case .refunded: t("Refunded", "已退款")
        case .cancelled: t("Cancelled", "已取消")
        case .expired: t("Expired", "已过期")
        }
    }
}
