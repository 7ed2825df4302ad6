/// What a challenge is bound to: the network and the agent of whom it was given to, as a hash.
package struct ClientBinding: Sendable, Hashable {
    /// The hash.
    package var rawValue: UInt64

    /// The binding of a client.
    package init(prefix: NetworkPrefix, agent: UInt32) {
        rawValue = TraitHash.mixed(prefix.rawValue, UInt64(agent) << 32 | 0x5EA1)
    }
}
