internal import Primitives

/// Draws the small choices of a disk from a seed.
struct SeededBits {
    private var random: SeededRandom

    init(_ random: SeededRandom) { self.random = random }

    /// 64 random bits.
    mutating func next() -> UInt64 { random.next() }

    /// One of two, equally likely.
    mutating func coin() -> Bool { random.next() & 1 == 0 }

    /// A number from 0 up to `bound`, which it never reaches.
    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    /// True with the given chance; draws nothing when the chance is 0.
    mutating func happens(_ chance: Double) -> Bool { chance > 0 && random.happens(chance) }
}
