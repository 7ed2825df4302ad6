/// Hashes that are the same in every process and version: places in maps depend on them.
package enum StableHash {
    /// FNV-1a of 64 bits, finished by the mixer of SplitMix64 so that every bit counts.
    package static func of(_ bytes: some Sequence<UInt8>, seed: UInt64 = 0) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return mix(hash)
    }

    /// Mixes the bits of a word, one to one (SplitMix64).
    package static func mix(_ word: UInt64) -> UInt64 {
        var bits = word &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
