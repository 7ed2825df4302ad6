import Foundation
import HTTPTypes
import Journal
import OrderCore
import Orders
import Payments
import Primitives
import Service
import Store
import Synchronization

/// A clock that tests move; the monotonic one is the machine's.
final class MovableClock: WallClock {
    private let offset = Mutex<Int64>(0)

    func now() -> Timestamp {
        SystemClock().now().adding(milliseconds: offset.withLock { $0 })
    }

    func monotonicNanoseconds() -> UInt64 { SystemClock().monotonicNanoseconds() }

    func pass(milliseconds: Int64) { offset.withLock { $0 += milliseconds } }
}

/// A shop with a real cell and a real sandbox provider, in a folder that goes away.
final class Shop {
    static let merchant = MerchantID(1)
    static let sale = SaleID(1)
    static let sku = SKUID(1)
    static let secret = "the shop's secret"
    static let webhookSecret = "the webhooks' secret"

    let directory: String
    let clock = MovableClock()
    let cell: Cell
    let book: OrderBook
    let client: SharedClient
    let sandbox: SandboxProvider
    private(set) var payments: Payments
    /// Takes webhooks for the shop; refuses them while closed.
    private let door: Server
    private let desk: Desk
    private var keys: UInt64 = 0

    /// What the door hands webhooks to; changes when the shop is opened again.
    final class Desk: Sendable {
        let payments = Mutex<Payments?>(nil)
        let isDown = Mutex(false)
    }

    init(seed: UInt64 = 1, stock: Int64 = 1000, _ change: (inout CellOptions) -> Void = { _ in })
        throws
    {
        directory =
            FileManager.default.temporaryDirectory.path + "/spillway-pay-\(UUID().uuidString)"
        var options = CellOptions()
        options.limits = Limits(orders: 10_000)
        options.hasStandby = false
        change(&options)
        cell = try Cell(directory: directory, options: options, clock: clock)
        guard let book = cell.orderBook else { throw CocoaError(.featureUnsupported) }
        self.book = book
        client = SharedClient(cell)
        let desk = Desk()
        self.desk = desk
        door = try Server(
            ServerOptions(port: 0),
            routes: [
                Route(.post, "/webhooks") { request in
                    guard !desk.isDown.withLock({ $0 }),
                        let payments = desk.payments.withLock({ $0 })
                    else { throw Problem(503, "down", "The shop is down.") }
                    let name = HTTPField.Name(WebhookSignature.header)
                    let signature = name.flatMap { request.headers[$0] } ?? ""
                    let outcome = try payments.receive(body: request.body, signature: signature)
                    return Reply(outcome == .refused ? 400 : 204)
                }
            ], clock: clock, metrics: Metrics())
        var setup = SandboxProvider.Setup(
            store: StoreConfiguration(.sqlite(path: directory + "/sandbox-provider.sqlite")),
            listen: ServerOptions(port: 0), secret: Self.secret,
            webhookSecret: Self.webhookSecret,
            webhookURL: "http://127.0.0.1:\(door.port)/webhooks")
        setup.seed = seed
        setup.webhookMilliseconds = nil
        sandbox = try SandboxProvider(
            setup, clock: clock, http: SocketHTTP(clock: clock, timeoutMilliseconds: 5000))
        payments = try Self.open(directory, sandbox.address, clock, book, client, nil)
        desk.payments.withLock { [payments] in $0 = payments }
        let commands: [Command] = [
            .setSale(
                SaleTerms(
                    merchant: Self.merchant, sale: Self.sale, startsAt: Timestamp(0),
                    currency: .poundSterling)),
            .setItem(
                ItemTerms(
                    merchant: Self.merchant, sale: Self.sale, sku: Self.sku,
                    unitPrice: MinorUnits(100))),
            .changeStock(
                ChangeStock(
                    merchant: Self.merchant, sale: Self.sale, sku: Self.sku, delta: stock,
                    reference: Reference(high: 1, low: 1))),
        ]
        for command in commands { _ = client.ask(command) }
    }

    deinit {
        sandbox.stop()
        door.stop()
        try? payments.close()
        cell.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func open(
        _ directory: String, _ address: String, _ clock: MovableClock, _ book: OrderBook,
        _ client: SharedClient, _ core: Payments.Core?,
        _ wrap: (SandboxClient) -> any PaymentProvider = { $0 }
    ) throws -> Payments {
        try Payments(
            StoreConfiguration(.sqlite(path: directory + "/payments.sqlite")), cell: CellID(1),
            provider: wrap(
                SandboxClient(
                    address: address, secret: secret, webhookSecret: webhookSecret,
                    http: SocketHTTP(clock: clock, timeoutMilliseconds: 5000))),
            book: book, clock: clock, core: core ?? { client.ask($0) })
    }

    /// What a killed process leaves is what is in the files: the books are closed and opened again.
    func reopen(
        core: Payments.Core? = nil, losing file: Bool = false,
        wrap: (SandboxClient) -> any PaymentProvider = { $0 }
    ) throws {
        desk.payments.withLock { $0 = nil }
        try payments.close()
        if file {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(
                    atPath: directory + "/payments.sqlite" + suffix)
            }
        }
        payments = try Self.open(directory, sandbox.address, clock, book, client, core, wrap)
        desk.payments.withLock { [payments] in $0 = payments }
    }

    /// Whether the shop answers webhooks with 503.
    var isDown: Bool {
        get { desk.isDown.withLock { $0 } }
        set { desk.isDown.withLock { $0 = newValue } }
    }

    /// Places an order and waits until the book has it.
    func order(quantity: UInt32 = 1, payWithin milliseconds: Int64 = 600_000) throws -> BookOrder {
        keys += 1
        let place = PlaceOrder(
            merchant: Self.merchant, buyer: BuyerID(7), key: IdempotencyKey(high: 9, low: keys),
            paymentDeadline: clock.now().adding(milliseconds: milliseconds))
        let line = LineRequest(
            sale: Self.sale, sku: Self.sku, quantity: quantity, unitPrice: MinorUnits(100))
        let answer = client.ask(.place(place, lines: [line]))
        guard answer.decision.code == .accepted else { throw CocoaError(.featureUnsupported) }
        return try look(answer.decision.order)
    }

    /// The order as the book has it, once the book has caught up.
    func look(_ id: OrderID) throws -> BookOrder {
        catchUp()
        guard let order = try book.order(id) else { throw CocoaError(.featureUnsupported) }
        return order
    }

    func catchUp() {
        _ = eventually { cell.progress.orderBookPosition >= cell.journal.tail.position }
    }

    /// Starts a payment and does what a buyer does on the provider's page.
    @discardableResult
    func pay(_ order: BookOrder, _ choice: String = "pay") throws -> PaymentIntent {
        let intent = try payments.create(order, returnURL: "http://127.0.0.1/back")
        _ = try browse("POST", intent.redirectURL ?? "", "choice=\(choice)")
        return intent
    }

    func browse(_ method: String, _ url: String, _ form: String = "") throws -> OutboundReply {
        try SocketHTTP(clock: clock).send(
            OutboundRequest(
                method, url,
                headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: Array(form.utf8)))
    }

    /// Sends webhooks and works until nothing moves any more, letting time pass.
    func settle(rounds: Int = 12) throws {
        for _ in 0..<rounds {
            while try sandbox.sendWebhooks() > 0 {}
            // What fails now is tried again in the next round.
            try? payments.work()
            catchUp()
            clock.pass(milliseconds: 30_000)
        }
        try payments.work()
        catchUp()
    }

    func status(_ order: BookOrder) throws -> OrderStatus { try look(order.id).status }

    func differences() throws -> [BookDifference.Kind] {
        try payments.differences(limit: 100).map(\.kind)
    }
}

/// Waits for a condition that another thread brings about; false after ten seconds.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let clock = SystemClock()
    let end = clock.monotonicNanoseconds() + 10_000_000_000
    while clock.monotonicNanoseconds() < end {
        if try condition() { return true }
        clock.pause(nanoseconds: 1_000_000)
    }
    return try condition()
}
