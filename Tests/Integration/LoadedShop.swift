import Foundation
import Testing

/// A center with a sale of one SKU, and a buyer.
struct LoadedShop: Sendable {
    let port: Int
    /// The header that says who asks.
    let owner: String
    let buyer: String
    let sku: Int
    let sale: Int

    init(_ center: CenterProcess) throws {
        let port = center.port
        let password = try #require(center.password)
        let session = try Wire.ask(
            port, "POST", "/v1/sessions", [],
            #"{"email":"owner@localhost.localdomain","password":"\#(password)"}"#)
        let cookie = try #require(session.head.firstMatch(of: /(?i)set-cookie: ([^;]+);/)?.1)
        let csrf = try #require(session.json["csrf"] as? String)
        let key = try Wire.ask(
            port, "POST", "/v1/api-keys",
            ["Cookie: \(cookie)", "X-CSRF-Token: \(csrf)", "Idempotency-Key: key"],
            #"{"name":"load","role":"owner"}"#)
        let owner = "Authorization: Bearer \(try #require(key.json["secret"] as? String))"
        func make(_ path: String, _ body: String, _ who: String) throws -> [String: Any] {
            let answer = try Wire.ask(
                port, "POST", path, [who, "Idempotency-Key: \(UUID().uuidString)"], body)
            try #require(answer.head.hasPrefix("HTTP/1.1 20"), "\(path): \(answer)")
            return answer.json
        }
        let product = try make(
            "/v1/products",
            #"{"name":"Mug","status":"published","skus":[{"code":"MUG","status":"published","#
                + #""price":{"amount":250,"currency":"GBP"}}]}"#, owner)
        let skus = try #require(product["skus"] as? [[String: Any]])
        let sku = try #require(skus.first?["id"] as? Int)
        let sale = try make(
            "/v1/sales",
            #"{"name":{"en":"Sale"},"currency":"GBP","starts_at":"2020-01-01T00:00:00Z","#
                + #""ends_at":"2099-01-01T00:00:00Z"}"#, owner)
        let number = try #require(sale["id"] as? Int)
        _ = try make(
            "/v1/sales/\(number)/items",
            #"{"sku":\#(sku),"price":{"amount":200,"currency":"GBP"},"stock":1000000}"#, owner)
        _ = try make("/v1/sales/\(number)/schedule", "", owner)
        let buyer = try Wire.ask(
            port, "POST", "/v1/buyers", ["Idempotency-Key: buyer"],
            #"{"merchant":"online-retail","email":"buyer@example.org","name":"Buyer","#
                + #""password":"correct horse staple","country":"GB"}"#)
        self.port = port
        self.owner = owner
        self.buyer = "Authorization: Bearer \(try #require(buyer.json["token"] as? String))"
        self.sku = sku
        self.sale = number
    }

    /// One more product, in a sale of its own with so many units; gives the sale and the SKU.
    func makeSale(stock: Int) throws -> (sale: Int, sku: Int) {
        func make(_ path: String, _ body: String) throws -> [String: Any] {
            let answer = try Wire.ask(
                port, "POST", path, [owner, "Idempotency-Key: \(UUID().uuidString)"], body)
            try #require(answer.head.hasPrefix("HTTP/1.1 20"), "\(path): \(answer)")
            return answer.json
        }
        let code = UUID().uuidString.prefix(8)
        let product = try make(
            "/v1/products",
            #"{"name":"Cup \#(code)","status":"published","skus":[{"code":"\#(code)","#
                + #""status":"published","price":{"amount":250,"currency":"GBP"}}]}"#)
        let skus = try #require(product["skus"] as? [[String: Any]])
        let sku = try #require(skus.first?["id"] as? Int)
        let made = try make(
            "/v1/sales",
            #"{"name":{"en":"Sale"},"currency":"GBP","starts_at":"2020-01-01T00:00:00Z","#
                + #""ends_at":"2099-01-01T00:00:00Z"}"#)
        let sale = try #require(made["id"] as? Int)
        _ = try make(
            "/v1/sales/\(sale)/items",
            #"{"sku":\#(sku),"price":{"amount":200,"currency":"GBP"},"stock":\#(stock)}"#)
        _ = try make("/v1/sales/\(sale)/schedule", "")
        return (sale, sku)
    }
}
