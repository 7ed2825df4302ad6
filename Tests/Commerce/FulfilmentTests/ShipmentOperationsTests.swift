import Fulfilment
import HTTPTypes
import Identity
import OpenPlatform
import Orders
import Primitives
import Service
import Store
import Testing

@Suite struct ShipmentOperationsTests {
    /// Calls an operation as the routes do, and checks the answer against its form.
    private static func call(
        _ depot: Depot, _ id: String, as principal: Principal, _ parameters: [String: String] = [:],
        _ body: JSON = .null, query: String = "", key: String = "k"
    ) throws -> JSON {
        let identity = try Identity(StoreConfiguration(.memory))
        let book = depot.book
        let all = ShipmentOperations(depot.fulfilment, audit: identity.audit) {
            id, merchant, buyer in
            guard let order = try book.order(OrderID(UInt64(id))), order.merchant == merchant,
                buyer == nil || order.buyer == buyer
            else { throw Problem.notFound("order") }
            return order
        }.all
        let operation = try #require(all.first { $0.id == id })
        guard operation.actions.contains(where: principal.may) else { throw Problem.forbidden }
        var headers: HTTPFields = [:]
        if let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        let request = Request(
            method: operation.method, path: operation.path, parameters: parameters,
            query: Query(query), headers: headers, receivedAt: SystemClock().now())
        let reply = try operation.handle(
            Call(request: request, principal: principal, body: body))
        #expect(reply.status == operation.success.status)
        let answer = try JSONParser.parse(reply.bytes)
        let errors = operation.success.schema?.errors(in: answer) ?? []
        #expect(errors.isEmpty, "\(id): \(errors)")
        return answer
    }

    private static func staff(_ merchant: MerchantID = Depot.merchant, _ role: Role = .warehouse)
        -> Principal
    {
        .staff(
            StaffPrincipal(
                staff: StaffID(1), merchant: merchant, role: role, isOperator: false, name: "Ada",
                via: .session(SessionID(1))))
    }

    private func check(
        _ status: Int, _ place: SourceLocation = #_sourceLocation, _ body: () throws -> JSON
    ) {
        let problem = #expect(throws: Problem.self, sourceLocation: place) { try body() }
        #expect(problem?.status == status, sourceLocation: place)
    }

    @Test func `staff ships, the buyer sees it, others do not`() throws {
        let depot = try Depot()
        let order = try depot.order([2])
        let path = ["order": "\(order)"]
        let body: JSON = ["carrier": "DHL", "lines": [["line": 0, "quantity": 1]]]
        let call = { try Self.call(depot, $0, as: $1, $2, $3, key: $4) }
        check(404) { try call("createShipment", Self.staff(MerchantID(2)), path, body, "a") }
        check(403) {
            try call("createShipment", .buyer(Depot.merchant, BuyerID(7)), path, body, "a")
        }
        let viewer = Self.staff(Depot.merchant, .viewer)
        check(403) { try call("createShipment", viewer, path, body, "a") }
        let sent = try call("createShipment", Self.staff(), path, body, "a")
        // A retry with the same key is the same parcel, also when the kept answer was lost.
        #expect(try call("createShipment", Self.staff(), path, body, "a") == sent)
        _ = try call("createShipment", Self.staff(), path, ["carrier": "DHL"], "b")
        check(409) { try call("createShipment", Self.staff(), path, ["carrier": "DHL"], "c") }

        let own = try call(
            "listShipmentsOfOrder", .buyer(Depot.merchant, BuyerID(7)), path, .null, "")
        #expect(own["items"]?.array?.count == 2)
        check(404) {
            try call("listShipmentsOfOrder", .buyer(Depot.merchant, BuyerID(8)), path, .null, "")
        }
        let number = ["shipment": "\(sent["id"]?.integer ?? 0)"]
        check(404) { try call("getShipment", Self.staff(MerchantID(2)), number, .null, "") }
        check(404) {
            try call("markShipmentDelivered", Self.staff(MerchantID(2)), number, .null, "")
        }
        let arrived = try call("markShipmentDelivered", Self.staff(), number, .null, "")
        #expect(arrived["delivered_at"] != .null)
        #expect(try call("getShipment", Self.staff(), number, .null, "") == arrived)
    }

    @Test func `many orders are shipped by one request`() throws {
        let depot = try Depot()
        let orders = [try depot.order([1]), try depot.order([1], isPaid: false)]
        let body: JSON = [
            "shipments": .array(orders.map { ["order": JSON($0.rawValue), "carrier": "UPS"] })
        ]
        let answer = try Self.call(depot, "createShipments", as: Self.staff(), [:], body)
        let results = try #require(answer["results"]?.array)
        #expect(results.map { $0["problem"] == .null } == [true, false])
        let list = try Self.call(depot, "listShipments", as: Self.staff(), query: "limit=1")
        #expect(list["items"]?.array?.count == 1 && list["next"] == "1")
        let foreign = try Self.call(depot, "listShipments", as: Self.staff(MerchantID(2)))
        #expect(foreign["items"] == [])
    }
}
