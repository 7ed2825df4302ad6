/// The seam for randomness: a generator that gives the same numbers for the same seed.
///
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). Not for
/// secrets.
@frozen public struct SeededRandom: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    /// Starts the sequence that belongs to `seed`.
    @inlinable public init(seed: UInt64) { state = seed }

    /// The next 64 random bits.
    @inlinable @inline(__always) public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// True with the given chance, a number from 0 to 1.
    public mutating func happens(_ chance: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < chance
    }

    /// A generator for a part of the work, independent of how much the others draw.
    public mutating func split() -> SeededRandom { SeededRandom(seed: next()) }
}
