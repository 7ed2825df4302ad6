import Service
import Testing

/// Nobody comes by a sale that a room stands before without naming it: edges look at its name.
@Suite struct RoomOfferTests {
    @Test func `an order that names no sale gets none behind a waiting room`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let sku = try #require(place.things["sku"].flatMap { Int64($0) })
        let sale = try #require(place.things["sale"].flatMap { Int64($0) })
        func order() throws -> Web.Answer {
            try place.api(
                "POST", "/v1/orders", ["lines": [["sku": .integer(sku), "quantity": 1]]],
                as: place.stranger)
        }
        #expect(try order().status == 201)
        let room = try place.make(
            "POST", "/v1/waiting-rooms",
            [
                "sale": .integer(sale), "title": ["en": "Rush", "zh": "抢购"],
                "starts_at": "2099-01-01T00:00:00Z", "per_second": 1,
            ], as: place.owner)
        let refused = try order()
        #expect(refused.status == 409, "\(refused.text)")
        let id = try #require(room["id"]?.integer)
        let gone = try place.api("DELETE", "/v1/waiting-rooms/\(id)", as: place.owner)
        #expect(gone.status < 300, "\(gone.text)")
        #expect(try order().status == 201)
    }

    @Test func `a cart's line that names the sale behind a waiting room has its price`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let sku = try #require(place.things["sku"].flatMap { Int64($0) })
        let sale = try #require(place.things["sale"].flatMap { Int64($0) })
        _ = try place.make(
            "POST", "/v1/waiting-rooms",
            [
                "sale": .integer(sale), "title": ["en": "Rush", "zh": "抢购"],
                "starts_at": "2099-01-01T00:00:00Z", "per_second": 1,
            ], as: place.owner)
        func add(_ line: JSON) throws -> JSON {
            try place.make("POST", "/v1/cart/lines", line, as: place.stranger)
        }
        let plain = try add(["sku": .integer(sku), "quantity": 1])
        #expect(plain["lines"]?.array?.first?["trouble"] == "not_for_sale", "\(plain)")
        let named = try add(["sku": .integer(sku), "quantity": 1, "sale": .integer(sale)])
        let line = named["lines"]?.array?.first
        #expect(line?["offer"]?["sale"] == .integer(sale), "\(named)")
        #expect(line?["offer"]?["unit_price"] == ["amount": 200, "currency": "GBP"])
        #expect(line?["lost_sale"] == false && line?["trouble"] == .null)
        let order = try #require(named["order"])
        let placed = try place.make("POST", "/v1/orders", order, as: place.stranger)
        #expect(placed["total"] == ["amount": 400, "currency": "GBP"], "\(placed)")
    }
}
