/// Finds the few conditions that fit much of an attack and next to nothing of good traffic.
///
/// All combinations of up to three conditions are tried, as bit sets over both samples.
struct RuleMaker {
    /// A rule may fit less than this part of recent good traffic.
    static let goodLimit = 0.01
    /// With fewer good requests than this nobody can say whom a rule would hurt.
    static let minimumGood = 500
    /// A rule that fits less of the suspect second is not worth its place.
    static let minimumShare = 0.05
    private static let valuesPerDimension = 6

    struct Found {
        var conditions: [RuleCondition]
        var attackShare: Double
        var goodShare: Double
        /// What part of those that it fits are known clients.
        var knownShare: Double
        /// What part of the good newcomers it would fit.
        var newcomerShare: Double
    }

    private let suspects: [RequestTraits]
    private let good: [RequestTraits]
    private let atoms: [(condition: RuleCondition, suspects: BitSet, good: BitSet)]

    init(suspects: [RequestTraits], good: [RequestTraits]) {
        self.suspects = suspects
        self.good = good
        atoms = Self.conditions(suspects).map { condition in
            (
                condition, BitSet(suspects.map(condition.holds)), BitSet(good.map(condition.holds))
            )
        }
    }

    /// The best rule; nil when none is sharp enough.
    func best() -> Found? {
        guard good.count >= Self.minimumGood, !suspects.isEmpty else { return nil }
        let newcomers = BitSet(good.map { $0.standing == .newcomer })
        var best: Found?
        func look(_ conditions: [Int], _ suspectBits: BitSet, _ goodBits: BitSet) {
            let share = Double(suspectBits.count) / Double(suspects.count)
            let hurt = Double(goodBits.count) / Double(good.count)
            // Fewer conditions first, and more of the attack: shorter rules come first in order.
            let isBetter = best.map { share > $0.attackShare * 1.02 } ?? true
            guard share >= Self.minimumShare, hurt < Self.goodLimit, share > 8 * hurt, isBetter
            else { return }
            let known = suspects.indices.count { suspectBits[$0] && suspects[$0].standing.isKnown }
            best = Found(
                conditions: conditions.map { atoms[$0].condition }, attackShare: share,
                goodShare: hurt, knownShare: Double(known) / Double(max(1, suspectBits.count)),
                newcomerShare: newcomers.count == 0
                    ? 1 : Double(goodBits.and(newcomers).count) / Double(newcomers.count))
        }
        for first in atoms.indices { look([first], atoms[first].suspects, atoms[first].good) }
        for first in atoms.indices {
            for second in atoms.indices.dropFirst(first + 1) {
                let (two, twoGood) = (
                    atoms[first].suspects.and(atoms[second].suspects),
                    atoms[first].good.and(atoms[second].good)
                )
                guard Double(two.count) >= Self.minimumShare * Double(suspects.count) else {
                    continue
                }
                look([first, second], two, twoGood)
                for third in atoms.indices.dropFirst(second + 1) {
                    look(
                        [first, second, third], two.and(atoms[third].suspects),
                        twoGood.and(atoms[third].good))
                }
            }
        }
        return best
    }

    private static func conditions(_ suspects: [RequestTraits]) -> [RuleCondition] {
        var conditions = [RuleCondition(.standing, UInt64(Standing.newcomer.rawValue))]
        for dimension in Dimension.counted {
            var counts: [UInt64: Int] = [:]
            for traits in suspects { counts[traits.value(dimension), default: 0] += 1 }
            let frequent = counts.filter {
                Double($0.value) >= minimumShare * Double(suspects.count)
            }
            .sorted { ($0.value, $0.key) > ($1.value, $1.key) }
            conditions += frequent.prefix(valuesPerDimension).map {
                RuleCondition(dimension, $0.key)
            }
        }
        return conditions
    }
}
