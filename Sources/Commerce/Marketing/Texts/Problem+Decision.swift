package import OrderCore
package import Orders
package import Primitives
package import Service

extension Problem {
    /// A refusal of the core as a problem: its code is the decision's, its detail what a person
    /// reads. The numbers are there too, as `line`, `amount` and `detail_amount`.
    package init(
        _ decision: Decision, currency: Currency?, language: Language = .english,
        what: String? = nil
    ) {
        let text = decision.text(language, currency: currency, what: what)
        let numbers: [JSON.Member] = [
            .init("line", JSON(decision.line)), .init("amount", .integer(decision.amount)),
            .init("detail_amount", .integer(decision.detail)),
        ]
        self.init(
            Self.status(of: decision.code), decision.code.text, text,
            retryAfterSeconds: decision.code == .busy ? 1 : nil, extensions: numbers)
    }

    /// The HTTP status of a refusal.
    package static func status(of code: DecisionCode) -> Int {
        switch code {
        case .unknownOrder: 404
        case .invalid, .currencyMismatch: 422
        case .busy: 503
        default: 409
        }
    }

    /// An answer that carries no decision as a problem; nil for one that does.
    package init?(_ answer: Answer, language t: Language = .english) {
        let seconds = max(1, Int((answer.retryAfterMilliseconds + 999) / 1000))
        switch answer.outcome {
        case .decided: return nil
        case .busy:
            self.init(
                503, "busy",
                t("We are very busy: please try again in a moment.", "当前人数过多，请稍后再试。"),
                retryAfterSeconds: seconds)
        case .unknown:
            self.init(
                503, "unknown",
                t(
                    "We do not know yet whether it was done: send the same again with its key.",
                    "暂时无法确认结果：请用同一幂等键重试。"), retryAfterSeconds: 1)
        case .unavailable, .notLeader, .closed:
            self.init(
                503, "unavailable",
                t("This is not possible just now; nothing happened.", "暂时无法处理，未作任何更改。"),
                retryAfterSeconds: seconds)
        }
    }
}
