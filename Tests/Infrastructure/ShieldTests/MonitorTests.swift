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
}
