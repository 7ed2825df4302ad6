internal import Marketing
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

/// What the order core answered, in its own words.
enum CoreWords {
    static func isSuccess(_ answer: Answer) -> Bool {
        answer.outcome == .decided && answer.decision.code.isSuccess
    }

    static func code(_ answer: Answer) -> String {
        answer.outcome == .decided ? answer.decision.code.text : answer.outcome.text
    }

    static func text(_ answer: Answer, _ t: Language, _ currency: Currency?) -> String {
        switch answer.outcome {
        case .decided:
            t(
                DecisionCodeWords.title(answer.decision.code, .english) + ": "
                    + answer.decision.explanation,
                answer.decision.text(.chinese, currency: currency))
        case .unknown:
            t(
                "It is not known yet whether this happened: look again in a moment.",
                "尚不清楚是否已执行，请稍后查看。")
        default:
            t(
                "Nothing happened: the cell is busy. Try again in a moment.",
                "系统繁忙，未执行，请稍后重试。")
        }
    }

    /// The answer to a refund, to those who pay it out; amounts as money.
    static func refund(_ answer: Answer, _ t: Language, _ currency: Currency) -> String {
        let decision = answer.decision
        let code = answer.outcome == .decided ? decision.code : nil
        let amount = Words.money(MinorUnits(decision.amount), currency)
        let detail = Words.money(MinorUnits(decision.detail), currency)
        return switch code {
        case .refunded:
            t(
                "Refunded: \(amount) goes back to the buyer; \(detail) may still go back.",
                "已退款：\(amount) 将退给买家，还可退 \(detail)。")
        case .amountTooLarge:
            t(
                "Nothing goes back: at most \(amount) may, not \(detail).",
                "未退款：最多可退 \(amount)，不能退 \(detail)。")
        default: text(answer, t, currency)
        }
    }
}
