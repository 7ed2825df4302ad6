package import Primitives

/// Something that the shield saw or did, with its times and an explanation.
package struct ShieldEvent: Sendable, Hashable {
    /// What happened.
    package enum Kind: String, Sendable, Hashable {
        /// Two bad seconds within three: an attack.
        case attackDetected = "attack_detected"
        /// No bad second for a while.
        case attackEnded = "attack_ended"
        /// A rule holds from now on.
        case ruleMade = "rule_made"
        /// A rule that still fits much lives longer.
        case ruleExtended = "rule_extended"
        /// A rule holds no more.
        case ruleLifted = "rule_lifted"
        /// No rule was sharp enough: newcomers are asked for a proof instead.
        case newcomersGuarded = "newcomers_guarded"
    }

    /// The number of the event, one more than the one before.
    package var number: UInt64
    /// What happened.
    package var kind: Kind
    /// When.
    package var at: Timestamp
    /// When what it is about began, as far as can be told.
    package var beganAt: Timestamp
    /// The rule that it is about.
    package var rule: UInt64?
    /// Why, in words for staff.
    package var explanation: String
}
