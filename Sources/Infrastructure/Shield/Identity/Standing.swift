/// How well a client is known: the rungs of identity, best first.
package enum Standing: UInt8, Sendable, Hashable, CaseIterable {
    /// Carries a buyer's signed token.
    case buyer
    /// Carries a device token of ours that fits its agent.
    case device
    /// Has paid with a proof of work, or by waiting.
    case cleared
    /// Carries nothing: its network is all that is known of it.
    case newcomer

    /// Whether it carries something that we signed and that it has kept.
    package var isKnown: Bool { self == .buyer || self == .device }
}
