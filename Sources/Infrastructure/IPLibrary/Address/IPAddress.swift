/// An Internet address of either family.
package enum IPAddress: Hashable, Sendable {
    /// IPv4, in the order of the network: 127.0.0.1 is 0x7F00_0001.
    case v4(UInt32)
    /// IPv6.
    case v6(UInt128)

    /// Where IPv4 addresses lie in IPv6 (RFC 4291, 2.5.5.2): ::ffff:0:0/96.
    private static let mapped: UInt128 = 0xFFFF << 32

    /// The IPv4 address that an IPv4-mapped IPv6 address means; any other address as it is.
    package var unmapped: IPAddress {
        guard case .v6(let bits) = self, bits & ~0xFFFF_FFFF == Self.mapped else { return self }
        return .v4(UInt32(truncatingIfNeeded: bits))
    }

    /// The address in the low bits of a number, whatever its family.
    package var bits: UInt128 {
        switch self {
        case .v4(let bits): UInt128(bits)
        case .v6(let bits): bits
        }
    }

    /// The family.
    package var family: IPFamily {
        switch self {
        case .v4: .v4
        case .v6: .v6
        }
    }

    /// The address of a family with these bits, of which the lowest that fit are taken.
    package init(_ family: IPFamily, bits: UInt128) {
        switch family {
        case .v4: self = .v4(UInt32(truncatingIfNeeded: bits))
        case .v6: self = .v6(bits)
        }
    }

    /// The bytes in the order of the network: four or sixteen.
    package var bytes: [UInt8] {
        let width = family.width
        return stride(from: width - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: bits >> UInt128($0))
        }
    }

    /// The address with these four or sixteen bytes; nil for another number of them.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let bits = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        self.init(bytes.count == 4 ? .v4 : .v6, bits: bits)
    }
}
