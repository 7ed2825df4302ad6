internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

/// What the order core answered, in words for a buyer: what happened, and what they can do.
struct DecisionWords {
    /// The language.
    let t: Language
    /// The currency of amounts.
    let currency: Currency
    /// The names of the order's lines.
    let names: [String]

    /// What to say about an answer that is no success.
    func text(_ answer: Answer) -> String {
        switch answer.outcome {
        case .decided: text(answer.decision)
        case .busy, .unavailable, .notLeader, .closed:
            t(
                "Very many people order right now. Nothing was ordered yet: press again.",
                "当前下单人数很多，订单尚未提交：请再按一次按钮。")
        case .unknown:
            t(
                "We can’t tell yet whether it was ordered. Press again: it is never ordered twice.",
                "暂时无法确认订单是否成功。请再按一次按钮：绝不会重复下单。")
        }
    }

    /// What to say about a decision.
    func text(_ decision: Decision) -> String {
        let name = Int(decision.line) < names.count ? names[Int(decision.line)] : ""
        let (amount, detail) = (decision.amount, decision.detail)
        switch decision.code {
        case .soldOut where amount <= 0:
            return t("“\(name)” is sold out.", "“\(name)”已售罄。")
        case .soldOut:
            return t(
                "Only \(amount) of “\(name)” left; you asked for \(detail).",
                "“\(name)”仅剩 \(amount) 件，您需要 \(detail) 件。")
        case .limitReached:
            return t(
                "“\(name)”: \(amount) for each customer, and you have taken \(detail) so far.",
                "“\(name)”每人限购 \(amount) 件，您已购 \(detail) 件。")
        case .saleNotOpen:
            let time = Moment.text(Timestamp(amount), t)
            return t("The sale opens at \(time).", "活动将于 \(time) 开始。")
        case .saleClosed:
            return t(
                "The sale of “\(name)” has ended. Look at the price again, then order.",
                "“\(name)”的活动已结束，请确认最新价格后再下单。")
        case .priceChanged:
            return t(
                "The price of “\(name)” is now \(money(amount)); you were shown \(money(detail)).",
                "“\(name)”的价格现为 \(money(amount))，此前显示为 \(money(detail))。")
        case .keyReused:
            return t(
                "This page was used for order \(decision.order). Look at it, then order again.",
                "此页面已用于订单 \(decision.order)。请确认后重新下单。")
        case .unknownSale, .unknownItem:
            return t("“\(name)” is not for sale any more.", "“\(name)”已停止销售。")
        case .unknownOrder, .orderClosed:
            return t("The order has ended and can’t be changed.", "订单已结束，无法更改。")
        case .orderPaid:
            return t(
                "The order is paid already: ask the store to cancel it.", "订单已付款，请联系商家取消。")
        case .unknownCoupon:
            return t("There is no such coupon in this store.", "本店没有此优惠券。")
        case .couponNotOpen:
            let time = Moment.text(Timestamp(amount), t)
            return t("The coupon can be used from \(time) on.", "优惠券自 \(time) 起可用。")
        case .couponClosed: return t("The coupon has expired.", "优惠券已过期。")
        case .couponMinimumSpend:
            return t(
                "The coupon wants \(money(amount)) at least; this order is \(money(detail)).",
                "优惠券需消费满 \(money(amount))，当前订单为 \(money(detail))。")
        case .couponExhausted:
            return t("The coupon has been used up.", "优惠券已被领完。")
        case .couponLimitReached:
            return t(
                "The coupon can be used \(amount) times by each customer; you have.",
                "每人限用该优惠券 \(amount) 次，您已用完。")
        case .currencyMismatch:
            return t(
                "“\(name)” is sold in another currency: order it by itself.",
                "“\(name)”使用不同货币销售，请单独下单。")
        case .busy:
            return text(Answer(token: 0, outcome: .busy))
        default:
            return t(
                "The order can’t be placed like this. Look through your cart, then try again.",
                "无法这样下单。请检查购物车后重试。")
        }
    }

    private func money(_ amount: Int64) -> String { Amount.text(MinorUnits(amount), currency) }
}
