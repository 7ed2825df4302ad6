import Events
import Foundation
import HTTPTypes
import Identity
import OpenPlatform
import OrderCore
import Orders
import Primitives
import Service
import Testing

/// A cell with a server that tells its events; removed at the end of the test.
final class EventsPlace: Sendable {
    static let merchant = MerchantID(7)
    static let rival = MerchantID(8)
    static let sale = SaleID(3)
    let directory: String
    let cell: Cell
    let events: Events
    let server: Server
    let client: BlockingClient
    /// The last key or reference: above all that an earlier place in the folder used.
    private let keys = ConditionLock(SystemClock().monotonicNanoseconds())

    init(directory: String? = nil, _ change: (inout EventsOptions) -> Void = { _ in }) throws {
        self.directory =
            directory
            ?? FileManager.default.temporaryDirectory.path + "/spillway-events-\(UUID())"
        var cellOptions = CellOptions()
        cellOptions.limits = Limits(orders: 1_000_000)
        cell = try Cell(directory: self.directory, options: cellOptions)
        client = BlockingClient(cell)
        let book = try #require(cell.orderBook)
        var options = EventsOptions()
        change(&options)
        events = Events(cell, book: book, options: options)
        let listen = try #require(EventOperations.make(events).first)
        // Who asks is said by the path, as no one signs in here.
        let route = Route(.get, "/{who}/events") { request in
            let words = (request.parameters["who"] ?? "").split(separator: "-")
            let merchant = MerchantID(UInt32(words.first ?? "") ?? 0)
            let who = String(words.last ?? "")
            let principal: Principal =
                if let role = Role(rawValue: who) {
                    .staff(
                        StaffPrincipal(
                            staff: StaffID(1), merchant: merchant, role: role, isOperator: false,
                            name: "Somebody", via: .apiKey(APIKeyID(1))))
                } else {
                    .buyer(merchant, BuyerID(UInt64(who) ?? 0))
                }
            return try listen.handle(Call(request: request, principal: principal))
        }
        server = try Server(
            ServerOptions(port: 0), routes: [route], clock: SystemClock(), metrics: Metrics())
    }

    /// Closes everything, as a center does.
    func close() {
        server.drain()
        events.close()
        cell.close()
        server.release()
    }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// Listens as `7-owner`, `8-viewer` or, as the buyer with the number, `7-1`.
    func listen(
        as who: String, _ query: String = "", lastID: String? = nil, receiveBytes: Int32? = nil
    ) throws -> EventClient {
        try EventClient(
            port: server.port, path: "/\(who)/events\(query)", lastID: lastID,
            receiveBytes: receiveBytes)
    }

    /// All events up to now.
    func all(as who: String, _ query: String = "", lastID: String? = nil) throws
        -> [EventClient.Event]
    {
        let mark = lastID == nil ? "?after=0.0&follow=false" : "?follow=false"
        let client = try listen(as: who, mark + query, lastID: lastID)
        return try client.take()
    }

    // MARK: What happens

    @discardableResult
    func ask(_ command: Command) -> Decision { client.ask(command).decision }

    private func next() -> UInt64 {
        keys.withLock { keys in
            keys += 1
            return keys
        }
    }

    private func reference() -> Reference { Reference(high: 1, low: next()) }

    func openSale(_ sale: SaleID = sale, of merchant: MerchantID = merchant) {
        let start = Timestamp(SystemClock().now().rawValue - 60_000)
        var commands: [Command] = [
            .setSale(
                SaleTerms(
                    merchant: merchant, sale: sale, startsAt: start, currency: .poundSterling))
        ]
        for sku in UInt64(1)...2 {
            let sku = SKUID(sku + UInt64(merchant.rawValue) * 100)
            commands.append(
                .setItem(
                    ItemTerms(
                        merchant: merchant, sale: sale, sku: sku, unitPrice: MinorUnits(100))))
            commands.append(
                .changeStock(
                    ChangeStock(
                        merchant: merchant, sale: sale, sku: sku, delta: 1_000_000,
                        reference: reference())))
        }
        for command in commands { precondition(ask(command).code == .done) }
    }

    func order(
        buyer: UInt64 = 1, _ sale: SaleID = sale, of merchant: MerchantID = merchant,
        lines: Int = 1, heldMilliseconds: Int64 = 600_000, coupon: CouponID? = nil,
        isRehearsal: Bool = false
    ) -> Command {
        let order = PlaceOrder(
            merchant: merchant, buyer: BuyerID(buyer),
            key: IdempotencyKey(high: buyer, low: next()), coupon: coupon,
            paymentDeadline: SystemClock().now().adding(milliseconds: heldMilliseconds),
            isRehearsal: isRehearsal)
        return .place(
            order,
            lines: (1...UInt64(lines)).map { sku in
                LineRequest(
                    sale: sale, sku: SKUID(sku + UInt64(merchant.rawValue) * 100), quantity: 2,
                    unitPrice: MinorUnits(100))
            })
    }

    func pay(_ order: OrderID, _ amount: Int64) -> Command {
        .pay(
            PayOrder(
                merchant: Self.merchant, order: order, reference: reference(),
                amount: MinorUnits(amount), currency: .poundSterling))
    }

    func refund(_ order: OrderID, _ amount: Int64) -> Command {
        .refund(
            RefundOrder(
                merchant: Self.merchant, order: order, reference: reference(),
                amount: MinorUnits(amount)))
    }

    func restock(_ order: OrderID) -> Command {
        .restock(
            RestockLine(
                merchant: Self.merchant, order: order, reference: reference(), line: 0,
                quantity: 1))
    }

    /// Places so many orders of one unit, hundreds at a time.
    func flood(_ count: Int) {
        let buffer = CommandBuffer(capacity: 1 << 20)
        var (sent, answered) = (0, 0)
        while answered < count {
            if sent < count && sent - answered < 8000 {
                buffer.reset()
                for _ in 0..<min(1000, count - sent) {
                    buffer.add(order(buyer: UInt64(sent % 50 + 1)), client: 0, token: 1)
                }
                if client.submit(buffer) == nil { sent += buffer.count }
            }
            answered += client.take(waitingAtMost: sent == count ? 1_000_000_000 : 0).count
        }
    }
}
