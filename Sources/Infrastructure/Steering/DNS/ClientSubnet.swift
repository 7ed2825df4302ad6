package import IPLibrary

/// The network of the client that a resolver asks for (RFC 7871).
package struct ClientSubnet: Hashable, Sendable {
    /// The first address of the network.
    package var address: IPAddress
    /// Bits of the address that were sent.
    package var sourceLength: Int

    /// The number of the option.
    static let option: UInt16 = 8

    /// The number of the family (IANA: Address Family Numbers).
    static func number(_ family: IPFamily) -> UInt16 { family == .v4 ? 1 : 2 }
}
