package import Primitives

/// Decides what is done with each request, and watches the traffic as a whole.
///
/// Everything in it has a fixed size. Time comes with each call: `decide` for a request, `tick`
/// once a second.
package struct ShieldCore: Sendable {
    /// Rules at the same time.
    package static let maximumRules = 16
    /// Events that are kept.
    package static let keptEvents = 256
    /// Seconds that are kept in figures.
    package static let keptSeconds = 120

    static let suspectSample = 1024
    static let goodSample = 4096
    /// About two minutes at thirty requests a second, and the same share of time at more.
    static let goodHorizon = 1 << 16
    static let ruleMilliseconds: Int64 = 60_000
    static let plainBits: UInt8 = 14
    static let checkoutBits: UInt8 = 17

    let limits: ShieldLimits
    let secret: UInt64
    var random: SeededRandom
    /// Those who carry something that we signed, and the networks of those who don't: made-up
    /// addresses push nobody out but each other.
    var buckets: BucketTable
    var networkBuckets: BucketTable
    var checkoutBuckets: BucketTable
    var sketch = SecondSketch()
    var baseline = Baseline()
    var suspects = SampleRing(capacity: suspectSample)
    var good = SampleRing(capacity: goodSample, horizon: goodHorizon)
    /// Requests of the open second and of the ones before it that are not known to be good yet.
    var quarantine: [SampleRing]
    var figures: SecondFigures
    var newcomerBudget: Int
    var newcomersNow = 0
    var badSeconds: [Bool] = []
    var firstBadAt: Timestamp?
    var calmSeconds = 0
    var nextRule: UInt64 = 1
    var nextEvent: UInt64 = 1
    /// Conditions of rules that were lifted because people were behind them, and until when they
    /// make no new rule.
    var absolved: [(conditions: [RuleCondition], until: Int64)] = []

    /// Rules that hold.
    package internal(set) var rules: [ShieldRule] = []
    /// The last events, oldest first.
    package internal(set) var events: [ShieldEvent] = []
    /// The last seconds, oldest first.
    package internal(set) var history: [SecondFigures] = []
    /// What the last second had that quiet ones have not.
    package internal(set) var signals: [Signal] = []
    /// Since when there is an attack.
    package internal(set) var attackedSince: Timestamp?
    /// Whether newcomers are asked for a proof, as no rule tells the attack from them.
    package internal(set) var guardsNewcomers = false

    /// Starts without a baseline; `secret` keeps strangers from choosing places in tables.
    package init(_ limits: ShieldLimits = ShieldLimits(), secret: UInt64, at now: ShieldMoment) {
        self.limits = limits
        self.secret = secret
        random = SeededRandom(seed: secret)
        buckets = BucketTable(clients: limits.clients, secret: secret)
        networkBuckets = BucketTable(clients: limits.clients, secret: secret ^ 0x6E65_7477)
        checkoutBuckets = BucketTable(clients: limits.clients / 4 + 8, secret: ~secret)
        figures = SecondFigures(at: now.wall)
        newcomerBudget = limits.newcomerFloor
        quarantine = (0..<Self.quarantineSeconds).map { _ in SampleRing(capacity: 512) }
    }

    static let quarantineSeconds = 4

    /// Decides on a request. What a spared client sends is looked at as any other's, and passes.
    package mutating func decide(
        _ traits: RequestTraits, isSpared: Bool = false, at now: ShieldMoment
    ) -> Verdict {
        sketch.add(traits, secret: secret)
        let rule = matchingRule(traits)
        if rule == nil {
            suspects.add(traits, &random)
            quarantine[0].add(traits, &random)
        }
        let verdict = verdict(traits, rule, at: now)
        figures.count(verdict, isSpared: isSpared)
        return isSpared ? .pass : verdict
    }

    private mutating func verdict(
        _ traits: RequestTraits, _ rule: Int?, at now: ShieldMoment
    ) -> Verdict {
        var isSlowed = false
        if let rule, traits.standing != .buyer {
            if let verdict = verdict(of: rules[rule], traits) { return verdict }
            isSlowed = true
        }
        let client = key(traits.identity)
        let limit = limits.limit(traits.identity)
        let isNewcomer = traits.standing == .newcomer
        let debt =
            isNewcomer
            ? networkBuckets.draw(client, limit, now: now.ticks)
            : buckets.draw(client, limit, now: now.ticks)
        if debt > 0 {
            // An address is asked, never refused: many may be behind it.
            if isNewcomer { return .challenge(bits: Self.plainBits, .overLimit) }
            if debt > limit.allowance { return refuse(debt, .overLimit) }
            isSlowed = true
        }
        if traits.isCheckout, let verdict = checkout(traits, client, at: now) {
            guard verdict == .slow else { return verdict }
            isSlowed = true
        }
        if isNewcomer, let verdict = newcomer(traits) {
            guard verdict == .slow else { return verdict }
            isSlowed = true
        }
        return isSlowed ? .slow : .pass
    }

    /// As many newcomers as usual, and as their returns make likely, come in without a question.
    private mutating func newcomer(_ traits: RequestTraits) -> Verdict? {
        newcomersNow += 1
        guard guardsNewcomers || newcomersNow > newcomerBudget else { return nil }
        // Having waited is enough for the slow lane.
        let isSlow = traits.clearanceBits != nil
        return isSlow || !guardsNewcomers && newcomersNow <= 2 * newcomerBudget
            ? .slow : .challenge(bits: Self.plainBits, .newcomers)
    }

    /// The checkout has limits of its own, and whoever is no buyer proves more.
    private mutating func checkout(
        _ traits: RequestTraits, _ client: UInt64, at now: ShieldMoment
    ) -> Verdict? {
        let beyond = checkoutBuckets.draw(
            client, limits.checkout, now: now.ticks, isOverdrawn: false)
        let asked = Verdict.challenge(bits: Self.checkoutBits, .checkout)
        if beyond > 0 {
            return traits.standing == .newcomer ? asked : refuse(beyond, .overLimit)
        }
        guard traits.standing != .buyer else { return nil }
        if let bits = traits.clearanceBits, bits == 0 || bits >= Self.checkoutBits {
            return bits == 0 ? .slow : nil
        }
        let usual = Int(min(1e6, 4 * baseline.guestCheckouts.mean))
        let budget = max(limits.guestCheckoutFloor, usual)
        if attackedSince != nil || sketch.guestCheckouts > 2 * budget { return asked }
        return sketch.guestCheckouts > budget ? .slow : nil
    }

    /// What a rule does; nil for one whose proof excuses it, for the slow lane.
    private func verdict(of rule: ShieldRule, _ traits: RequestTraits) -> Verdict? {
        let bits = traits.isCheckout ? Self.checkoutBits : Self.plainBits
        // Work is heard also where a rule would refuse; having waited is not.
        if let shown = traits.clearanceBits,
            shown >= bits || shown == 0 && rule.action == .challenge
        {
            return nil
        }
        switch rule.action {
        case .challenge: return .challenge(bits: bits, .rule(rule.number))
        case .refuse: return .refuse(retrySeconds: 30, .rule(rule.number))
        }
    }

    private mutating func matchingRule(_ traits: RequestTraits) -> Int? {
        guard let index = rules.firstIndex(where: { $0.holds(traits) }) else { return nil }
        if traits.standing == .buyer {
            rules[index].buyersMatched += 1
        } else {
            rules[index].matched += 1
            rules[index].matchedNow += 1
            if traits.clearanceBits != nil { rules[index].solved += 1 }
        }
        return index
    }

    private func refuse(_ debt: Int64, _ reason: Verdict.Reason) -> Verdict {
        .refuse(retrySeconds: Int(clamping: min(60, debt / 1_000_000 + 1)), reason)
    }

    private func key(_ identity: ClientIdentity) -> UInt64 {
        switch identity {
        case .buyer(let merchant, let buyer):
            TraitHash.mixed(buyer.rawValue, UInt64(merchant.rawValue) << 8 | 1)
        case .device(let name): TraitHash.mixed(name.low, name.high ^ 2)
        case .clearance(let number): TraitHash.mixed(number, 3)
        case .network(let prefix, _, _): TraitHash.mixed(prefix.rawValue, 4)
        }
    }
}
