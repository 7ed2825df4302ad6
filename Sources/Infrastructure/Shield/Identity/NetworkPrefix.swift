/// The network that an address belongs to: /24 of IPv4, /48 of IPv6.
///
/// An IPv6 client owns a whole /64 or more and can change its address at will; a single address is
/// no client there.
package struct NetworkPrefix: Sendable, Hashable {
    /// The bits of the prefix: 24 or 48, with a mark that tells the two apart.
    package let rawValue: UInt64

    /// The prefix of an address of 4 or 16 bytes; nil for any other count. An IPv4 address that is
    /// mapped into IPv6 (RFC 4291, 2.5.5.2) is taken as what it is.
    package init?(_ address: [UInt8]) {
        switch address.count {
        case 4:
            rawValue = Self.word(address[0..<3])
        case 16:
            let isMapped = address[..<10].allSatisfy { $0 == 0 } && address[10...11] == [255, 255]
            rawValue = isMapped ? Self.word(address[12..<15]) : 1 << 48 | Self.word(address[0..<6])
        default:
            return nil
        }
    }

    /// The prefix of an address that nobody knows.
    package static let unknown = NetworkPrefix(bits: 1 << 49)

    private init(bits: UInt64) { rawValue = bits }

    /// As in `203.0.113.0/24`.
    package var description: String {
        if rawValue < 1 << 24 {
            return "\(rawValue >> 16).\(rawValue >> 8 & 255).\(rawValue & 255).0/24"
        }
        let groups = [32, 16, 0].map { String(rawValue >> UInt64($0) & 0xFFFF, radix: 16) }
        return groups.joined(separator: ":") + "::/48"
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
