import Primitives
import Shield
import Testing

/// The ladder of answers, rung by rung.
@Suite struct LadderTests {
    private static let start = ShieldMoment(wall: Timestamp(0), ticks: 0)

    private func traits(
        _ identity: ClientIdentity? = nil, network: Int = 1, clearanceBits: UInt8? = nil,
        isCheckout: Bool = false
    ) throws -> RequestTraits {
        let prefix = try #require(
            NetworkPrefix([9, UInt8(network >> 8 & 255), UInt8(network & 255), 1]))
        return RequestTraits(
            identity: identity ?? .network(prefix, operatorID: 1, kind: .broadband),
            prefix: prefix, operatorID: 1, networkKind: .broadband, agent: 1, path: 1,
            fingerprint: 1, isCheckout: isCheckout, clearanceBits: clearanceBits)
    }

    @Test func `newcomers beyond what is usual go slowly, then they are asked`() throws {
        var shield = ShieldCore(secret: 5, at: Self.start)
        let verdicts = try (0..<500).map { number in
            shield.decide(try traits(network: number), at: Self.start)
        }
        #expect(verdicts[..<200].allSatisfy { $0 == .pass })
        #expect(verdicts[200..<400].allSatisfy { $0 == .slow })
        #expect(verdicts[400...].allSatisfy { $0 == .challenge(bits: 14, .newcomers) })
        // Who has waited goes slowly, who has worked or is known goes at once.
        let waited = try traits(network: 600, clearanceBits: 0)
        #expect(shield.decide(waited, at: Self.start) == .slow)
        let worked = try traits(.clearance(1), network: 601, clearanceBits: 14)
        #expect(shield.decide(worked, at: Self.start) == .pass)
        let device = try traits(.device(Token128(high: 0, low: 1)), network: 602)
        #expect(shield.decide(device, at: Self.start) == .pass)
    }

    @Test func `the checkout is narrower and asks for more`() throws {
        var shield = ShieldCore(secret: 5, at: Self.start)
        func guest(_ number: Int, bits: UInt8? = nil) throws -> Verdict {
            let name = Token128(high: 7, low: UInt64(number))
            return shield.decide(
                try traits(.device(name), clearanceBits: bits, isCheckout: true), at: Self.start)
        }
        // One client: ten at once, and no more.
        let one = try (0..<12).map { _ in try guest(0) }
        #expect(one.count { $0 == .pass } == 10)
        #expect(one.last == .refuse(retrySeconds: 1, .overLimit))
        let many = try (1...300).map { try guest($0) }
        #expect(many.contains(.slow))
        #expect(many.last == .challenge(bits: 17, .checkout))
        #expect(try guest(1000, bits: 14) == .challenge(bits: 17, .checkout))
        #expect(try guest(1001, bits: 17) == .pass)
        #expect(try guest(1002, bits: 0) == .slow)
        let buyer = try traits(.buyer(MerchantID(1), BuyerID(1)), isCheckout: true)
        #expect(shield.decide(buyer, at: Self.start) == .pass)
    }

    @Test func `one clearance is no licence`() throws {
        var shield = ShieldCore(secret: 5, at: Self.start)
        let shared = try (0..<500).map { number in
            shield.decide(
                try traits(.clearance(1), network: number, clearanceBits: 14), at: Self.start)
        }
        #expect(shared.count { $0 == .pass } == 60)
        guard case .refuse(_, .overLimit)? = shared.last else {
            Issue.record("a shared clearance goes on: \(String(describing: shared.last))")
            return
        }
    }

    @Test func `rules are bounded, whatever comes`() {
        var world = TrafficWorld(
            seed: 9, .init(floodSeconds: 20, afterSeconds: 0, shape: .mimic))
        world.run()
        #expect(world.shield.rules.count <= ShieldCore.maximumRules)
        #expect(world.shield.events.count <= ShieldCore.keptEvents)
        #expect(world.shield.history.count <= ShieldCore.keptSeconds)
        for rule in world.shield.rules {
            #expect(rule.goodShare < 0.01 && !rule.conditions.isEmpty)
        }
    }
}
