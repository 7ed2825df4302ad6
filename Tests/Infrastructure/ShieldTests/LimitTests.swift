import Primitives
import Seals
import Shield
import Testing

/// Limits of clients, and who a client is.
@Suite struct LimitTests {
    @Test func `a bucket lets a burst through, then its rate`() {
        var table = BucketTable(clients: 64, secret: 1)
        let limit = RateLimit(perSecond: 10, burst: 5)
        let burst = (0..<20).count { _ in table.draw(7, limit, now: 0) <= 0 }
        #expect(burst == 5)
        var later = 0
        for step in 1...100 where table.draw(7, limit, now: Int64(step) * 200_000) <= 0 {
            later += 1
        }
        // What was asked too much is owed, but never more than the burst again.
        #expect(later > 90 && later < 100)
        #expect(table.draw(8, limit, now: 0) <= 0)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `flooding the table clears no debt`(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var table = BucketTable(clients: 64, secret: seed)
        let limit = RateLimit(perSecond: 10, burst: 5)
        let bytes = table.memoryBytes
        for _ in 0..<20 { _ = table.draw(7, limit, now: 0) }
        #expect(table.draw(7, limit, now: 0) > 0)
        // A hundred thousand made-up clients go through, each once.
        for _ in 0..<100_000 { _ = table.draw(random.next(), limit, now: 1000) }
        let isOver = table.draw(7, limit, now: 2000) > 0
        print("seed \(seed): the debtor is \(isOver ? "still" : "no longer") over its limit")
        #expect(isOver)
        #expect(table.memoryBytes == bytes)
    }

    @Test func `identity goes from the buyer down to the network`() throws {
        let prefix = try #require(NetworkPrefix([203, 0, 113, 9]))
        func best(_ buyer: Bool, _ device: Bool, _ clearance: Bool) -> Standing {
            ClientIdentity.best(
                buyer: buyer ? (MerchantID(1), BuyerID(1)) : nil,
                device: device ? Token128(high: 0, low: 1) : nil, clearance: clearance ? 1 : nil,
                prefix: prefix, operatorID: 1, kind: .carrier
            ).standing
        }
        #expect(best(true, true, true) == .buyer)
        #expect(best(false, true, true) == .device)
        #expect(best(false, false, true) == .cleared)
        #expect(best(false, false, false) == .newcomer)
        #expect(prefix.description == "203.0.113.0/24")
        #expect(NetworkPrefix([203, 0, 113, 200]) == prefix)
        let mapped = [UInt8](repeating: 0, count: 10) + [255, 255, 203, 0, 113, 1]
        #expect(NetworkPrefix(mapped) == prefix)
        let six = try #require(NetworkPrefix([0x20, 1, 0xD, 0xB8, 0, 1] + [UInt8](1...10)))
        #expect(six.description == "2001:db8:1::/48")
        #expect(NetworkPrefix([1, 2, 3]) == nil)
    }

    @Test func `a device token is of no use with another agent`() throws {
        let ring = try SealRing([SealKey(id: 1, secret: [UInt8](repeating: 1, count: 32))])
        let tokens = DeviceTokens(ring, lifetimeMilliseconds: 10_000)
        let now = Timestamp(1_000_000)
        let token = DeviceToken(name: Token128(high: 1, low: 2), agent: 77, issued: now)
        let text = tokens.text(token)
        #expect(tokens.token(text.utf8, agent: 77, now: now) == token)
        #expect(tokens.token(text.utf8, agent: 78, now: now) == nil)
        let late = now.adding(milliseconds: 10_000)
        #expect(tokens.token(text.utf8, agent: 77, now: late) == nil)
        #expect(tokens.token("".utf8, agent: 77, now: now) == nil)
    }

    @Test func `many buyers behind one carrier address are not punished for it`() throws {
        let prefix = try #require(NetworkPrefix([100, 64, 0, 1]))
        let start = ShieldMoment(wall: Timestamp(0), ticks: 0)
        var shield = ShieldCore(secret: 5, at: start)
        for buyer in 0..<5000 {
            let traits = RequestTraits(
                identity: .buyer(MerchantID(1), BuyerID(UInt64(buyer))), prefix: prefix,
                operatorID: 1, networkKind: .carrier, agent: 1, path: 1, fingerprint: 1)
            #expect(shield.decide(traits, at: start) == .pass)
        }
    }

    @Test func `an address over its limit is asked, a device is refused`() throws {
        let prefix = try #require(NetworkPrefix([192, 0, 2, 1]))
        let start = ShieldMoment(wall: Timestamp(0), ticks: 0)
        func verdicts(_ identity: ClientIdentity) -> [Verdict] {
            var limits = ShieldLimits()
            limits.newcomerFloor = 100_000
            var shield = ShieldCore(limits, secret: 5, at: start)
            return (0..<2000).map { _ in
                shield.decide(
                    RequestTraits(
                        identity: identity, prefix: prefix, operatorID: 1, networkKind: .hosting,
                        agent: 1, path: 1, fingerprint: 1), at: start)
            }
        }
        let network = verdicts(.network(prefix, operatorID: 1, kind: .hosting))
        #expect(network.first == .pass)
        #expect(network.last == .challenge(bits: 14, .overLimit))
        let device = verdicts(.device(Token128(high: 0, low: 1)))
        #expect(device.first == .pass && device.contains(.slow))
        guard case .refuse(let seconds, .overLimit)? = device.last else {
            Issue.record("not refused: \(String(describing: device.last))")
            return
        }
        #expect((1...60).contains(seconds))
    }

    @Test func `paths of a kind count together`() {
        #expect(TraitHash.pathClass("/products/17") == TraitHash.pathClass("/products/99?x=1"))
        #expect(TraitHash.pathClass("/products/17/x") == TraitHash.pathClass("/products/4/y/z"))
        #expect(TraitHash.pathClass("/products/17") != TraitHash.pathClass("/cart/17"))
        #expect(TraitHash.pathClass("/") == TraitHash.pathClass(""))
        let long = String(repeating: "a", count: 5000)
        #expect(TraitHash.pathClass("/x/\(long)") == TraitHash.pathClass("/x/b\(long)"))
        let form = TraitHash.fingerprint(version: 1, headerNames: ["Host", "Accept", "Cookie"])
        #expect(form == TraitHash.fingerprint(version: 1, headerNames: ["Host", "Accept"]))
        #expect(form != TraitHash.fingerprint(version: 1, headerNames: ["Accept", "Host"]))
        #expect(form != TraitHash.fingerprint(version: 2, headerNames: ["Host", "Accept"]))
    }
}
