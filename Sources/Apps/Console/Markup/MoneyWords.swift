internal import OrderCore
internal import Orders
internal import Payments
internal import Service

/// What is said of payments and refunds, by the stable words of the API in English.
enum MoneyWords {
    static func text(_ state: PaymentState, _ t: Language) -> String {
        let chinese =
            switch state {
            case .created: "已创建"
            case .pending: "待支付"
            case .failed: "失败"
            case .cancelled: "已取消"
            case .succeeded: "成功"
            }
        return t(state.text, chinese)
    }

    static func text(_ state: RefundPayout.State, _ t: Language) -> String {
        let chinese =
            switch state {
            case .due: "待退"
            case .sent: "已发出"
            case .done: "已退款"
            case .failed: "失败"
            }
        return t(state.text, chinese)
    }

    /// What the order core said to a payment.
    static func text(_ code: DecisionCode?, _ t: Language) -> String {
        code.map { DecisionCodeWords.name($0, t) } ?? "–"
    }

    /// Why money goes back.
    static func text(_ cause: BookRefund.Cause?, _ t: Language) -> String {
        guard let cause else { return "–" }
        let chinese =
            switch cause {
            case .excess: "多付"
            case .twice: "重复付款"
            case .late: "超时付款"
            case .expiredPartial: "超时的部分付款"
            case .cancelled: "订单取消"
            case .refund: "退款"
            }
        return t(cause.text.replacing("_", with: " "), chinese)
    }

    static func text(_ kind: BookDifference.Kind, _ t: Language) -> String {
        let chinese =
            switch kind {
            case .missedPayment: "漏记的收款"
            case .missedRefund: "漏记的退款"
            case .missedEnd: "漏记的结束"
            case .unknownPayment: "未知的收款"
            case .unknownRefund: "未知的退款"
            case .amountDiffers: "金额不符"
            case .absentPayment: "对方无此收款"
            case .absentRefund: "对方无此退款"
            case .absentInOrderBook: "订单簿无此收款"
            case .notCovered: "退款无来源"
            case .referenceReused: "参考号重复"
            }
        return t(kind.text.replacing("_", with: " "), chinese)
    }
}
