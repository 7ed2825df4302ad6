/// A network: the addresses that share their first bits.
package struct IPPrefix: Hashable, Sendable, CustomStringConvertible {
    /// The first address.
    package let address: IPAddress
    /// How many first bits are shared.
    package let length: Int

    /// The network of this length that the address lies in; the length is one of the family's.
    package init(_ address: IPAddress, length: Int) {
        let family = address.family
        precondition((0...family.width).contains(length))
        self.length = length
        self.address = IPAddress(family, bits: address.bits & ~Self.rest(family, length))
    }

    /// Reads `192.0.2.0/24` or `2001:db8::/32`; nil for anything else, and for bits set past the
    /// length.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(parts[0]),
            (1...3).contains(parts[1].utf8.count), let length = Int(parts[1]),
            (0...address.family.width).contains(length), !parts[1].hasPrefix("+"),
            !parts[1].hasPrefix("-")
        else { return nil }
        self.init(address, length: length)
        guard self.address == address else { return nil }
    }

    /// The first and the last address, as numbers.
    package var bounds: ClosedRange<UInt128> {
        let first = address.bits
        return first...(first | Self.rest(address.family, length))
    }

    /// Such as `192.0.2.0/24`.
    package var description: String { "\(address)/\(length)" }

    /// The bits past the length, all set.
    private static func rest(_ family: IPFamily, _ length: Int) -> UInt128 {
        length == 0 ? family.last : family.last >> UInt128(length)
    }

    /// The largest network with the address that lies within the range, which holds the address.
    package static func largest(
        with address: IPAddress, within range: ClosedRange<UInt128>
    ) -> IPPrefix {
        let family = address.family
        var length = family.width
        while length > 0 {
            let wider = IPPrefix(address, length: length - 1).bounds
            guard range.lowerBound <= wider.lowerBound, wider.upperBound <= range.upperBound else {
                break
            }
            length -= 1
        }
        return IPPrefix(address, length: length)
    }
}
