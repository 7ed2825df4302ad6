/// IPv4 or IPv6.
package enum IPFamily: Hashable, Sendable, CaseIterable {
    case v4, v6

    /// Bits of an address.
    package var width: Int { self == .v4 ? 32 : 128 }

    /// The last address, as a number.
    package var last: UInt128 { self == .v4 ? UInt128(UInt32.max) : .max }
}
