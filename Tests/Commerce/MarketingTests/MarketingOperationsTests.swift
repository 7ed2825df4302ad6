import Boards
import HTTPTypes
import Identity
import Marketing
import OpenPlatform
import OrderCore
import Orders
import Primitives
import Service
import Store
import Testing

@Suite struct MarketingOperationsTests {
    /// Calls operations as the routes do, and checks each answer against its form.
    private final class Desk {
        let shop: Shop
        let boards: Boards
        let identity: Identity
        let operations: [String: Operation]

        init() throws {
            shop = try Shop()
            boards = Boards(shop.cell)
            identity = try Identity(StoreConfiguration(.memory))
            let all = MarketingOperations(
                shop.marketing, stock: boards.stock, audit: identity.audit
            ) { _, sku in sku.rawValue < 100 }.all
            operations = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        }

        deinit { boards.close() }

        func call(
            _ id: String, _ parameters: [String: String] = [:], _ body: JSON = .null,
            version: Int64? = nil, query: String = "", merchant: MerchantID = Shop.merchant
        ) throws -> JSON {
            let operation = try #require(operations[id])
            if case .json(let schema) = operation.body {
                #expect(schema.errors(in: body).isEmpty, "\(id): \(schema.errors(in: body))")
            }
            var headers: HTTPFields = [:]
            if let version { headers[.ifMatch] = "\"\(version)\"" }
            let request = Request(
                method: operation.method, path: operation.path, parameters: parameters,
                query: Query(query), headers: headers, receivedAt: shop.clock.now())
            let staff = StaffPrincipal(
                staff: StaffID(1), merchant: merchant, role: .owner, isOperator: false,
                name: "Ada", via: .session(SessionID(1)))
            let reply = try operation.handle(
                Call(request: request, principal: .staff(staff), body: body))
            #expect(reply.status == operation.success.status)
            guard let schema = operation.success.schema else { return .null }
            let answer = try JSONParser.parse(reply.bytes)
            #expect(schema.errors(in: answer).isEmpty, "\(id): \(schema.errors(in: answer))")
            return answer
        }

        func money(_ amount: Int64) -> JSON {
            ["amount": .integer(amount), "currency": "GBP"]
        }
    }

    @Test func `a sale is made, filled, scheduled, sold from and closed`() throws {
        let desk = try Desk()
        let made = try desk.call(
            "createSale", [:],
            [
                "name": ["en": "Singles' Day", "zh": "双十一"],
                "starts_at": "2027-01-15T09:00:00Z", "ends_at": "2027-01-16T09:00:00Z",
                "currency": "GBP",
            ])
        let id = try #require(made["id"]?.integer)
        let path = ["sale": "\(id)"]
        let item = ["sale": "\(id)", "sku": "7"]
        let price = desk.money(500)
        _ = try desk.call("addSaleItem", path, ["sku": 7, "price": price, "stock": 10])
        #expect(
            desk.shop.code {
                _ = try desk.call("addSaleItem", path, ["sku": 700, "price": price])
            } == "invalid_field")
        _ = try desk.call("editSaleItem", item, ["price": desk.money(450)], version: 1)
        #expect(
            desk.shop.code { _ = try desk.call("editSaleItem", item, ["stock": 1]) }
                == "version_required")
        let scheduled = try desk.call("scheduleSale", path)
        #expect(scheduled["state"]?.string == "scheduled")
        let edited = try desk.call("editSale", path, ["picture": "/media/1.jpg"], version: 2)
        #expect(edited["picture"]?.string == "/media/1.jpg")
        #expect(edited["name"]?["zh"]?.string == "双十一")
        let more = try desk.call("changeStock", item, ["delta": 5])
        #expect(more["stock"]?.integer == 15)
        #expect(desk.boards.waitForTail(atMost: 20_000_000_000))
        let pools = try desk.call("listPools", path)
        #expect(pools["items"]?.array?.first?["free"]?.integer == 15)
        #expect(try desk.call("listPoolsOfSKU", ["sku": "7"])["items"]?.array?.count == 1)
        _ = try desk.call("listSales", query: "state=scheduled")
        _ = try desk.call("listSaleItems", path)
        _ = try desk.call("getSaleItem", item)
        _ = try desk.call("getSale", path)
        let calendar = try desk.call(
            "getSaleCalendar", query: "from=2027-01-01T00:00:00Z&until=2027-02-01T00:00:00Z")
        #expect(calendar["items"]?.array?.count == 1)
        #expect(try desk.call("closeSale", path)["state"]?.string == "closed")
        let log = try desk.identity.audit.list(in: Shop.merchant, PageRequest(limit: 100))
        #expect(log.items.contains { $0.action == "sale.close" })
    }

    @Test func `nobody reaches the sales and coupons of another merchant`() throws {
        let desk = try Desk()
        let sale = try desk.shop.marketing.createSale(desk.shop.draft(), of: Shop.merchant)
        try desk.shop.marketing.addItem(
            SaleItem(sku: SKUID(7), unitPrice: MinorUnits(1), stock: 1), to: sale.id,
            of: Shop.merchant)
        let coupon = try desk.call(
            "createCoupon", [:],
            [
                "code": "save-10", "currency": "GBP", "name": ["en": "Ten percent off"],
                "kind": "percent", "value": 1000, "budget_money": desk.money(100_000),
            ])
        let number = "\(coupon["id"]?.integer ?? 0)"
        let parameters = ["sale": "\(sale.id)", "sku": "7", "coupon": number]
        for (id, body) in [
            ("getSale", JSON.null), ("editSale", ["picture": ""]), ("deleteSale", .null),
            ("scheduleSale", .null), ("closeSale", .null), ("listSaleItems", .null),
            ("addSaleItem", ["sku": 8, "price": desk.money(1)]), ("getSaleItem", .null),
            ("editSaleItem", ["limit_per_buyer": 1]), ("removeSaleItem", .null),
            ("listPools", .null), ("changeStock", ["delta": 1]), ("getCoupon", .null),
            ("editCoupon", ["value": 1]), ("stopCoupon", .null),
        ] {
            #expect(
                desk.shop.code {
                    _ = try desk.call(id, parameters, body, version: 1, merchant: Shop.other)
                } == "not_found", "\(id)")
        }
        let list = try desk.call("listCoupons", merchant: Shop.other)
        #expect(list["items"]?.array?.isEmpty == true)
        #expect(try desk.call("listCoupons")["items"]?.array?.count == 1)
        let edited = try desk.call("editCoupon", parameters, ["value": 2000], version: 1)
        #expect(edited["value"]?.integer == 2000)
        #expect(try desk.call("stopCoupon", parameters)["version"]?.integer == 3)
    }

    @Test func `an item is removed upon the version that was read`() throws {
        let desk = try Desk()
        let sale = try desk.shop.marketing.createSale(desk.shop.draft(), of: Shop.merchant)
        try desk.shop.marketing.addItem(
            SaleItem(sku: SKUID(7), unitPrice: MinorUnits(1), stock: 1), to: sale.id,
            of: Shop.merchant)
        let path = ["sale": "\(sale.id)", "sku": "7"]
        func code(_ version: Int64?) -> String? {
            desk.shop.code { _ = try desk.call("removeSaleItem", path, version: version) }
        }
        _ = try desk.call("editSaleItem", path, ["limit_per_buyer": 1], version: 1)
        #expect(code(nil) == "version_required")
        #expect(code(1) == "version_mismatch")
        #expect(code(2) == nil)
        #expect(code(2) == "not_found")
    }

    @Test func `every action is one that its operation names`() throws {
        let desk = try Desk()
        for operation in desk.operations.values {
            #expect(!operation.actions.isEmpty, "\(operation.id)")
            #expect(operation.method == .get || !operation.actions.contains(.storeRead))
        }
    }
}
