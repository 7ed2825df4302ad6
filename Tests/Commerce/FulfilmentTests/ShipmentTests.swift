import Fulfilment
import OrderCore
import Orders
import Primitives
import Testing

@Suite struct ShipmentTests {
    private func check(
        _ code: FulfilmentError.Code, _ place: SourceLocation = #_sourceLocation,
        _ body: () throws -> Shipment
    ) {
        let error = #expect(throws: FulfilmentError.self, sourceLocation: place) { try body() }
        #expect(error?.code == code, sourceLocation: place)
    }

    @Test func `parcels hold what was bought and no more`() throws {
        let depot = try Depot()
        let order = try depot.order([3, 2])
        let first = try depot.ship(order, [(0, 2)])
        #expect(first.shippedBy == "staff 1" && first.deliveredAt == nil)
        check(.tooMany) { try depot.ship(order, [(0, 2)]) }
        check(.invalid) { try depot.ship(order, [(2, 1)]) }
        check(.invalid) { try depot.ship(order, [(0, 0)]) }
        check(.invalid) { try depot.ship(order, [(0, 1), (0, 1)]) }
        check(.invalid) { try depot.ship(order, []) }
        try depot.reopen()
        let rest = try depot.ship(order)
        #expect(rest.lines.map(\.quantity) == [1, 2])
        check(.tooMany) { try depot.ship(order) }
        #expect(try depot.fulfilment.shipments(of: order) == [first, rest])
        #expect(try depot.fulfilment.balances(of: order).allSatisfy { $0.toShip == 0 })
    }

    @Test func `only paid orders of one's own store are shipped`() throws {
        let depot = try Depot()
        let unpaid = try depot.order([1], isPaid: false)
        check(.notShippable) { try depot.ship(unpaid) }
        check(.unknown) { try depot.ship(OrderID(99)) }
        let paid = try depot.order([1])
        check(.unknown) {
            try depot.fulfilment.ship(
                ShipmentRequest(order: paid, carrier: "a"), merchant: MerchantID(2), by: "x")
        }
        let cancel = CancelOrder(merchant: Depot.merchant, order: paid)
        #expect(depot.client.ask(.cancel(cancel)).decision.code == .cancelled)
        depot.catchUp()
        check(.notShippable) { try depot.ship(paid) }
    }

    @Test func `texts are bounded and printable`() throws {
        let depot = try Depot()
        let order = try depot.order([1])
        for (carrier, tracking) in [
            ("", ""), (" ", ""), (String(repeating: "x", count: 61), ""), ("a\n", ""),
            ("a", String(repeating: "x", count: 101)), ("a", "\u{0}"),
        ] {
            check(.invalid) {
                try depot.fulfilment.ship(
                    ShipmentRequest(order: order, carrier: carrier, tracking: tracking),
                    merchant: Depot.merchant, by: "x")
            }
        }
        check(.invalid) {
            try depot.fulfilment.ship(
                ShipmentRequest(order: order, carrier: "a", shippedAt: Timestamp(1)),
                merchant: Depot.merchant, by: "x")
        }
    }

    @Test func `what came back before it left is not shipped`() throws {
        let depot = try Depot()
        let order = try depot.order([3])
        depot.restock(order, line: 0, quantity: 1, 1)
        check(.tooMany) { try depot.ship(order, [(0, 3)]) }
        _ = try depot.ship(order, [(0, 1)])
        depot.restock(order, line: 0, quantity: 1, 2)
        #expect(try depot.fulfilment.balances(of: order).map(\.toShip) == [1])
        _ = try depot.ship(order)
    }

    @Test func `many orders are shipped in one go, each for itself`() throws {
        let depot = try Depot()
        let paid = try depot.order([1])
        let unpaid = try depot.order([1], isPaid: false)
        let last = try depot.order([2])
        let results = try depot.fulfilment.shipAll(
            [paid, unpaid, last].map { ShipmentRequest(order: $0, carrier: "DHL") },
            merchant: Depot.merchant, by: "staff 2")
        let codes = results.map { result -> FulfilmentError.Code? in
            if case .failure(let error) = result { error.code } else { nil }
        }
        #expect(codes == [nil, .notShippable, nil])
        let tooMany = Array(repeating: ShipmentRequest(order: paid, carrier: "a"), count: 501)
        #expect(throws: FulfilmentError.self) {
            try depot.fulfilment.shipAll(tooMany, merchant: Depot.merchant, by: "x")
        }
        let page = try depot.fulfilment.shipments(merchant: Depot.merchant, limit: 1)
        #expect(page.map(\.order) == [last])
        let next = try depot.fulfilment.shipments(
            merchant: Depot.merchant, before: page.first?.number, limit: 5)
        #expect(next.map(\.order) == [paid])
        #expect(try depot.fulfilment.shipments(merchant: MerchantID(2), limit: 5) == [])
    }

    @Test func `a parcel arrives once`() throws {
        let depot = try Depot()
        let sent = try depot.ship(try depot.order([1]))
        let fulfilment = depot.fulfilment
        check(.unknown) {
            try fulfilment.markDelivered(sent.number, merchant: MerchantID(2), by: "x")
        }
        check(.invalid) {
            try fulfilment.markDelivered(
                sent.number, merchant: Depot.merchant, at: Timestamp(1), by: "x")
        }
        let arrived = try fulfilment.markDelivered(
            sent.number, merchant: Depot.merchant, by: "staff 3")
        #expect(arrived.deliveredAt != nil && arrived.deliveredBy == "staff 3")
        let again = try fulfilment.markDelivered(
            sent.number, merchant: Depot.merchant, by: "staff 4")
        #expect(again == arrived)
    }
}
