internal import Foundation
internal import Identity
internal import Primitives
internal import Service
internal import Store

/// Makes a shop ready for a sale, over the API that merchants' programs use.
struct ShopSetUp {
    let client: WebClient
    private let platform: SalePlatform

    /// Signs in as the owner.
    init(_ platform: SalePlatform) throws(RehearsalError) {
        self.platform = platform
        let plain = WebClient(WebTarget(host: "127.0.0.1", port: platform.center.port))
        let body: JSON = [
            "email": .string(platform.center.email), "password": .string(platform.center.password),
        ]
        let answer = try plain.ask("POST", "/v1/sessions", body.bytes)
        guard let cookie = answer.cookie,
            let csrf = (try? JSONParser.parse(answer.body))?["csrf"]?.string
        else { throw RehearsalError(.process, "the owner could not sign in: \(answer.status)") }
        client = plain.with([("cookie", cookie), ("x-csrf-token", csrf)])
    }

    /// SKUs by their codes, with their everyday prices above nothing.
    func skus() throws(RehearsalError) -> [String: UInt64] {
        var found: [String: UInt64] = [:]
        var after = ""
        repeat {
            let page = try client.json("GET", "/v1/skus?limit=100" + after)
            for item in page["items"]?.array ?? [] {
                guard let code = item["code"]?.string, let id = item["id"]?.integer,
                    (item["price"]?["amount"]?.integer ?? 0) > 0
                else { continue }
                found[code.uppercased()] = UInt64(id)
            }
            after = page["next"]?.string.map { "&after=" + $0 } ?? ""
        } while !after.isEmpty
        return found
    }

    /// Where visitors of the store go.
    var pages: StorePages { StorePages(client: client, handle: "online-retail") }

    /// A flash sale of some SKUs at half their price; gives its number.
    func makeSale(_ flash: SaleProfile.Flash, skus: [UInt64], opensAt: Timestamp)
        throws(RehearsalError) -> UInt32
    {
        let sale =
            try client.json(
                "POST", "/v1/sales",
                [
                    "name": ["en": "Rehearsal", "zh": "预演"], "currency": "GBP",
                    "starts_at": .string(opensAt.rfc3339),
                    "ends_at": .string(opensAt.adding(milliseconds: 86_400_000).rfc3339),
                    "limit_per_buyer": .integer(Int64(flash.limitPerBuyer)),
                ])["id"]?.integer ?? 0
        for sku in skus {
            try client.json(
                "POST", "/v1/sales/\(sale)/items",
                [
                    "sku": .integer(Int64(sku)), "price": ["amount": 999, "currency": "GBP"],
                    "limit_per_buyer": .integer(Int64(flash.limitPerBuyer)),
                    "stock": .integer(Int64(flash.stock)),
                ])
        }
        try client.json("POST", "/v1/sales/\(sale)/schedule", [:])
        return UInt32(sale)
    }

    /// Makes the coupon of a flash sale; gives the text that buyers type.
    func makeCoupon(_ coupon: SaleProfile.Coupon) throws(RehearsalError) -> String {
        let code = "REHEARSAL"
        try client.json(
            "POST", "/v1/coupons",
            [
                "code": .string(code), "currency": "GBP",
                "name": ["en": "Rehearsal", "zh": "预演"], "kind": "percent",
                "value": .integer(Int64(coupon.percent) * 100),
                "budget_count": .integer(Int64(coupon.orders)),
                "budget_money": coupon.money.map {
                    ["amount": .integer(Int64($0)), "currency": "GBP"]
                } ?? .null,
                "limit_per_buyer": .integer(Int64(coupon.limitPerBuyer)),
            ])
        return code
    }

    /// A file of buyers' tokens, signed with the center's own key: signing up so many people would
    /// be a load test of its own, as their passwords are made slow to guess.
    func writeTokens(_ count: Int, to path: String) throws(RehearsalError) {
        do {
            let identity = try Identity(
                StoreConfiguration(.sqlite(path: platform.centerFolder + "/identity.sqlite")))
            defer { try? identity.close() }
            let lines = (1...count).map {
                identity.buyerTokens.sign(MerchantID(1), BuyerID(UInt64($0))).token
            }
            let data = Data(lines.joined(separator: "\n").utf8)
            guard
                FileManager.default.createFile(
                    atPath: path, contents: data, attributes: [.posixPermissions: 0o600])
            else { throw RehearsalError(.file, "\(path) cannot be written") }
        } catch let error as RehearsalError {
            throw error
        } catch {
            throw RehearsalError(.file, "buyers' tokens could not be made: \(error)")
        }
    }

    /// A key that opens the big screen, and shows figures alone.
    func makeScreenKey() throws(RehearsalError) -> String {
        let made = try client.json(
            "POST", "/v1/api-keys", ["name": "Big screen of the rehearsal", "role": "analyst"])
        guard let secret = made["secret"]?.string else {
            throw RehearsalError(.process, "the shop made no key for the big screen")
        }
        return secret
    }

    /// The same money in three books; nil while some of it is under way.
    func moneyBooks() throws(RehearsalError) -> JSON {
        try client.json("GET", "/v1/platform/money-books")
    }
}
