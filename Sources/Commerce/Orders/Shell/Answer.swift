package import OrderCore

/// What a client is told about a command: always something, whatever happens.
package struct Answer: Sendable, BitwiseCopyable, Hashable {
    /// How far the command came. Raw values and texts are stable.
    package enum Outcome: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// Decided and durable: see the decision.
        case decided = 1
        /// Not taken in, as the intake is full: nothing happened, try again after a moment.
        case busy = 2
        /// Not carried out, as the journal takes nothing at present: nothing happened, try again
        /// later.
        case unavailable = 3
        /// The journal failed while it was written: ask by your key, or send the same again.
        case unknown = 4
        /// Another leader has taken over: nothing happened, send it there.
        case notLeader = 5
        /// The cell is being closed: nothing happened.
        case closed = 6

        /// The stable text, in `snake_case`.
        package var text: String {
            switch self {
            case .decided: "decided"
            case .busy: "busy"
            case .unavailable: "unavailable"
            case .unknown: "unknown"
            case .notLeader: "not_leader"
            case .closed: "closed"
            }
        }
    }

    /// What the client named the command.
    package var token: UInt64
    /// How far it came.
    package var outcome: Outcome
    /// When it makes sense to try again, for `busy` and `unavailable`; else 0.
    package var retryAfterMilliseconds: UInt32
    /// The decision; without meaning unless the outcome is `decided`.
    package var decision: Decision

    /// The answer that carries a decision.
    package init(token: UInt64, decision: Decision) {
        self.init(token: token, outcome: .decided, retryAfterMilliseconds: 0, decision: decision)
    }

    /// The answer to a command that was not decided, or not durably.
    package init(token: UInt64, outcome: Outcome, retryAfterMilliseconds: UInt32 = 0) {
        self.init(
            token: token, outcome: outcome, retryAfterMilliseconds: retryAfterMilliseconds,
            decision: Decision(.busy))
    }

    private init(
        token: UInt64, outcome: Outcome, retryAfterMilliseconds: UInt32, decision: Decision
    ) {
        self.token = token
        self.outcome = outcome
        self.retryAfterMilliseconds = retryAfterMilliseconds
        self.decision = decision
    }
}

/// Where a client's answers go.
package protocol AnswerSink: AnyObject, Sendable {
    /// Takes answers in the order in which the commands were taken in. Called by the thread that
    /// made them durable, so it must be quick and must not wait for the cell.
    func deliver(_ answers: ArraySlice<Answer>)
}
