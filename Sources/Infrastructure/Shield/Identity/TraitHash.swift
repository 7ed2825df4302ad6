/// Short names for texts of requests: 32 bits of FNV-1a, mixed once more. They are for counting,
/// never for trust: a collision puts two texts into one count.
package enum TraitHash {
    /// The name of a text, such as an agent.
    package static func of(_ text: some StringProtocol) -> UInt32 { of(text.utf8) }

    /// The name of bytes.
    package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        finished(bytes.reduce(basis, step))
    }

    /// The same, for what a flood brings thousands of times a second.
    package static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        var hash = basis
        for byte in bytes { hash = step(hash, byte) }
        return finished(hash)
    }

    static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always) static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }

    static func finished(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: mixed(hash, 0) >> 32)
    }

    /// The class of a path: its first two parts, with numbers and long parts as one, so that
    /// products of a kind count together and made-up paths do not fill the tables.
    package static func pathClass(_ path: some StringProtocol) -> UInt32 {
        pathClass(bytes: Array(path.utf8.prefix(512))[...])
    }

    /// The same of the bytes of a path.
    package static func pathClass(bytes path: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var parts = 0
        var length = 0
        var digits = 0
        var part: UInt64 = hash
        func close(_ hash: inout UInt64) {
            let isVariable = length > 24 || digits * 2 > length
            hash = mixed(hash &+ (isVariable ? 1 : part), UInt64(parts))
        }
        for byte in path.prefix(512) {
            if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { break }
            if byte == UInt8(ascii: "/") {
                if length > 0 { close(&hash) }
                if length > 0 { parts += 1 }
                if parts == 2 { return UInt32(truncatingIfNeeded: hash >> 32) }
                (length, digits, part) = (0, 0, 0xCBF2_9CE4_8422_2325)
            } else {
                length += 1
                if byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") { digits += 1 }
                part = (part ^ UInt64(byte)) &* 0x100_0000_01B3
            }
        }
        if length > 0 { close(&hash) }
        return UInt32(truncatingIfNeeded: hash >> 32)
    }

    /// The fingerprint of a request's form by its header names, in whatever case.
    package static func fingerprint(version: UInt8, headerNames: [String]) -> UInt32 {
        var form = FormHash(version: version)
        for name in headerNames { form.add(Array(name.lowercased().utf8)[...]) }
        return form.value
    }

    /// One step of a mixer (SplitMix64): for tables, keyed by a secret where a stranger chooses the
    /// value.
    @inline(__always) package static func mixed(_ value: UInt64, _ key: UInt64) -> UInt64 {
        var bits = (value ^ key) &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
