import Identity
import Primitives
import Store
import Testing

/// Keys for programs.
@Suite struct APIKeyTests {
    @Test func `a key acts for its maker within its role`() throws {
        let place = try Workplace()
        let (key, secret) = try place.identity.apiKeys.make(
            name: "warehouse robot", role: .warehouse, by: place.owner)
        #expect(secret.hasPrefix("sw_") && secret.hasPrefix(key.start))
        guard case .staff(let robot) = try place.principal(bearer: secret) else {
            Issue.record("the key is nobody's")
            return
        }
        #expect(robot.role == .warehouse && !robot.isOperator)
        #expect(robot.merchant == place.shop.id && robot.staff == place.owner.staff)
        #expect(robot.name == "warehouse robot" && robot.via == .apiKey(key.id))
        #expect(!robot.may(.staffWrite) && robot.may(.stockWrite))
        let used = try place.identity.apiKeys.find(key.id, in: place.shop.id)
        #expect(used?.lastUsed == place.clock.now())
    }

    @Test func `a key is never above its maker`() throws {
        let place = try Workplace()
        let manager = try place.signedIn(.manager).principal
        let keys = place.identity.apiKeys
        let refused = "403 role_above_maker"
        #expect(refusal { _ = try keys.make(name: "k", role: .owner, by: manager) } == refused)
        #expect(
            refusal { _ = try keys.make(name: "k", role: .viewer, isOperator: true, by: manager) }
                == refused)
        let (_, secret) = try keys.make(name: "k", role: .manager, by: manager)
        #expect(try place.principal(bearer: secret) != .nobody)
        let staff = place.identity.staff
        let (shop, author) = (place.shop.id, Author.staff(place.owner))
        let ask = { refusal { _ = try place.principal(bearer: secret) } }
        try staff.changeRole(manager.staff, in: shop, to: .warehouse, by: author)
        #expect(ask() == "401 unauthorized")
        try staff.changeRole(manager.staff, in: shop, to: .owner, by: author)
        #expect(ask() == nil)
        try staff.setDisabled(manager.staff, in: shop, to: true, by: author)
        #expect(ask() == "401 unauthorized")
    }

    @Test func `a revoked key is of no use`() throws {
        let place = try Workplace()
        let keys = place.identity.apiKeys
        let (key, secret) = try keys.make(name: "k", role: .viewer, by: place.owner)
        let rival = try place.identity.signIn(
            email: "owner@rival.test", password: Workplace.password, address: "a"
        ).principal
        #expect(refusal { try keys.revoke(key.id, by: rival) } == "404 not_found")
        try keys.revoke(key.id, by: place.owner)
        try keys.revoke(key.id, by: place.owner)
        #expect(refusal { _ = try place.principal(bearer: secret) } == "401 unauthorized")
        #expect(try keys.list(in: place.rival.id, PageRequest()).items.isEmpty)
        let listed = try keys.list(in: place.shop.id, PageRequest()).items
        #expect(listed.map(\.revoked) == [place.clock.now()])
    }

    @Test func `an operator's key may operate`() throws {
        let place = try Workplace()
        let (_, secret) = try place.identity.apiKeys.make(
            name: "metrics", role: .viewer, isOperator: true, by: place.owner)
        #expect(try place.principal(bearer: secret).may(.operate))
    }

    @Test(arguments: ["", "sw_", "sw_" + String(repeating: "0", count: 64), "\u{0}", "é"])
    func `any other bearer is refused`(_ bearer: String) throws {
        let place = try Workplace()
        #expect(refusal { _ = try place.principal(bearer: bearer) } == "401 unauthorized")
    }
}
