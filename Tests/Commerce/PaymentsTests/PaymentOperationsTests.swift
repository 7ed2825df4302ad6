import HTTPTypes
import Identity
import OpenPlatform
import OrderCore
import Orders
import Payments
import Primitives
import Service
import Store
import Testing

/// The operations, called as the routes call them; answers are checked against their forms.
private final class Desk {
    let shop: Shop
    let identity: Identity
    let operations: [String: OpenPlatform.Operation]
    static let buyer = Principal.buyer(Shop.merchant, BuyerID(7))

    init() throws {
        shop = try Shop()
        identity = try Identity(StoreConfiguration(.memory))
        let book = shop.book
        let all = PaymentOperations(shop.payments, audit: identity.audit) { id, merchant, buyer in
            guard let order = try book.order(OrderID(UInt64(id))), order.merchant == merchant,
                buyer == nil || order.buyer == buyer
            else { throw Problem.notFound("order") }
            return order
        }.all
        operations = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    static func staff(_ role: Role = .owner, of merchant: MerchantID = Shop.merchant) -> Principal {
        .staff(
            StaffPrincipal(
                staff: StaffID(1), merchant: merchant, role: role, isOperator: false, name: "Ada",
                via: .session(SessionID(1))))
    }

    func call(
        _ id: String, as principal: Principal, _ parameters: [String: String] = [:],
        _ body: JSON = .null, query: String = "", key: String = "k"
    ) throws -> JSON {
        let operation = try #require(operations[id])
        var headers: HTTPFields = [:]
        if let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        guard operation.actions.contains(where: principal.may) else { throw Problem.forbidden }
        // What the route checks before.
        var wrong: [Problem.FieldError] = []
        if case .json(let schema) = operation.body { wrong = schema.errors(in: body) }
        for parameter in operation.query where parameter.name == "after" {
            let text = Query(query)[parameter.name]
            wrong += text.map { parameter.schema.errors(in: .string($0)) } ?? []
        }
        if !wrong.isEmpty { throw Problem(422, "invalid_request", "", fields: wrong) }
        let request = Request(
            method: operation.method, path: operation.path, parameters: parameters,
            query: Query(query), headers: headers, receivedAt: shop.clock.now())
        let reply = try operation.handle(
            Call(request: request, principal: principal, body: body))
        #expect(reply.status == operation.success.status)
        let answer = try JSONParser.parse(reply.bytes)
        let errors = operation.success.schema?.errors(in: answer) ?? []
        #expect(errors.isEmpty, "\(id): \(errors)")
        return answer
    }
}

@Suite struct PaymentOperationsTests {
    private let address: JSON = ["return_url": "http://127.0.0.1/back"]

    private func check(
        _ status: Int, _ place: SourceLocation = #_sourceLocation, _ body: () throws -> JSON
    ) {
        let problem = #expect(throws: Problem.self, sourceLocation: place) { try body() }
        #expect(problem?.status == status, sourceLocation: place)
    }

    @Test func `a buyer pays his own order, and staff sends money back`() throws {
        let desk = try Desk()
        let order = try desk.shop.order(quantity: 3)
        let path = ["order": "\(order.id)"]
        check(404) {
            try desk.call(
                "createPayment", as: .buyer(Shop.merchant, BuyerID(8)), path, address)
        }
        check(404) {
            try desk.call("createPayment", as: .buyer(MerchantID(2), BuyerID(7)), path, address)
        }
        check(403) { try desk.call("createPayment", as: .nobody, path, address) }
        check(422) {
            try desk.call("createPayment", as: Desk.buyer, path, ["return_url": "ftp://a.b/c"])
        }
        let payment = try desk.call("createPayment", as: Desk.buyer, path, address)
        #expect(payment["state"] == "pending")
        let url = try #require(payment["redirect_url"]?.string)
        _ = try desk.shop.browse("POST", url, "choice=pay")
        try desk.shop.settle()
        check(409) { try desk.call("createPayment", as: Desk.buyer, path, address) }

        let number = ["payment": "\(payment["id"]?.integer ?? 0)"]
        #expect(try desk.call("getPayment", as: Desk.buyer, number)["answer"] == "paid")
        check(404) { try desk.call("getPayment", as: .buyer(Shop.merchant, BuyerID(8)), number) }
        check(404) { try desk.call("getPayment", as: Desk.staff(of: MerchantID(2)), number) }

        func money(_ amount: Int64, _ currency: JSON = "GBP") -> JSON {
            ["amount": ["amount": .integer(amount), "currency": currency]]
        }
        check(403) { try desk.call("createRefund", as: Desk.staff(.viewer), path, money(1)) }
        check(404) {
            try desk.call("createRefund", as: Desk.staff(of: MerchantID(2)), path, money(1))
        }
        check(422) { try desk.call("createRefund", as: Desk.staff(), path, money(0)) }
        check(409) { try desk.call("createRefund", as: Desk.staff(), path, money(1, "EUR")) }
        check(409) { try desk.call("createRefund", as: Desk.staff(), path, money(301)) }
        let refund = try desk.call("createRefund", as: Desk.staff(), path, money(120))
        #expect(refund["refundable"]?["amount"] == 180)
        // The same key again is the same refund.
        #expect(try desk.call("createRefund", as: Desk.staff(), path, money(120)) == refund)
        try desk.shop.settle()
        let refunds = try desk.call("listRefundsOfOrder", as: Desk.buyer, path)
        #expect(refunds["items"]?.array?.map { $0["state"] } == ["done"])
    }

    @Test func `lists hold what is the store's own, page by page`() throws {
        let desk = try Desk()
        desk.shop.sandbox.options.lostPercent = 100
        for _ in 0..<3 { try desk.shop.pay(try desk.shop.order()) }
        try desk.shop.settle()
        let staff = Desk.staff()
        let first = try desk.call("listPayments", as: staff, query: "limit=2&state=succeeded")
        #expect(first["items"]?.array?.map { $0["id"] } == [3, 2])
        let next = try #require(first["next"]?.string)
        let second = try desk.call("listPayments", as: staff, query: "limit=2&after=\(next)")
        #expect(second["items"]?.array?.map { $0["id"] } == [1] && second["next"] == .null)
        check(422) { try desk.call("listPayments", as: staff, query: "after=x") }
        let differences = try desk.call("listPaymentDifferences", as: staff, query: "open=false")
        #expect(differences["items"]?.array?.count == 3)
        for list in ["listPayments", "listRefunds", "listPaymentDifferences"] {
            let foreign = try desk.call(list, as: Desk.staff(of: MerchantID(2)))
            #expect(foreign["items"] == [])
        }
        check(403) { try desk.call("getMoneyBooks", as: staff) }
        let operatorStaff = Principal.staff(
            StaffPrincipal(
                staff: StaffID(1), merchant: Shop.merchant, role: .owner, isOperator: true,
                name: "Ada", via: .session(SessionID(1))))
        let books = try desk.call("getMoneyBooks", as: operatorStaff)
        #expect(books.array?.map { $0["is_balanced"] } == [true])
    }
}
