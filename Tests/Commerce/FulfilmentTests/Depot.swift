import Foundation
import Fulfilment
import Journal
import OrderCore
import Orders
import Primitives
import Store

/// A cell with paid and unpaid orders, and the books of what was shipped.
final class Depot {
    static let merchant = MerchantID(1)
    let directory: String
    let cell: Cell
    let book: OrderBook
    let client: SharedClient
    private(set) var fulfilment: Fulfilment
    private var keys: UInt64 = 0

    init() throws {
        directory =
            FileManager.default.temporaryDirectory.path + "/spillway-ship-\(UUID().uuidString)"
        var options = CellOptions()
        options.limits = Limits(orders: 10_000)
        options.hasStandby = false
        cell = try Cell(directory: directory, options: options)
        guard let book = cell.orderBook else { throw CocoaError(.featureUnsupported) }
        self.book = book
        client = SharedClient(cell)
        fulfilment = try Self.open(directory, book)
        _ = client.ask(
            .setSale(
                SaleTerms(
                    merchant: Self.merchant, sale: SaleID(1), startsAt: Timestamp(0),
                    currency: .euro)))
        for sku in 1...3 as ClosedRange<UInt64> {
            _ = client.ask(
                .setItem(
                    ItemTerms(
                        merchant: Self.merchant, sale: SaleID(1), sku: SKUID(sku),
                        unitPrice: MinorUnits(100))))
            _ = client.ask(
                .changeStock(
                    ChangeStock(
                        merchant: Self.merchant, sale: SaleID(1), sku: SKUID(sku), delta: 1000,
                        reference: Reference(high: 1, low: sku))))
        }
    }

    deinit {
        try? fulfilment.close()
        cell.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func open(_ directory: String, _ book: OrderBook) throws -> Fulfilment {
        try Fulfilment(
            StoreConfiguration(.sqlite(path: directory + "/fulfilment.sqlite")), book: book,
            clock: SystemClock())
    }

    func reopen() throws {
        try fulfilment.close()
        fulfilment = try Self.open(directory, book)
    }

    func order(_ quantities: [UInt32], isPaid: Bool = true) throws -> OrderID {
        keys += 1
        let place = PlaceOrder(
            merchant: Self.merchant, buyer: BuyerID(7), key: IdempotencyKey(high: 9, low: keys),
            paymentDeadline: SystemClock().now().adding(milliseconds: 600_000))
        let lines = quantities.enumerated().map {
            LineRequest(
                sale: SaleID(1), sku: SKUID(UInt64($0.offset + 1)), quantity: $0.element,
                unitPrice: MinorUnits(100))
        }
        let answer = client.ask(.place(place, lines: lines))
        let id = answer.decision.order
        if isPaid {
            _ = client.ask(
                .pay(
                    PayOrder(
                        merchant: Self.merchant, order: id,
                        reference: Reference(high: 2, low: keys),
                        amount: MinorUnits(answer.decision.amount), currency: .euro)))
        }
        catchUp()
        return id
    }

    func restock(_ order: OrderID, line: UInt32, quantity: UInt32, _ key: UInt64) {
        _ = client.ask(
            .restock(
                RestockLine(
                    merchant: Self.merchant, order: order, reference: Reference(high: 4, low: key),
                    line: line, quantity: quantity)))
        catchUp()
    }

    func catchUp() {
        let clock = SystemClock()
        let end = clock.monotonicNanoseconds() + 10_000_000_000
        while cell.progress.orderBookPosition < cell.journal.tail.position,
            clock.monotonicNanoseconds() < end
        {
            clock.pause(nanoseconds: 1_000_000)
        }
    }

    func ship(_ order: OrderID, _ lines: [(UInt32, UInt32)]? = nil) throws -> Shipment {
        try fulfilment.ship(
            ShipmentRequest(
                order: order, carrier: "Royal Mail", tracking: "RM1",
                lines: lines?.map { Shipment.Line(line: $0.0, quantity: $0.1) }),
            merchant: Self.merchant, by: "staff 1")
    }
}
