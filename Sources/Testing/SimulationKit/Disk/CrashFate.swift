/// How kind one crash is to what was not synced.
///
/// Were every change kept by the same even chance, a commit of ten writes would hardly ever survive
/// whole, and hardly ever be lost whole. So each crash draws its own chances first.
struct CrashFate {
    /// What becomes of one unsynced change.
    enum Outcome { case kept, lost, torn }

    /// Whether bytes beside a write are safe.
    let powersafeOverwrite: Bool
    /// The source of every choice of this crash.
    var bits: SeededBits

    private let keepChance: Double
    private let tearChance: Double

    init(_ bits: inout SeededBits, powersafeOverwrite: Bool) {
        self.powersafeOverwrite = powersafeOverwrite
        keepChance = [0, 0.2, 0.5, 0.5, 0.8, 1][bits.below(6)]
        tearChance = [0, 0.1, 0.3, 0.3, 0.6][bits.below(5)]
        self.bits = bits
    }

    /// Decides about the next change.
    mutating func drawOutcome() -> Outcome {
        if bits.happens(tearChance) { return .torn }
        return bits.happens(keepChance) ? .kept : .lost
    }

    /// Decides about a change that cannot be torn.
    mutating func drawsKept() -> Bool { bits.happens(keepChance) }
}
