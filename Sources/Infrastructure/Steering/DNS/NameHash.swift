/// Hashes a name as it is on the wire, without regard to the case of letters (RFC 4343).
struct NameHash {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    /// Takes the next byte, of a length or of a label.
    @inline(__always) mutating func add(_ byte: UInt8) {
        hash = (hash ^ UInt64(Self.lower(byte))) &* 0x0000_0100_0000_01B3
    }

    var value: UInt64 { hash }

    /// A letter as a small one; lengths of labels are below all letters.
    @inline(__always) static func lower(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    static func of(_ name: some Sequence<UInt8>) -> UInt64 {
        var hash = NameHash()
        for byte in name { hash.add(byte) }
        return hash.value
    }
}
