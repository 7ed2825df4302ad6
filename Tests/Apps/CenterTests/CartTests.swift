import Center
import Service
import Testing

/// A buyer's cart through the API and the pages of a center.
@Suite struct CartTests {
    @Test func `a cart is filled, shown at the prices of now, ordered and emptied`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let sku = JSON.integer(Int64(place.things["sku"] ?? "") ?? 0)
        let sale = JSON.integer(Int64(place.things["sale"] ?? "") ?? 0)
        let buyer = place.stranger
        func ask(
            _ method: String, _ path: String, _ body: JSON? = nil, match: String = "*"
        ) throws -> Web.Answer {
            try place.api(method, path, body, as: buyer, match: match)
        }
        let empty = try ask("GET", "/v1/cart")
        #expect(empty.json["lines"] == [] && empty.json["order"] == .null)

        let added = try ask("POST", "/v1/cart/lines", ["sku": sku, "quantity": 2, "sale": sale])
        #expect(added.status == 200, "\(added.text)")
        let line = added.json["lines"]?.array?.first
        #expect(line?["offer"]?["unit_price"] == ["amount": 200, "currency": "GBP"])
        #expect(line?["lost_sale"] == false && line?["trouble"] == .null)
        #expect(added.json["total"] == ["amount": 400, "currency": "GBP"])

        let tag = try #require(added.headers["etag"])
        let path = "/v1/cart/lines/\(place.things["sku"] ?? "")"
        let set = try ask("PUT", path, ["quantity": 101], match: tag)
        #expect(set.json["lines"]?.array?.first?["trouble"] == "too_few_left")
        #expect(set.json["order"] == .null)
        #expect(try ask("PUT", path, ["quantity": 1], match: tag).status == 412)
        #expect(try ask("DELETE", "/v1/cart", match: tag).status == 412)
        #expect(try ask("PUT", path, ["quantity": 0]).status == 422)
        #expect(try ask("PUT", path, ["quantity": 3]).status == 200)

        // The pages show the same cart.
        let page = try place.web.ask(
            "GET", "/shop/online-retail/cart", [("Cookie", buyer.cookie ?? "")])
        #expect(page.text.contains(Marketplace.mark) && page.text.contains(#"value="3""#))

        let order = try #require(try ask("GET", "/v1/cart").json["order"])
        let placed = try ask("POST", "/v1/orders", order)
        #expect(placed.status == 201, "\(placed.text)")
        #expect(placed.json["total"] == ["amount": 600, "currency": "GBP"])
        #expect(try ask("DELETE", path).json["lines"] == [])
        #expect(try ask("DELETE", path).status == 404)
        #expect(try ask("DELETE", "/v1/cart").status == 200)
        #expect(try ask("POST", "/v1/cart/lines", ["sku": 999_999, "quantity": 1]).status == 404)
    }
}
