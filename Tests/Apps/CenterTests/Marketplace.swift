import Center
import Foundation
import Identity
import Primitives
import Service
import Testing

/// A center with two merchants: the first has one of everything, the second only an owner.
final class Marketplace {
    /// Somebody who asks.
    struct Party: Sendable {
        /// Sends a bearer's token to the API.
        var bearer: String?
        /// Sends cookies to pages.
        var cookie: String?
        /// Sends this with forms.
        var csrf = ""
    }

    let center: Center
    let web: Web
    private let folder: String
    /// The first merchant's owner, who operates the platform too.
    private(set) var owner = Party()
    /// The first merchant's buyer, whose order, address and payment there are.
    private(set) var buyer = Party()
    /// Another buyer of the first merchant.
    private(set) var stranger = Party()
    /// The second merchant's owner.
    private(set) var outsider = Party()
    /// A buyer of the second merchant.
    private(set) var foreigner = Party()
    /// The first merchant's things, by the names that paths give them.
    private(set) var things: [String: String] = [:]
    private var free = JSON.null

    /// A word in what the first merchant's buyers may read.
    static let mark = "Ostrich"
    /// A word in what the first merchant's staff or buyer alone may read.
    static let secret = "Heron"
    private static let password = "correct horse battery"

    /// Opens on a folder of its own, with other options where `change` sets some.
    init(_ change: (inout CenterOptions) -> Void = { _ in }) throws {
        folder =
            FileManager.default.temporaryDirectory.path + "/spillway-center-\(UUID().uuidString)"
        var options = CenterOptions(data: folder, samples: "Samples", version: "test")
        options.port = 0
        options.hasDemo = false
        options.orders = 100_000
        change(&options)
        center = try Center(options)
        web = Web(port: try #require(Int(center.welcome.address.split(separator: ":").last ?? "")))
        do { try fill() } catch {
            center.stop()
            throw error
        }
    }

    func close() {
        center.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A request to the API, whose answer must be a success.
    @discardableResult
    func make(
        _ method: String, _ path: String, _ body: JSON? = nil, as party: Party,
        key: String = UUID().uuidString
    ) throws -> JSON {
        let answer = try api(method, path, body, as: party, key: key)
        try #require(
            (200...299).contains(answer.status),
            "\(method) \(path): \(answer.status) \(answer.text)")
        return answer.json
    }

    /// A request to the API.
    func api(
        _ method: String, _ path: String, _ body: JSON? = nil, as party: Party,
        key: String = UUID().uuidString, match: String = "*"
    ) throws -> Web.Answer {
        var headers = [("Idempotency-Key", key), ("If-Match", match)]
        if let bearer = party.bearer { headers.append(("Authorization", "Bearer " + bearer)) }
        if body != nil { headers.append(("Content-Type", "application/json")) }
        return try web.ask(method, path, headers, body?.bytes ?? [])
    }

    private func fill() throws {
        let first = try #require(try center.makeOwner())
        owner = try signIn(first.email, first.password, mayOperate: true)
        let rival = try make(
            "POST", "/v1/merchants",
            ["slug": "rival", "name": "Rival", "currency": "GBP"], as: owner)
        let rivalOwner = try make(
            "POST", "/v1/merchants/\(number(rival))/owners",
            ["email": "owner@rival.example", "name": "Rival"], as: owner)
        outsider = try signIn(
            "owner@rival.example", rivalOwner["password"]?.string ?? "", mayOperate: false)
        foreigner = try signUp("foreigner@example.org", at: "rival")
        try fillRival()
        buyer = try signUp("buyer@example.org", at: "online-retail")
        stranger = try signUp("stranger@example.org", at: "online-retail")
        try fillShop()
        try fillOrder()
    }

    private func fillRival() throws {
        let product = try make(
            "POST", "/v1/products",
            [
                "name": "Mug", "status": "published",
                "skus": [["code": "MUG", "price": ["amount": 1, "currency": "GBP"]]],
            ], as: outsider)
        things["own_product"] = number(product)
        things["own_sku"] = number(product["skus"]?.array?.first ?? .null)
        let sale = try make(
            "POST", "/v1/sales",
            [
                "name": ["en": "Sale"], "currency": "GBP", "starts_at": "2020-01-01T00:00:00Z",
                "ends_at": "2099-01-01T00:00:00Z",
            ], as: outsider)
        things["own_sale"] = number(sale)
        let warehouse = try make("POST", "/v1/warehouses", ["name": "Shed"], as: outsider)
        things["own_warehouse"] = number(warehouse)
    }

    private func fillShop() throws {
        let (name, secret) = (JSON.string(Self.mark), JSON.string(Self.secret))
        func made(_ thing: String, _ path: String, _ body: JSON) throws -> JSON {
            let json = try make("POST", path, body, as: owner)
            things[thing] = number(json)
            return json
        }
        let category = try made("category", "/v1/categories", ["name": name])
        let product = try made(
            "product", "/v1/products",
            [
                "name": name, "category": category["id"] ?? .null, "status": "published",
                "options": [["name": "Kind", "values": ["dear", "free"]]],
                "skus": [
                    [
                        "code": name, "values": ["dear"], "status": "published",
                        "price": ["amount": 250, "currency": "GBP"],
                    ],
                    [
                        "code": "FREE", "values": ["free"], "status": "published",
                        "price": ["amount": 0, "currency": "GBP"],
                    ],
                ],
            ])
        let sku = product["skus"]?.array?.first ?? .null
        things["sku"] = number(sku)
        things["slug"] = product["slug"]?.string ?? ""
        things["shelf"] = category["slug"]?.string ?? ""
        _ = try made("warehouse", "/v1/warehouses", ["name": secret])
        let both: JSON = ["en": name, "zh": name]
        _ = try made(
            "coupon", "/v1/coupons",
            [
                "code": "OSTRICH", "kind": "fixed", "value": 10, "currency": "GBP",
                "name": ["en": secret],
            ])
        _ = try made(
            "sale", "/v1/sales",
            [
                "name": both, "currency": "GBP", "starts_at": "2020-01-01T00:00:00Z",
                "ends_at": "2099-01-01T00:00:00Z",
            ])
        let sale = try #require(things["sale"])
        for (index, price) in [200, 0].enumerated() {
            try make(
                "POST", "/v1/sales/\(sale)/items",
                [
                    "sku": product["skus"]?.array?[index]["id"] ?? .null, "stock": 100,
                    "price": ["amount": JSON(price), "currency": "GBP"],
                ], as: owner)
        }
        _ = try made(
            "room", "/v1/waiting-rooms",
            [
                "path": "/shop/online-retail/search", "title": ["en": secret, "zh": secret],
                "starts_at": "2099-01-01T00:00:00Z", "per_second": 1,
            ])
        free = product["skus"]?.array?.last?["id"] ?? .null
        try make("POST", "/v1/sales/\(sale)/schedule", as: owner)
        let staff = try make(
            "POST", "/v1/staff",
            ["email": "staff@example.org", "name": secret, "role": "viewer"], as: owner)
        things["staff"] = number(staff["staff"] ?? .null)
        let key = try make("POST", "/v1/api-keys", ["name": secret, "role": "viewer"], as: owner)
        things["key"] = number(key["key"] ?? .null)
        let sessions = try make("GET", "/v1/sessions", as: owner)["items"]?.array ?? []
        things["session"] = number(sessions.first ?? .null)
        let me = try make("GET", "/v1/account", as: owner)
        #expect(me["email"] != nil)
        things["merchant"] = "1"
    }

    private func fillOrder() throws {
        let address = try make(
            "POST", "/v1/me/addresses",
            [
                "name": .string(Self.secret), "line1": "1 Street", "city": "London",
                "postcode": "N1 1AA", "country": "GB",
            ], as: buyer)
        things["address"] = number(address)
        let me = try make("GET", "/v1/me", as: buyer)
        things["buyer"] = number(me)
        let sku = Int64(things["sku"] ?? "") ?? 0
        #expect(
            center.waitForBoards(atMostSeconds: 20), "prices and stock are not on the boards yet")
        let order = try make(
            "POST", "/v1/orders", ["lines": [["sku": .integer(sku), "quantity": 2]]], as: buyer)
        things["order"] = number(order)
        try make(
            "PUT", "/v1/orders/\(number(order))/delivery",
            ["name": .string(Self.secret), "line1": "1 Street", "city": "London", "country": "GB"],
            as: buyer)
        let payment = try make(
            "POST", "/v1/orders/\(number(order))/payments",
            ["return_url": "http://127.0.0.1/back"], as: buyer)
        things["payment"] = number(payment)
        // Also what its cart holds is nobody else's.
        try make(
            "POST", "/v1/cart/lines", ["sku": .integer(sku), "quantity": 7], as: buyer)
        let gift = try make(
            "POST", "/v1/orders", ["lines": [["sku": free, "quantity": 1]]], as: buyer)
        let shipment = try make(
            "POST", "/v1/orders/\(number(gift))/shipments",
            [
                "carrier": .string(Self.secret), "tracking": "1",
                "lines": [["line": 0, "quantity": 1]],
            ], as: owner)
        things["shipment"] = number(shipment)
    }

    /// An owner with a session for pages and a key for the API.
    private func signIn(_ email: String, _ password: String, mayOperate: Bool) throws -> Party {
        let answer = try api(
            "POST", "/v1/sessions", ["email": .string(email), "password": .string(password)],
            as: Party())
        try #require(answer.status == 201, "\(answer.text)")
        let cookie = try #require(answer.headers["set-cookie"]?.split(separator: ";").first)
        let csrf = answer.json["csrf"]?.string ?? ""
        let key = try web.ask(
            "POST", "/v1/api-keys",
            [
                ("Cookie", String(cookie)), ("X-CSRF-Token", csrf),
                ("Content-Type", "application/json"), ("Idempotency-Key", "first"),
            ],
            (["name": "test", "role": "owner", "is_operator": .bool(mayOperate)] as JSON).bytes)
        let secret = try #require(key.json["secret"]?.string, "\(key.text)")
        return Party(bearer: secret, cookie: String(cookie), csrf: csrf)
    }

    private func signUp(_ email: String, at store: String) throws -> Party {
        let made = try make(
            "POST", "/v1/buyers",
            [
                "merchant": .string(store), "email": .string(email),
                "password": .string(Self.password), "name": "Buyer", "country": "GB",
            ], as: Party())
        let token = try #require(made["token"]?.string)
        return Party(
            bearer: token, cookie: "spillway_buyer=" + token, csrf: CSRFToken.of(token))
    }

    private func number(_ json: JSON) -> String { json["id"]?.integer.map { "\($0)" } ?? "none" }
}
