import Primitives
import Service
import Shield
import Testing

/// What staff see of an attack.
@Suite struct MonitorTests {
    @Test(arguments: Language.allCases)
    func `a live attack is on the page, in the document and in the stream`(_ t: Language) throws {
        var world = TrafficWorld(
            seed: 5, .init(floodSeconds: 8, afterSeconds: 0, shape: .forgedAgents))
        world.run()
        let document = ShieldDocument.document(world.shield, at: world.moment)
        #expect(document["attacked_since"]?.string != nil)
        #expect(document["rules"]?.array?.isEmpty == false)
        #expect(document["signals"]?.array?.isEmpty == false)
        #expect(document["events"]?.array?.first?["kind"]?.string == "attack_detected")
        #expect(document["seconds"]?.array?.count == 47)
        // All requests are those that were passed, slowed, asked and refused.
        let last = try #require(document["seconds"]?.array?.last)
        let parts = ["passed", "slowed", "challenged", "refused"].map { last[$0]?.integer ?? -1 }
        #expect(last["total"]?.integer == parts.reduce(0, +) && parts.reduce(0, +) > 0)
        let rule = try #require(document["rules"]?.array?.first)
        #expect(rule["conditions"]?.array?.isEmpty == false)
        let page = String(
            decoding: MonitorPage.page(world.shield, t, at: world.moment).bytes, as: UTF8.self)
        #expect(page.contains(t("Attack since", "攻击开始于")))
        #expect(page.contains("attack_detected") && page.contains("rule_made"))
        #expect(!page.contains("<script"))
        let second = try #require(world.shield.history.last)
        let message = String(
            decoding: ShieldDocument.message(second, world.events), as: UTF8.self)
        #expect(message.hasPrefix("event: second\ndata: {") && message.hasSuffix("}\n\n"))
        let quiet = ShieldCore(secret: 1, at: world.moment)
        let calm = String(
            decoding: MonitorPage.page(quiet, t, at: world.moment).bytes, as: UTF8.self)
        #expect(calm.contains(t("No attack", "未检测到攻击")))
    }

    @Test func `every request is in the figures of its second, spared ones as what they are`()
        throws
    {
        let start = ShieldMoment(wall: Timestamp(0), ticks: 0)
        var shield = ShieldCore(secret: 5, at: start)
        func ask(_ identity: ClientIdentity?, spared: Bool) throws -> Verdict {
            let prefix = try #require(NetworkPrefix([127, 0, 0, 1]))
            return shield.decide(
                RequestTraits(
                    identity: identity ?? .network(prefix, operatorID: 0, kind: .broadband),
                    prefix: prefix, operatorID: 0, networkKind: .broadband, agent: 1, path: 1,
                    fingerprint: 1), isSpared: spared, at: start)
        }
        for _ in 0..<500 { #expect(try ask(nil, spared: true) == .pass) }
        _ = try ask(nil, spared: false)
        _ = try ask(.buyer(MerchantID(1), BuyerID(1)), spared: false)
        let end = ShieldMoment(wall: Timestamp(1000), ticks: 1_000_000)
        _ = shield.tick(at: end)
        let second = try #require(shield.history.last)
        #expect(second.total == 502 && second.known == 1)
        #expect(second.passed == 501 && second.challenged == 1 && second.spared > 0)
        let document = ShieldDocument.second(second)
        #expect(document["total"]?.integer == 502)
        #expect(document["spared"]?.integer == Int64(second.spared))
        let page = String(
            decoding: MonitorPage.page(shield, .english, at: end).bytes, as: UTF8.self)
        #expect(page.contains("<td class=\"n\">502</td><td class=\"n\">501</td>"))
    }
}
