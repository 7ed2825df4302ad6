import Primitives
import Shield

extension TrafficWorld {
    /// Runs to the end.
    mutating func run() {
        let seconds = options.quietSeconds + options.floodSeconds + options.afterSeconds
        while now < Int64(seconds) * 1000 {
            if now > 0, now % 1000 == 0 { events += shield.tick(at: moment) }
            arrive()
            people()
            if isFlood, let shape = options.shape { flood(shape) }
            serve()
            now += 1
        }
    }

    private mutating func flood(_ shape: Shape) {
        for _ in 0..<options.floodPerSecond / 1000 {
            floodSent += 1
            let isLate = now >= floodAt + 3000
            if isLate { floodSentLate += 1 }
            switch shield.decide(attacker(shape), at: moment) {
            case .pass:
                fast.append(nil)
                if isLate { floodServedLate += 1 }
            case .slow:
                guard slow.count - slowHead < Self.slowLane else { continue }
                slow.append(nil)
                if isLate { floodServedLate += 1 }
            case .challenge, .refuse: break
            }
        }
    }

    private mutating func attacker(_ shape: Shape) -> RequestTraits {
        let address = draw(0...options.addresses - 1)
        // A tenth of the addresses are in networks where people are, too.
        var prefix = address % 10 == 0 ? address % Self.prefixes : 10_000 + address
        var (operatorID, kind) = Self.network(prefix % Self.prefixes)
        var agent = UInt32(1000 + skewed(Self.agents))
        var fingerprint: UInt32 = 99
        var path = UInt32(skewed(6))
        var identity: ClientIdentity?
        switch shape {
        case .forgedAgents: agent = UInt32(draw(1000...3000))
        case .cacheBuster:
            (operatorID, kind) = (77, .hosting)
            (agent, path, fingerprint) = (5, UInt32(draw(100...100_000)), 3)
        case .fewNetworks:
            (prefix, agent, fingerprint) = (20_000 + address % 3, 1001, 1)
        case .mimic:
            prefix = address % Self.prefixes
            (operatorID, kind) = Self.network(prefix)
            fingerprint = (agent - 1000) % 7
        case .checkoutTool:
            identity = .device(Token128(high: 2, low: UInt64(address)))
            path = 6
        }
        let network = Self.prefix(prefix)
        return RequestTraits(
            identity: identity ?? .network(network, operatorID: operatorID, kind: kind),
            deviceAgeSeconds: identity == nil ? nil : 60, prefix: network, operatorID: operatorID,
            networkKind: kind, agent: agent, path: path, fingerprint: fingerprint,
            isCheckout: path == 6)
    }

    /// One millisecond of the server: the fast lane first, the slow one with what is left.
    private mutating func serve() {
        var left = options.capacity
        while left > 0, fastHead < fast.count {
            let next = fast[fastHead]
            fastHead += 1
            left -= 1
            if let next { answered(next, waited: now - next.askedAt) }
        }
        while left > 0, slowHead < slow.count {
            let next = slow[slowHead]
            slowHead += 1
            left -= 1
            if let next { answered(next, waited: now - next.askedAt) }
        }
        if fastHead == fast.count { (fast, fastHead) = ([], 0) }
        if slowHead == slow.count { (slow, slowHead) = ([], 0) }
    }

    /// Milliseconds from the flood's begin to the first event of one of these kinds.
    func delay(_ kinds: ShieldEvent.Kind...) -> Int64? {
        events.first { kinds.contains($0.kind) }
            .map { $0.at.rawValue - 1_800_000_000_000 - floodAt }
    }

    /// Of all that people asked for and that is not still on its way, what was served.
    var success: Double { Double(served) / Double(max(1, served + failed)) }

    static func p99(_ latencies: [Int64]) -> Int64 {
        let sorted = latencies.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count * 99 / 100]
    }

    var summary: String {
        "seed \(seed) \(options.shape?.rawValue ?? "no flood") crowd \(options.crowd): "
            + "detected \(delay(.attackDetected).map { "\($0) ms" } ?? "-"), answered "
            + "\(delay(.ruleMade, .newcomersGuarded).map { "\($0) ms" } ?? "-"); people \(served) "
            + "served, \(failed) failed (\(success)), \(challengedPeople) asked for proof; p99 "
            + "\(Self.p99(quietLatencies)) ms quiet, \(Self.p99(floodLatencies)) ms in the flood; "
            + "flood \(floodSent) sent, after 3 s \(floodServedLate) of \(floodSentLate) served"
    }
}
