import Primitives
import Shield

extension TrafficWorld {
    /// New visits of a millisecond.
    mutating func arrive() {
        let many = isFlood ? options.crowd : 1
        let rate = Double(options.sessionsPerSecond * many) / 1000
        let count = Int(rate) + (random.happens(rate - Double(Int(rate))) ? 1 : 0)
        for _ in 0..<count {
            // In a crowd most are new, and all of it wants the same page.
            let isCrowd = many > 1 && random.happens(1 - 1 / Double(many))
            let kind = draw(0...99)
            let (buyers, known) = isCrowd ? (15, 40) : (40, 70)
            let standing = kind < buyers ? 0 : kind < known ? 1 : 2
            visitors.append(
                Visitor(
                    identity: visitors.count, standing: standing, agent: skewed(Self.agents),
                    prefix: random.happens(0.5) ? draw(0...59) : draw(60...Self.prefixes - 1),
                    deviceSince: standing == 2 ? nil : -1_000_000, pagesLeft: draw(2...7),
                    isInSale: isCrowd, hasScripts: random.happens(0.97)))
            ask(visitors.count - 1, isCrowd ? 7 : skewed(6), after: 0)
        }
    }

    mutating func ask(_ visitor: Int, _ path: Int, after: Int64) {
        due[now + after, default: []].append(
            Pending(visitor: visitor, path: path, askedAt: now + after))
    }

    /// What people ask for at this moment.
    mutating func people() {
        for pending in due.removeValue(forKey: now) ?? [] {
            if pending.askedAt == now { asked += 1 }
            let verdict = shield.decide(traits(pending), at: moment)
            take(verdict, pending)
        }
    }

    mutating func take(_ verdict: Verdict, _ pending: Pending) {
        switch verdict {
        case .pass: fast.append(pending)
        case .slow:
            if slow.count - slowHead < Self.slowLane {
                slow.append(pending)
            } else {
                prove(pending)
            }
        case .challenge: prove(pending)
        case .refuse: failed += 1
        }
    }

    /// Works for a moment, or waits without scripts, and asks again.
    private mutating func prove(_ pending: Pending) {
        challengedPeople += 1
        guard visitors[pending.visitor].clearance == nil else {
            failed += 1
            return
        }
        visitors[pending.visitor].clearance = random.next()
        let takes = visitors[pending.visitor].hasScripts ? drawLong(100...400) : 6000
        due[now + takes, default: []].append(pending)
    }

    /// The answer arrived: its parts are asked for, and after a while the next page.
    mutating func answered(_ pending: Pending, waited: Int64) {
        let latency = now - pending.askedAt + 5 + drawLong(0...15)
        served += 1
        if isFlood {
            floodLatencies.append(latency)
        } else if now < floodAt {
            quietLatencies.append(latency)
        }
        let visitor = pending.visitor
        if visitors[visitor].deviceSince == nil { visitors[visitor].deviceSince = now }
        guard pending.path != 8 else { return }
        for _ in 0..<3 { ask(visitor, 8, after: drawLong(30...600)) }
        guard visitors[visitor].pagesLeft > 0 else { return }
        visitors[visitor].pagesLeft -= 1
        let isBuying = visitors[visitor].pagesLeft == 0 && visitors[visitor].standing == 0
        ask(visitor, isBuying ? 6 : skewed(6), after: drawLong(1000...6000))
    }

    private func traits(_ pending: Pending) -> RequestTraits {
        let visitor = visitors[pending.visitor]
        let (operatorID, kind) = Self.network(visitor.prefix)
        let prefix = Self.prefix(visitor.prefix)
        let device = visitor.deviceSince.map { _ in
            Token128(high: 1, low: UInt64(visitor.identity))
        }
        return RequestTraits(
            identity: .best(
                buyer: visitor.standing == 0
                    ? (MerchantID(1), BuyerID(UInt64(visitor.identity))) : nil,
                device: device, clearance: visitor.hasScripts ? visitor.clearance : nil,
                prefix: prefix,
                operatorID: operatorID, kind: kind),
            deviceAgeSeconds: visitor.deviceSince.map { Int((now - $0) / 1000) }, prefix: prefix,
            operatorID: operatorID, networkKind: kind, agent: UInt32(1000 + visitor.agent),
            path: UInt32(pending.path), fingerprint: UInt32(visitor.agent % 7),
            isCheckout: pending.path == 6,
            clearanceBits: visitor.clearance.map { _ in visitor.hasScripts ? 14 : 0 })
    }
}
