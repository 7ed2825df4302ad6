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

    @Test func `who sees orders sees where they go, and nobody else`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let path = "/v1/orders/\(place.things["order"] ?? "")/delivery"
        for role in Role.allCases {
            let made = try place.make(
                "POST", "/v1/api-keys",
                ["name": "k", "role": .string(role.rawValue)], as: place.owner)
            let party = Marketplace.Party(bearer: made["secret"]?.string)
            let read = try place.api("GET", path, as: party)
            #expect(read.status == (RoleTable.permits(role, .ordersRead) ? 200 : 403), "\(role)")
            #expect(read.text.contains(Marketplace.secret) == (read.status == 200))
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
