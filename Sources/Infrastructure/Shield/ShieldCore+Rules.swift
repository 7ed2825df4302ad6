internal import Primitives

extension ShieldCore {
    /// Lives of rules: extended while they fit much, lifted when quiet, at their end, or when they
    /// turn out to fit people.
    mutating func keepRules(at now: ShieldMoment) {
        absolved.removeAll { now.milliseconds >= $0.until }
        for index in rules.indices {
            let rule = rules[index]
            let isQuiet = rule.matchedNow * 20 < max(rule.mostInSecond, 20)
            rules[index].quietSeconds = isQuiet ? rule.quietSeconds + 1 : 0
            if !isQuiet, now.milliseconds >= rule.expiresAt - 1000 {
                rules[index].expiresAt = now.milliseconds + Self.ruleMilliseconds
                note(
                    .ruleExtended, began: began(rule, at: now), rule: rule.number,
                    "\(rule.matchedNow) requests of the last second fitted it", at: now)
            }
        }
        for rule in rules {
            guard let reason = reasonToLift(rule, at: now) else { continue }
            rules.removeAll { $0.number == rule.number }
            note(.ruleLifted, began: began(rule, at: now), rule: rule.number, reason, at: now)
        }
    }

    /// Finds rules for what is left of the suspect second, the sharpest first.
    mutating func answerAttack(at now: ShieldMoment) {
        var left = suspects.items
        for _ in 0..<4 where rules.count < Self.maximumRules && !looksUsual(left) {
            guard let found = RuleMaker(suspects: left, good: good.items).best(),
                !isAbsolved(found.conditions)
            else {
                guardNewcomers(at: now)
                return
            }
            make(found, at: now)
            left.removeAll { traits in found.conditions.allSatisfy { $0.holds(traits) } }
        }
    }

    /// Whether what no rule fits is as well known as usual, and of forms that are.
    private func looksUsual(_ requests: [RequestTraits]) -> Bool {
        guard requests.count >= 50 else { return true }
        let known = requests.count { $0.standing.isKnown }
        guard Double(known) > 0.7 * baseline.knownShare.mean * Double(requests.count) else {
            return false
        }
        for (index, dimension) in Dimension.counted.enumerated()
        where Detector.formDimensions.contains(dimension) {
            var counts: [UInt64: Int] = [:]
            for traits in requests { counts[traits.value(dimension), default: 0] += 1 }
            let isStrange = counts.contains { value, count in
                Detector.isStrange(
                    share: Double(count) / Double(requests.count),
                    usual: baseline.share(value, dimension: index, secret: secret))
            }
            if isStrange { return false }
        }
        return true
    }

    private mutating func guardNewcomers(at now: ShieldMoment) {
        guard !guardsNewcomers else { return }
        guardsNewcomers = true
        note(
            .newcomersGuarded, began: firstBadAt ?? now.wall,
            "no rule fits the attack and less than 1 % of good traffic: newcomers are asked for "
                + "a proof of work", at: now)
    }

    private mutating func make(_ found: RuleMaker.Found, at now: ShieldMoment) {
        let rule = ShieldRule(
            number: nextRule, conditions: found.conditions,
            action: Self.action(found), madeAt: now.milliseconds,
            expiresAt: now.milliseconds + Self.ruleMilliseconds, attackShare: found.attackShare,
            goodShare: found.goodShare)
        nextRule += 1
        rules.append(rule)
        note(
            .ruleMade, began: firstBadAt ?? now.wall, rule: rule.number,
            "\(rule.action.rawValue) \(rule.description): fits "
                + "\(Signal.percent(rule.attackShare)) of the suspect second and "
                + "\(Signal.percent(rule.goodShare)) of \(good.items.count) recent good requests",
            at: now)
    }

    /// Refusing is for what neither known clients nor the usual newcomers look like.
    private static func action(_ found: RuleMaker.Found) -> ShieldRule.Action {
        found.knownShare < 0.1 && found.newcomerShare < 0.02 ? .refuse : .challenge
    }

    private mutating func reasonToLift(_ rule: ShieldRule, at now: ShieldMoment) -> String? {
        if rule.solved >= 20, rule.solved * 10 > rule.matched * 3 {
            absolved = Array(absolved.suffix(Self.maximumRules - 1))
            absolved.append((rule.conditions, now.milliseconds + 600_000))
            return "\(rule.solved) of \(rule.matched) requests came with a proof: people, no flood"
        }
        if rule.buyersMatched >= 20, rule.buyersMatched * 100 > rule.matched {
            return "\(rule.buyersMatched) requests of signed-in buyers fitted it"
        }
        if rule.quietSeconds >= 10 { return "hardly anything has fitted it for ten seconds" }
        return now.milliseconds >= rule.expiresAt ? "its time is over" : nil
    }

    private func isAbsolved(_ conditions: [RuleCondition]) -> Bool {
        absolved.contains { Set($0.conditions).isSubset(of: conditions) }
    }

    private func began(_ rule: ShieldRule, at now: ShieldMoment) -> Timestamp {
        now.wall.adding(milliseconds: rule.madeAt - now.milliseconds)
    }
}
