internal import OrderCore
internal import Primitives

/// An answer as one line of JSON.
package struct PipeAnswer: Codable, Sendable, Hashable {
    /// The command's token; nil when the command could not be read.
    package var token: UInt64?
    /// How far it came: `Answer.Outcome.text`, or `malformed` for a line that is no command.
    package var outcome: String
    /// What was decided: `DecisionCode.text`.
    package var code: String?
    /// The order.
    package var order: UInt64?
    /// The line that the code is about, from 0.
    package var line: UInt8?
    /// The first number of the code.
    package var amount: Int64?
    /// The second number of the code.
    package var detail: Int64?
    /// The first answer again.
    package var replay: Bool?
    /// When to try again.
    package var retry_after_ms: UInt32?
    /// What it means and what can be done.
    package var explanation: String

    /// The answer of the cell.
    package init(_ answer: Answer) {
        token = answer.token
        outcome = answer.outcome.text
        guard answer.outcome == .decided else {
            retry_after_ms = answer.retryAfterMilliseconds
            explanation = answer.outcome.explanation
            return
        }
        let decision = answer.decision
        code = decision.code.text
        order = decision.order.rawValue == 0 ? nil : decision.order.rawValue
        line = decision.line
        amount = decision.amount
        detail = decision.detail
        replay = decision.isReplay
        explanation = decision.explanation
    }

    /// The answer to a line that is no command.
    package init(malformed explanation: String, token: UInt64? = nil) {
        self.token = token
        outcome = "malformed"
        self.explanation = explanation
    }
}

extension Answer.Outcome {
    /// What it means and what can be done.
    package var explanation: String {
        switch self {
        case .decided: "decided and durable"
        case .busy: "too much is waiting: nothing happened, try again after the time given"
        case .unavailable:
            "the journal takes nothing at present: nothing happened, try again after the time given"
        case .unknown:
            "the journal failed meanwhile: send the same again with the same key or reference"
        case .notLeader: "another leader has taken over: nothing happened, send it there"
        case .closed: "the cell is closing: nothing happened"
        }
    }
}
