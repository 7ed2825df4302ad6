internal import Primitives

extension ShieldCore {
    /// Closes a second: compares it with the baseline, makes and lifts rules, and says what
    /// happened. To be called once a second; a second that was missed is part of the next.
    package mutating func tick(at now: ShieldMoment) -> [ShieldEvent] {
        let before = nextEvent
        signals = Detector.signals(sketch, baseline, secret: secret)
        let isBad = !signals.isEmpty
        badSeconds = Array((badSeconds + [isBad]).suffix(3))
        if isBad, firstBadAt == nil { firstBadAt = now.wall.adding(milliseconds: -1000) }
        if badSeconds.allSatisfy({ !$0 }) { firstBadAt = nil }
        keepRules(at: now)
        if badSeconds.count(where: { $0 }) >= 2 {
            if attackedSince == nil { beginAttack(at: now) }
            if isBad { answerAttack(at: now) }
        }
        learn(isBad: isBad)
        endAttack(isBad: isBad, at: now)
        closeSecond(at: now)
        return events.filter { $0.number >= before }
    }

    mutating func note(
        _ kind: ShieldEvent.Kind, began: Timestamp, rule: UInt64? = nil, _ explanation: String,
        at now: ShieldMoment
    ) {
        events = Array(events.suffix(Self.keptEvents - 1))
        events.append(
            ShieldEvent(
                number: nextEvent, kind: kind, at: now.wall, beganAt: began, rule: rule,
                explanation: explanation))
        nextEvent += 1
    }

    private mutating func beginAttack(at now: ShieldMoment) {
        attackedSince = firstBadAt ?? now.wall
        calmSeconds = 0
        note(
            .attackDetected, began: firstBadAt ?? now.wall,
            signals.prefix(4).map(\.explanation).joined(separator: "; "), at: now)
    }

    /// An attack is over after ten seconds without a signal in which its rules fit little.
    private mutating func endAttack(isBad: Bool, at now: ShieldMoment) {
        guard let since = attackedSince else { return }
        let isBusy = rules.contains { $0.matchedNow * 10 > $0.mostInSecond && $0.matchedNow > 10 }
        calmSeconds = isBad || isBusy ? 0 : calmSeconds + 1
        guard calmSeconds >= 10 else { return }
        attackedSince = nil
        guardsNewcomers = false
        note(.attackEnded, began: since, "ten seconds without a sign of it", at: now)
    }

    /// Only seconds that nothing speaks against teach what is usual, and only after a while in
    /// which nothing came up.
    private mutating func learn(isBad: Bool) {
        let isQuiet = !isBad && attackedSince == nil && badSeconds.allSatisfy { !$0 }
        if isQuiet {
            baseline.learn(sketch)
            for traits in quarantine[Self.quarantineSeconds - 1].items {
                good.add(traits, &random)
            }
        } else {
            for index in quarantine.indices { quarantine[index].clear() }
        }
        let last = quarantine.removeLast()
        quarantine.insert(last, at: 0)
        quarantine[0].clear()
    }

    private mutating func closeSecond(at now: ShieldMoment) {
        figures.at = now.wall
        figures.total = sketch.total
        figures.known = sketch.known
        history = Array(history.suffix(Self.keptSeconds - 1)) + [figures]
        figures = SecondFigures(at: now.wall)
        // Newcomers come back with their tokens: who came back tells how many more are believed.
        let returning = 3 * baseline.newcomersPerYoung.mean * Double(sketch.young)
        let usual = 2 * baseline.newcomers.mean
        newcomerBudget = max(limits.newcomerFloor, Int(min(1e6, max(returning, usual))))
        newcomersNow = 0
        sketch.clear()
        suspects.clear()
        for index in rules.indices {
            rules[index].mostInSecond = max(rules[index].mostInSecond, rules[index].matchedNow)
            rules[index].matchedNow = 0
        }
    }
}
