import Center
import Identity
import Service
import Testing

/// Where an order goes, by the API.
@Suite(.serialized) struct DeliveryTests {
    private static let home: JSON = [
        "name": "Ada", "line1": "1 Street", "city": "London", "postcode": "N1 1AA",
        "country": "GB",
    ]

    private static let moved: JSON = [
        "name": "Ada", "line1": "2 Street", "city": "London", "country": "GB",
    ]

    private static func order(_ place: Marketplace) throws -> String {
        let sku = Int64(place.things["sku"] ?? "") ?? 0
        let order = try place.make(
            "POST", "/v1/orders", ["lines": [["sku": .integer(sku), "quantity": 1]]],
            as: place.buyer)
        return "\(order["id"]?.integer ?? 0)"
    }

    @Test func `its buyer says where an order goes, upon the version that was read`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let path = "/v1/orders/\(try Self.order(place))/delivery"
        func set(_ body: JSON, match: String) throws -> Web.Answer {
            try place.api("PUT", path, body, as: place.buyer, match: match)
        }
        #expect(try place.api("GET", path, as: place.buyer).status == 404)
        #expect(try set(Self.home, match: "\"1\"").status == 412)
        let first = try set(Self.home, match: "\"0\"")
        #expect(first.status == 200 && first.headers["etag"] == "\"1\"")
        #expect(first.json["line2"] == "" && first.json["name"] == "Ada")
        #expect(try set(Self.home, match: "\"0\"").status == 412)
        #expect(try set(Self.home, match: "*").headers["etag"] == "\"2\"")
        let read = try place.api("GET", path, as: place.buyer)
        #expect(read.headers["etag"] == "\"2\"" && read.json["postcode"] == "N1 1AA")
        let wrong = try set(
            [
                "name": " ", "line1": .string(String(repeating: "x", count: 121)), "city": "L",
                "country": "gb", "phone": "1\n2",
            ], match: "*")
        #expect(wrong.status == 422)
        let pointers = wrong.json["errors"]?.array?.compactMap { $0["pointer"]?.string }
        #expect(pointers == ["/name", "/line1", "/country", "/phone"])
        let incomplete = try set(["name": "Ada"], match: "*")
        #expect(incomplete.status == 422)
    }

    @Test func `an order can bring its address, which it shows`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let sku = Int64(place.things["sku"] ?? "") ?? 0
        func ask(_ address: JSON?, key: String) throws -> Web.Answer {
            var wish: [JSON.Member] = [
                .init("lines", [["sku": .integer(sku), "quantity": 1]])
            ]
            if let address { wish.append(.init("address", address)) }
            return try place.api("POST", "/v1/orders", .object(wish), as: place.buyer, key: key)
        }
        func shown(_ answer: Web.Answer) throws -> JSON? {
            let order = answer.json["id"]?.integer ?? 0
            return try place.make("GET", "/v1/orders/\(order)", as: place.buyer)["address"]
        }
        let first = try ask(Self.home, key: "home")
        #expect(first.status == 201 && first.json["is_replay"] == false)
        #expect(try shown(first)?["line1"] == "1 Street" && shown(first)?["line2"] == "")
        let path = "/v1/orders/\(first.json["id"]?.integer ?? 0)"
        let delivery = try place.api("GET", path + "/delivery", as: place.buyer)
        #expect(delivery.headers["etag"] == "\"1\"")
        #expect(try place.make("GET", path, as: place.owner)["address"]?["name"] == "Ada")
        #expect(try place.api("GET", path, as: place.stranger).status == 404)

        // A retry finds what is there; what the buyer said since then stays.
        try place.make("PUT", path + "/delivery", Self.moved, as: place.buyer)
        let again = try ask(Self.home, key: "home")
        #expect(again.json["is_replay"] == true && again.json["id"] == first.json["id"])
        #expect(try shown(again)?["line1"] == "2 Street")

        // The first attempt may have ended before the address was kept: the next one keeps it.
        let plain = try ask(nil, key: "plain")
        #expect(try shown(plain) == nil)
        let told = try ask(Self.home, key: "plain")
        #expect(told.json["id"] == plain.json["id"])
        #expect(try shown(told)?["line1"] == "1 Street")
        let list = try place.api("GET", "/v1/orders", as: place.owner)
        #expect(list.status == 200 && !list.text.contains("1 Street"))

        let wrong = try ask(["name": "", "line1": "1", "country": "gb", "x": 1], key: "wrong")
        #expect(wrong.status == 422)
        let pointers = wrong.json["errors"]?.array?.compactMap { $0["pointer"]?.string } ?? []
        #expect(
            Set(pointers) == ["/address/name", "/address/city", "/address/country", "/address/x"])
    }

    @Test func `who ships or sees buyers sees where orders go, and no other staff`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let order = "/v1/orders/\(place.things["order"] ?? "")"
        let path = order + "/delivery"
        for role in Role.allCases {
            let made = try place.make(
                "POST", "/v1/api-keys",
                ["name": "k", "role": .string(role.rawValue)], as: place.owner)
            let party = Marketplace.Party(bearer: made["secret"]?.string)
            let read = try place.api("GET", path, as: party)
            let may =
                RoleTable.permits(role, .buyersRead) || RoleTable.permits(role, .shipmentsWrite)
            #expect(read.status == (may ? 200 : 403), "\(role)")
            #expect(read.text.contains(Marketplace.secret) == may)
            let whole = try place.api("GET", order, as: party)
            #expect(whole.status == (RoleTable.permits(role, .ordersRead) ? 200 : 403), "\(role)")
            #expect((whole.json["address"] != nil) == may, "\(role)")
            #expect(try place.api("PUT", path, Self.home, as: party).status == 403)
        }
    }

    @Test func `what ended or was sent goes nowhere else`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let ended = try Self.order(place)
        try place.make("POST", "/v1/orders/\(ended)/cancellation", as: place.buyer)
        let closed = try place.api(
            "PUT", "/v1/orders/\(ended)/delivery", Self.home, as: place.buyer)
        #expect(closed.status == 409 && closed.json["code"] == "order_closed")
        let sent = try place.make("GET", "/v1/shipments", as: place.owner)
        let order = try #require(sent["items"]?.array?.first?["order"]?.integer)
        let shipped = try place.api(
            "PUT", "/v1/orders/\(order)/delivery", Self.home, as: place.buyer)
        #expect(shipped.status == 409 && shipped.json["code"] == "order_shipped")
    }
}
