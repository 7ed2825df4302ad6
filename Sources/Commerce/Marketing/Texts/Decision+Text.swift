package import OrderCore
package import Primitives
package import Service

extension Decision {
    /// What a buyer is told, in one or two sentences.
    ///
    /// - Parameters:
    ///   - currency: the currency of the amounts in it; nil when it has none or nobody knows.
    ///   - what: the name of what the line is about, in this language; nil for `this item`.
    package func text(_ t: Language, currency: Currency?, what: String? = nil) -> String {
        let item = what ?? t("this item", "该商品")
        func money(_ amount: Int64) -> String {
            currency.map { MinorUnits(amount).text($0, t) } ?? "\(amount)"
        }
        func time(_ milliseconds: Int64) -> String { Timestamp(milliseconds).text(t) }
        return switch code {
        case .accepted:
            t(
                "Your order is accepted: \(money(amount)) to pay.",
                "下单成功，待支付 \(money(amount))。")
        case .paid:
            amount > 0
                ? t(
                    "Your order is paid; \(money(amount)) too much goes back to you.",
                    "订单已支付；多付的 \(money(amount)) 将退还。")
                : t("Your order is paid. Thank you!", "订单已支付，感谢购买！")
        case .paidLate:
            t("Your payment came late, but your items were still there: it is paid.",
                "付款虽已超时，但商品仍有库存，订单已支付。")
        case .awaitingRest:
            t(
                "Thank you. \(money(amount)) of \(money(detail)) is still to be paid.",
                "已收到部分款项，还需支付 \(money(amount))（共 \(money(detail))）。")
        case .refundDue:
            t(
                "This order can no longer be paid: \(money(amount)) goes back to you.",
                "该订单已无法支付，\(money(amount)) 将退还给您。")
        case .cancelled:
            amount > 0
                ? t(
                    "The order is cancelled; \(money(amount)) goes back to you.",
                    "订单已取消，\(money(amount)) 将退还给您。")
                : t("The order is cancelled.", "订单已取消。")
        case .refunded:
            t("\(money(amount)) goes back to you.", "\(money(amount)) 将退还给您。")
        case .restocked: t("The goods are for sale again.", "商品已重新上架。")
        case .done: t("Done.", "已完成。")
        case .soldOut:
            amount > 0
                ? t(
                    "Only \(amount) of \(item) left, and you asked for \(detail).",
                    "\(item)仅剩 \(amount) 件，您要购买 \(detail) 件。")
                : t("Sold out: there is none of \(item) left.", "已售罄：\(item)没有库存了。")
        case .limitReached:
            t(
                "Each buyer can have \(amount) of \(item); you have \(detail) already.",
                "\(item)每人限购 \(amount) 件，您已购买 \(detail) 件。")
        case .saleNotOpen:
            t("The sale has not begun: it opens on \(time(amount)).",
                "活动尚未开始，将于 \(time(amount)) 开始。")
        case .saleClosed:
            t("The sale is over: it ended on \(time(amount)).", "活动已于 \(time(amount)) 结束。")
        case .priceChanged:
            t(
                "The price of \(item) has changed: it is now \(money(amount)), not "
                    + "\(money(detail)).",
                "\(item)的价格已变为 \(money(amount))（原为 \(money(detail))）。")
        case .keyReused, .referenceReused:
            t("This was sent before with other content.", "该请求已用不同内容提交过。")
        case .unknownSale: t("There is no such sale.", "没有这个活动。")
        case .unknownItem: t("\(item) is not for sale here.", "\(item)不在此活动中出售。")
        case .unknownOrder: t("There is no such order.", "没有这个订单。")
        case .unknownCoupon: t("There is no such coupon.", "没有这张优惠券。")
        case .couponNotOpen:
            t("The coupon can be used from \(time(amount)).", "优惠券自 \(time(amount)) 起可用。")
        case .couponClosed:
            t("The coupon could be used up to \(time(amount)).",
                "优惠券已于 \(time(amount)) 失效。")
        case .couponMinimumSpend:
            t(
                "The coupon is for orders of \(money(amount)) and more; yours is "
                    + "\(money(detail)).",
                "优惠券满 \(money(amount)) 可用，您的订单为 \(money(detail))。")
        case .couponExhausted: t("The coupon is used up.", "优惠券已被领完。")
        case .couponLimitReached:
            t(
                "Each buyer can use the coupon \(amount) times; you have used it \(detail) times.",
                "优惠券每人限用 \(amount) 次，您已使用 \(detail) 次。")
        case .currencyMismatch: t("The currencies do not agree.", "币种不一致。")
        case .orderClosed:
            t("The order has ended before.", "订单此前已结束。")
        case .orderPaid:
            t("The order is paid: ask the shop to cancel it.", "订单已支付，请联系商家取消。")
        case .amountTooLarge: t("The amount is too large.", "金额过大。")
        case .stockCommitted:
            t(
                "Only \(amount) are free; \(detail) were to be withdrawn.",
                "可用库存仅 \(amount) 件，无法撤回 \(detail) 件。")
        case .invalid: t("The request is not as it should be: \(explanation).", "请求内容有误。")
        case .busy:
            t("We are very busy: please try again in a moment.", "当前人数过多，请稍后再试。")
        }
    }
}
