internal import OrderCore
internal import Service

/// The order core's answers in a word or two.
enum DecisionCodeWords {
    /// The answer, capitalized.
    static func title(_ code: DecisionCode, _ t: Language) -> String {
        let name = name(code, t)
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    /// The answer whose stable text this is; any other text as it is.
    static func name(_ text: String, _ t: Language) -> String {
        DecisionCode.allCases.first { $0.text == text }.map { name($0, t) }
            ?? text.replacing("_", with: " ")
    }

    /// The answer.
    static func name(_ code: DecisionCode, _ t: Language) -> String {
        let chinese =
            switch code {
            case .accepted: "下单成功"
            case .paid: "已付款"
            case .paidLate: "超时付款，已恢复"
            case .awaitingRest: "尚有余款"
            case .refundDue: "需退款"
            case .cancelled: "已取消"
            case .refunded: "已退款"
            case .restocked: "已退回入库"
            case .done: "已完成"
            case .soldOut: "售罄"
            case .limitReached: "超出限购"
            case .saleNotOpen: "未开始"
            case .saleClosed: "已结束"
            case .priceChanged: "价格变动"
            case .keyReused: "重复的键"
            case .referenceReused: "参考号重复"
            case .unknownSale: "活动不存在"
            case .unknownItem: "不在活动中"
            case .unknownOrder: "订单不存在"
            case .unknownCoupon: "优惠券不存在"
            case .couponNotOpen: "优惠券未生效"
            case .couponClosed: "优惠券过期"
            case .couponMinimumSpend: "未达消费额"
            case .couponExhausted: "优惠券领完"
            case .couponLimitReached: "优惠券超限"
            case .currencyMismatch: "货币不同"
            case .orderClosed: "订单已结束"
            case .orderPaid: "订单已付款"
            case .amountTooLarge: "金额过大"
            case .stockCommitted: "库存已占用"
            case .invalid: "无效请求"
            case .busy: "繁忙"
            }
        return t(code.text.replacing("_", with: " "), chinese)
    }
}
