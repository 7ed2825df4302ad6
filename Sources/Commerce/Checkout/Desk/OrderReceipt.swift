internal import OrderCore
package import Orders
package import Primitives
package import Service

/// What became of a wish, with what a person needs to understand it.
package struct OrderReceipt: Sendable, Hashable {
    /// The cell's answer.
    package var answer: Answer
    /// The currency of its amounts.
    package var currency: Currency
    /// Until when an accepted order can be paid.
    package var paymentDeadline: Timestamp

    /// Whether there is an order.
    package var isAccepted: Bool {
        answer.outcome == .decided && answer.decision.code.isSuccess
    }

    /// The order, if there is one.
    package var order: OrderID? { isAccepted ? answer.decision.order : nil }

    /// The stable code: the decision's, or why nothing was decided.
    package var code: String {
        answer.outcome == .decided ? answer.decision.code.text : answer.outcome.text
    }

    /// What to tell a program; nil when there is an order.
    package var problem: Problem? { isAccepted ? nil : Self.problem(answer) }

    /// What to tell a program about an answer that is no success.
    package static func problem(_ answer: Answer) -> Problem {
        switch answer.outcome {
        case .decided:
            let decision = answer.decision
            if decision.code == .busy {
                return Problem(503, "busy", decision.explanation, retryAfterSeconds: 1)
            }
            let status = decision.code == .unknownOrder ? 404 : 409
            return Problem(
                status, decision.code.text, decision.explanation,
                extensions: [.init("decision", numbers(decision))])
        case .busy, .unavailable, .notLeader, .closed:
            return Problem(
                503, answer.outcome.text, "Nothing happened: send the same again in a moment.",
                retryAfterSeconds: 1)
        case .unknown:
            return Problem(
                503, "unknown",
                "It is not known yet whether this happened: send it again with the same key.",
                retryAfterSeconds: 1)
        }
    }

    private static func numbers(_ decision: Decision) -> JSON {
        [
            "code": .string(decision.code.text), "line": .integer(Int64(decision.line)),
            "amount": .integer(decision.amount), "detail": .integer(decision.detail),
            "order": decision.order.rawValue == 0 ? .null : JSON(decision.order.rawValue),
        ]
    }

    /// The document of an accepted order.
    package var json: JSON {
        let decision = answer.decision
        return [
            "id": JSON(decision.order.rawValue), "status": "accepted",
            "total": ["amount": .integer(decision.amount), "currency": .string(currency.code)],
            "discount": ["amount": .integer(decision.detail), "currency": .string(currency.code)],
            "payment_deadline": .string(paymentDeadline.rfc3339),
            "is_replay": .bool(decision.isReplay),
        ]
    }
}
