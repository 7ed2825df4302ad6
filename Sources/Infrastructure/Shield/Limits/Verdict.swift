/// What is done with a request: the ladder, from the mildest.
package enum Verdict: Sendable, Hashable {
    /// Serve it.
    case pass
    /// Serve it when nothing better is waiting.
    case slow
    /// Ask for a proof of work of so many bits first.
    case challenge(bits: UInt8, Reason)
    /// Refuse it; a new try makes sense after so many seconds.
    case refuse(retrySeconds: Int, Reason)

    /// Why.
    package enum Reason: Sendable, Hashable {
        /// The client is over its own limit.
        case overLimit
        /// More newcomers than can be told from an attack.
        case newcomers
        /// A rule with this number holds.
        case rule(UInt64)
        /// Checking out while there is an attack.
        case checkout

        /// The stable code in documents.
        package var code: String {
            switch self {
            case .overLimit: "over_limit"
            case .newcomers: "many_newcomers"
            case .rule: "attack_rule"
            case .checkout: "checkout_guarded"
            }
        }
    }
}
