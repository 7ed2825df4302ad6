/// What part of all answers each pool gets, with the older ones forgotten by and by.
package struct DemandMeter: Sendable {
    /// By pool; adds up to 1, or is even while nothing was counted.
    package private(set) var parts: [Double]
    private var counts: [Double]
    /// What is left of older counts after each fold: half after some 30 s of four folds a second.
    private static let memory = 0.9943

    /// Counts nothing yet.
    package init(pools: Int) {
        counts = Array(repeating: 0, count: pools)
        parts = Array(repeating: 1 / Double(max(1, pools)), count: pools)
    }

    /// Takes over parts that were kept over a restart.
    package mutating func restore(_ parts: [Double]) {
        guard parts.count == counts.count, parts.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            return
        }
        let sum = parts.reduce(0, +)
        guard sum > 0 else { return }
        self.parts = parts.map { $0 / sum }
        counts = self.parts.map { $0 * 1000 }
    }

    /// Takes the answers since the last fold.
    package mutating func fold(_ answers: [Int]) {
        for (pool, count) in zip(counts.indices, answers) {
            counts[pool] = counts[pool] * Self.memory + Double(count)
        }
        let sum = counts.reduce(0, +)
        if sum > 0 { parts = counts.map { $0 / sum } }
    }
}
