import Identity
import Primitives
import Service
import Store
import Testing

/// Buyers: their accounts, their addresses, what staff see of them.
@Suite struct BuyerTests {
    private static let long = String(repeating: "b", count: 65)

    private static func new(_ email: String = "Bo@example.org") -> NewBuyer {
        NewBuyer(email: email, password: "a long password", name: "Bo 博", country: "GB")
    }

    @Test func `a buyer signs up, signs in, and asks by token`() throws {
        let place = try Workplace()
        let signedUp = try place.identity.signUp(Self.new(), in: place.shop.id, address: "a")
        #expect(signedUp.buyer.email == "bo@example.org")
        let who = Principal.buyer(place.shop.id, signedUp.buyer.id)
        #expect(try place.principal(bearer: signedUp.token) == who)
        let signedIn = try place.identity.signInBuyer(
            email: "BO@example.org", password: "a long password", in: place.shop.id,
            address: "a")
        #expect(signedIn.buyer == signedUp.buyer)
        #expect(try place.principal(bearer: signedIn.token) == who)
        place.clock.advance(seconds: 12 * 3600)
        #expect(refusal { _ = try place.principal(bearer: signedIn.token) } == "401 unauthorized")
    }

    @Test func `a buyer belongs to one merchant`() throws {
        let place = try Workplace()
        let buyer = try place.identity.signUp(Self.new(), in: place.shop.id, address: "a").buyer
        let signIn = { (password: String, merchant: MerchantID) in
            refusal {
                _ = try place.identity.signInBuyer(
                    email: "bo@example.org", password: password, in: merchant, address: "a")
            }
        }
        #expect(signIn("a long password", place.rival.id) == "401 wrong_credentials")
        #expect(signIn("another password", place.shop.id) == "401 wrong_credentials")
        #expect(try place.identity.buyers.find(buyer.id, in: place.rival.id) == nil)
        #expect(try place.identity.buyers.find(BuyerID(.max), in: place.shop.id) == nil)
        let again = { try place.identity.signUp(Self.new(), in: $0, address: "a") }
        #expect(refusal { _ = try again(place.shop.id) } == "409 email_taken")
        #expect(try again(place.rival.id).buyer.id != buyer.id)
        #expect(refusal { _ = try again(MerchantID(99)) } == "404 not_found")
    }

    @Test(arguments: [
        ("bo", "a long password", "Bo", "GB", "/email"),
        ("bo@localhost", "a long password", "Bo", "GB", "/email"),
        ("b o@example.org", "a long password", "Bo", "GB", "/email"),
        (Self.long + "@example.org", "a long password", "Bo", "GB", "/email"),
        ("bo@example.org", "short", "Bo", "GB", "/password"),
        ("bo@example.org", String(repeating: "x", count: 201), "Bo", "GB", "/password"),
        ("bo@example.org", "a long password", "", "GB", "/name"),
        ("bo@example.org", "a long password", "B\u{7}", "GB", "/name"),
        ("bo@example.org", "a long password", String(repeating: "博", count: 121), "GB", "/name"),
        ("bo@example.org", "a long password", "Bo", "gb", "/country"),
        ("bo@example.org", "a long password", "Bo", "GBR", "/country"),
    ])
    func `a wrong field is named`(
        _ email: String, _ password: String, _ name: String, _ country: String, _ pointer: String
    ) throws {
        let place = try Workplace()
        let problem = #expect(throws: Problem.self) {
            try place.identity.signUp(
                NewBuyer(email: email, password: password, name: name, country: country),
                in: place.shop.id, address: "a")
        }
        #expect(problem?.fields.map(\.pointer) == [pointer])
    }

    @Test(arguments: ["", "\u{0}", String(repeating: "x", count: 100_000)])
    func `a password that cannot be one is just wrong`(_ password: String) throws {
        let place = try Workplace()
        #expect(
            refusal {
                _ = try place.identity.signIn(
                    email: "owner@shop.test", password: password, address: "a")
            } == "401 wrong_credentials")
    }

    @Test func `staff list and find buyers, newest first`() throws {
        let place = try Workplace()
        let made = try ["ann@example.org", "b_b@example.org", "cy@example.org"].map {
            try place.identity.buyers.make(Self.new($0), in: place.shop.id)
        }
        let buyers = place.identity.buyers
        let page = try buyers.list(in: place.shop.id, PageRequest(limit: 2))
        #expect(page.items == [made[2], made[1]])
        let rest = try buyers.list(in: place.shop.id, PageRequest(after: page.next, limit: 2))
        #expect(rest.items == [made[0]] && rest.next == nil)
        for (search, wanted) in [("B_B", [made[1]]), ("b%b", []), ("博", made.reversed())] {
            #expect(
                try buyers.list(in: place.shop.id, search: search, PageRequest()).items == wanted)
        }
        #expect(try buyers.list(in: place.rival.id, PageRequest()).items.isEmpty)
    }

    @Test func `a buyer changes profile, password and addresses`() throws {
        let place = try Workplace()
        let (buyers, shop) = (place.identity.buyers, place.shop.id)
        let buyer = try buyers.make(Self.new(), in: shop)
        let edited = try buyers.edit(buyer.id, in: shop, name: "Beau", country: "FR")
        #expect(try buyers.find(buyer.id, in: shop) == edited)
        #expect(
            refusal {
                try place.identity.changeBuyerPassword(
                    of: buyer.id, in: shop, from: "wrong", to: "a new password", address: "a")
            } == "422 invalid_field")
        try place.identity.changeBuyerPassword(
            of: buyer.id, in: shop, from: "a long password", to: "a new password", address: "a")
        _ = try place.identity.signInBuyer(
            email: buyer.email, password: "a new password", in: shop, address: "a")

        let home = Address(name: "Beau", line1: "1 Rue", city: "Paris", country: "FR")
        let first = try buyers.add(home, to: buyer.id)
        var wrong = home
        wrong.city = ""
        wrong.phone = "1\n2"
        let problem = #expect(throws: Problem.self) { try buyers.add(wrong, to: buyer.id) }
        #expect(problem?.fields.map(\.pointer) == ["/city", "/phone"])
        for _ in 1..<Buyers.maximumAddresses { _ = try buyers.add(home, to: buyer.id) }
        #expect(refusal { _ = try buyers.add(home, to: buyer.id) } == "409 too_many_addresses")
        let other = try buyers.make(Self.new("eve@example.org"), in: shop)
        #expect(try !buyers.remove(first, of: other.id))
        #expect(try buyers.remove(first, of: buyer.id))
        let kept = try buyers.addresses(of: buyer.id)
        #expect(kept.count == Buyers.maximumAddresses - 1 && kept[0].address == home)
        #expect(refusal { _ = try buyers.add(home, to: BuyerID(99)) } == "404 not_found")
    }
}
