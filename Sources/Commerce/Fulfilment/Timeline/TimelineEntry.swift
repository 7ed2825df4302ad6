package import Primitives
package import Service

/// One thing that happened to an order.
package struct TimelineEntry: Sendable, Hashable {
    /// What happened.
    package enum Kind: String, Sendable, CaseIterable {
        case placed
        case paymentStarted = "payment_started"
        case paymentFailed = "payment_failed"
        case paymentCancelled = "payment_cancelled"
        case paymentReceived = "payment_received"
        case paidInPart = "paid_in_part"
        case paid
        case paidLate = "paid_late"
        case paymentNotNeeded = "payment_not_needed"
        case expired
        case cancelledByBuyer = "cancelled_by_buyer"
        case cancelledByMerchant = "cancelled_by_merchant"
        case refundDue = "refund_due"
        case refundSent = "refund_sent"
        case refundDone = "refund_done"
        case refundFailed = "refund_failed"
        case shipped
        case delivered
        case restocked
    }

    /// When.
    package var at: Timestamp
    /// What.
    package var kind: Kind
    /// The money that it is about, in the order's currency.
    package var amount: MinorUnits?
    /// What names it elsewhere: a payment, a refund, a carrier with its number.
    package var reference: String?
    /// Units that it is about.
    package var units: UInt64?
    /// The journal's batch that holds it, where that is known.
    package var position: UInt64?

    /// Describes something that happened.
    package init(
        at: Timestamp, kind: Kind, amount: MinorUnits? = nil, reference: String? = nil,
        units: UInt64? = nil, position: UInt64? = nil
    ) {
        self.at = at
        self.kind = kind
        self.amount = amount
        self.reference = reference
        self.units = units
        self.position = position
    }

    /// What happened, in a language.
    package func text(_ t: Language) -> String {
        switch kind {
        case .placed: t("Order placed", "已下单")
        case .paymentStarted: t("Payment started", "开始付款")
        case .paymentFailed: t("Payment declined", "付款被拒")
        case .paymentCancelled: t("Payment given up", "放弃付款")
        case .paymentReceived: t("Payment received by the provider", "支付机构已收款")
        case .paidInPart: t("Paid in part", "已付部分款")
        case .paid: t("Paid", "已付款")
        case .paidLate: t("Paid late; the goods were still there", "逾期付款，货品仍在")
        case .paymentNotNeeded: t("A payment came that was not due", "收到无需支付的款项")
        case .expired: t("Not paid in time; the goods went back on sale", "未按时付款，货品重新上架")
        case .cancelledByBuyer: t("Cancelled by the buyer", "买家取消")
        case .cancelledByMerchant: t("Cancelled by the store", "商家取消")
        case .refundDue: t("Money goes back", "待退款")
        case .refundSent: t("Refund on its way", "退款处理中")
        case .refundDone: t("Refund paid out", "退款已到账")
        case .refundFailed: t("Refund failed; the store looks into it", "退款失败，商家处理中")
        case .shipped: t("Shipped", "已发货")
        case .delivered: t("Delivered", "已送达")
        case .restocked: t("Goods came back", "货品已退回")
        }
    }
}
