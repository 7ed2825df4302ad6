import Fulfilment
import OrderCore
import Orders
import Payments
import Primitives
import Service
import Store
import Testing

/// A provider that is never asked.
private struct Nobody: PaymentProvider {
    let name = "nobody"
    private static let silence = ProviderError(.unavailable, "nobody is there")

    func create(_ request: PaymentRequest) throws(ProviderError) -> ProviderPayment {
        throw Self.silence
    }

    func payment(reference: String) throws(ProviderError) -> ProviderPayment? {
        throw Self.silence
    }

    func refund(_ request: RefundRequest) throws(ProviderError) -> ProviderRefund {
        throw Self.silence
    }

    func refund(reference: String) throws(ProviderError) -> ProviderRefund? { throw Self.silence }

    func transactions(after mark: String?, limit: Int) throws(ProviderError)
        -> [ProviderTransaction]
    {
        throw Self.silence
    }

    func event(body: [UInt8], signature: String, at time: Timestamp) -> ProviderEvent? { nil }
}

@Suite struct TimelineTests {
    @Test func `an order's life is one list`() throws {
        let depot = try Depot()
        let client = depot.client
        let payments = try Payments(
            StoreConfiguration(.memory), cell: CellID(1), provider: Nobody(), book: depot.book,
            clock: SystemClock(), core: { client.ask($0) })
        let order = try depot.order([2, 1])
        func look() throws -> OrderTimeline {
            try #require(try depot.fulfilment.timeline(of: order, payments: payments))
        }
        #expect(try look().progress == .paid)
        _ = try depot.ship(order, [(0, 1)])
        #expect(try look().progress == .partShipped)
        let last = try depot.ship(order)
        #expect(try look().progress == .shipped)
        for shipment in try look().shipments {
            _ = try depot.fulfilment.markDelivered(
                shipment.number, merchant: Depot.merchant, by: "x")
        }
        #expect(try look().progress == .delivered)
        depot.restock(order, line: 1, quantity: 1, 1)
        let refund = RefundOrder(
            merchant: Depot.merchant, order: order, reference: Reference(high: 6, low: 1),
            amount: MinorUnits(100))
        #expect(depot.client.ask(.refund(refund)).decision.code == .refunded)
        depot.catchUp()
        let timeline = try look()
        #expect(timeline.progress == .delivered)
        let kinds = timeline.entries.map(\.kind)
        #expect(kinds.prefix(2) == [.placed, .paid])
        #expect(kinds.filter { $0 == .shipped }.count == 2)
        #expect(kinds.contains(.refundDue) && kinds.contains(.restocked))
        #expect(timeline.entries.map(\.at) == timeline.entries.map(\.at).sorted())
        #expect((timeline.entries.first?.position ?? 0) > 0)
        #expect(timeline.entries.contains { $0.reference == "Royal Mail RM1" && $0.units == 2 })
        #expect(last.lines.count == 2)
        #expect(try depot.fulfilment.timeline(of: OrderID(99), payments: payments) == nil)
        try payments.close()
    }

    @Test func `every word is there in both languages`() {
        for kind in TimelineEntry.Kind.allCases {
            let entry = TimelineEntry(at: Timestamp(0), kind: kind)
            #expect(!entry.text(.english).isEmpty && entry.text(.english) != entry.text(.chinese))
        }
        for progress in OrderProgress.allCases {
            #expect(progress.text(.english) != progress.text(.chinese))
        }
    }

    @Test func `where an order stands`() throws {
        let depot = try Depot()
        let order = try #require(try depot.book.order(depot.order([4])))
        func check(
            _ wanted: OrderProgress, _ status: OrderStatus = .paid, received: Int64 = 400,
            refunded: Int64 = 0, events: [LineBalance.Event] = [], delivered: [Bool] = [],
            _ place: SourceLocation = #_sourceLocation
        ) {
            var order = order
            order.status = status
            order.received = MinorUnits(received)
            order.refunded = MinorUnits(refunded)
            let line = LineBalance(line: 0, bought: 4, events: events)
            let progress = OrderProgress.of(order, lines: [line], delivered: delivered)
            #expect(progress == wanted, sourceLocation: place)
        }
        check(.awaitingPayment, .awaitingPayment, received: 0)
        check(.partPaid, .awaitingPayment, received: 1)
        check(.expired, .expired, received: 0)
        check(.cancelled, .cancelled)
        check(.paid)
        check(.paid, received: 0)
        check(.paid, refunded: 399)
        check(.refunded, refunded: 400)
        check(.partShipped, events: [.shipped(1)], delivered: [true])
        check(.shipped, events: [.shipped(1), .shipped(3)], delivered: [true, false])
        check(.delivered, events: [.shipped(1), .shipped(3)], delivered: [true, true])
        check(.shipped, events: [.restocked(1), .shipped(3)], delivered: [false])
        check(.partShipped, events: [.shipped(2), .restocked(1)], delivered: [true])
        check(.returned, events: [.shipped(4), .restocked(4)], delivered: [true])
        check(.returned, events: [.restocked(4)])
        check(.delivered, events: [.shipped(4), .restocked(3)], delivered: [true])
    }
}
