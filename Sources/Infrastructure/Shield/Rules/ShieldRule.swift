/// A fingerprint of an attack, and what is done with requests that fit it, for a time.
package struct ShieldRule: Sendable, Hashable {
    /// What is done.
    package enum Action: String, Sendable, Hashable {
        /// Ask for a proof of work.
        case challenge
        /// Refuse.
        case refuse
    }

    /// The number of the rule.
    package var number: UInt64
    /// All of these must hold.
    package var conditions: [RuleCondition]
    /// What is done.
    package var action: Action
    /// When it was made, in milliseconds of the monotonic clock.
    package var madeAt: Int64
    /// When it ends by itself.
    package var expiresAt: Int64
    /// What part of the suspect second fitted it.
    package var attackShare: Double
    /// What part of the recent good traffic would fit it.
    package var goodShare: Double
    /// Requests that fitted it, of clients that are not buyers.
    package var matched: UInt64 = 0
    /// Clients that fitted it and showed a proof.
    package var solved: UInt64 = 0
    /// Requests of signed-in buyers that fitted it: they are let through, and counted.
    package var buyersMatched: UInt64 = 0
    /// Requests that fitted it in the second that is open.
    var matchedNow = 0
    /// The most of a second, so far.
    var mostInSecond = 0
    /// Seconds in a row in which hardly anything fitted it.
    var quietSeconds = 0

    func holds(_ traits: RequestTraits) -> Bool { conditions.allSatisfy { $0.holds(traits) } }

    /// The conditions in words.
    package var description: String {
        conditions.map(\.description).joined(separator: " and ")
    }
}
