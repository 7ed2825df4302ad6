import Boards
import Catalogue
import Edges
import Foundation
import HTTPTypes
import Identity
import OpenPlatform
import OrderCore
import Orders
import Primitives
import Service
import Store
import Testing
import WaitingRoom

/// The center's half of the edges over a real cell and a real catalogue, with a server that tells
/// the feed; removed at the end of the test.
final class EdgesPlace {
    /// A clock that a test moves; measuring goes on.
    final class Clock: WallClock {
        private let moved = ConditionLock<Int64>(0)

        func now() -> Timestamp {
            SystemClock().now().adding(milliseconds: moved.withLock { $0 })
        }
        func monotonicNanoseconds() -> UInt64 { SystemClock().monotonicNanoseconds() }
        func advance(milliseconds: Int64) { moved.withLock { $0 += milliseconds } }
    }

    static let merchant = MerchantID(7)
    static let other = MerchantID(8)
    static let sale = SaleID(3)
    static let othersSale = SaleID(4)
    static let sku = SKUID(1)
    static let token = "the-token-of-the-edges"

    let folder: URL
    let clock = Clock()
    let cell: Cell
    let boards: Boards
    let catalogue: Catalogue
    let client: BlockingClient
    /// Views that were counted, by merchant.
    let views = ConditionLock<[MerchantID: Int64]>([:])
    private(set) var rooms: RoomDesk
    private(set) var edges: Edges
    private(set) var operations: [String: OpenPlatform.Operation] = [:]
    private var server: Server?
    private var keys: UInt64 = 0

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "edges-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        cell = try Cell(directory: folder.path + "/cell", clock: clock)
        boards = Boards(cell)
        client = BlockingClient(cell)
        catalogue = try Catalogue(path: folder.path + "/catalogue.sqlite", clock: clock)
        rooms = try Self.openRooms(folder, boards, clock)
        edges = Self.openEdges(boot: 1, boards, catalogue, rooms, clock)
        try serve()
    }

    deinit {
        client.leave()
        server?.drain()
        edges.close()
        server?.release()
        boards.close()
        cell.close()
        try? rooms.close()
        try? catalogue.store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func openRooms(_ folder: URL, _ boards: Boards, _ clock: Clock) throws
        -> RoomDesk
    {
        try RoomDesk(
            StoreConfiguration(.sqlite(path: folder.path + "/rooms.sqlite")),
            board: boards.stock, clock: clock,
            random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
            load: { (0, 1000) },
            settle: { _ = boards.waitForTail(atMost: 5_000_000_000) })
    }

    private static func openEdges(
        boot: UInt64, _ boards: Boards, _ catalogue: Catalogue, _ rooms: RoomDesk, _ clock: Clock
    ) -> Edges {
        let edges = Edges(
            EdgeSources(board: boards.stock, catalogue: catalogue) { ["seals": [], "buyers": []] },
            boot: boot, clock: clock, rooms: { rooms.notices })
        rooms.onChange { edges.tellRooms() }
        return edges
    }

    private func serve() throws {
        let views = views
        let all = EdgeOperations(edges, rooms: rooms, token: Self.token) { merchant, count in
            views.withLock { $0[merchant, default: 0] += count }
        }.all
        operations = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        let feed = try #require(operations["followAsEdge"])
        let route = Route(.get, "/feed") { request in
            try feed.handle(Call(request: request, principal: .nobody))
        }
        server = try Server(
            ServerOptions(port: 0), routes: [route], clock: SystemClock(), metrics: Metrics())
    }

    /// The desk of rooms is opened again, as after a crash of the center.
    func reopenRooms() throws {
        try rooms.close()
        rooms = try Self.openRooms(folder, boards, clock)
    }

    /// An edge's line, from the message with this id on.
    func listen(after id: String? = nil, token: String = EdgesPlace.token) throws -> FeedClient {
        try FeedClient(port: try #require(server).port, token: token, after: id)
    }

    /// Calls an operation as an edge does, or as `token` says; gives status and document.
    func call(
        _ id: String, _ body: JSON, _ parameters: [String: String] = [:],
        token: String? = EdgesPlace.token
    ) throws -> (status: Int, document: JSON) {
        let operation = try #require(operations[id])
        var headers: HTTPFields = [:]
        if let token { headers[.authorization] = "Bearer \(token)" }
        let request = Request(
            method: operation.method, path: operation.path, parameters: parameters,
            headers: headers, receivedAt: clock.now())
        do {
            let reply = try operation.handle(
                Call(request: request, principal: .nobody, body: body))
            return (reply.status, (try? JSONParser.parse(reply.bytes)) ?? .null)
        } catch let problem as Problem {
            return (problem.status, problem.json)
        }
    }

    // MARK: What happens at the center

    func ask(_ command: Command) throws {
        let decision = client.ask(command).decision
        try #require(decision.code == .done || decision.code == .accepted, "\(decision)")
    }

    /// A sale that is open, or opens after so many milliseconds, with so much of one SKU.
    func openSale(
        _ sale: SaleID = sale, of merchant: MerchantID = merchant, sku: SKUID = sku,
        stock: Int64 = 5, inMilliseconds: Int64 = -60_000
    ) throws {
        let start = clock.now().adding(milliseconds: inMilliseconds)
        try ask(
            .setSale(
                SaleTerms(
                    merchant: merchant, sale: sale, startsAt: start,
                    endsAt: start.adding(milliseconds: 86_400_000), currency: .poundSterling)))
        try ask(
            .setItem(
                ItemTerms(merchant: merchant, sale: sale, sku: sku, unitPrice: MinorUnits(100))))
        try give(stock, sale, of: merchant, sku: sku)
        try #require(boards.waitForTail(atMost: 5_000_000_000))
    }

    func give(
        _ units: Int64, _ sale: SaleID = sale, of merchant: MerchantID = merchant,
        sku: SKUID = sku
    ) throws {
        keys += 1
        try ask(
            .changeStock(
                ChangeStock(
                    merchant: merchant, sale: sale, sku: sku, delta: units,
                    reference: Reference(high: 1, low: keys))))
    }

    func order(_ units: UInt32, sku: SKUID = sku) throws {
        keys += 1
        let order = PlaceOrder(
            merchant: Self.merchant, buyer: BuyerID(keys),
            key: IdempotencyKey(high: 1, low: keys),
            paymentDeadline: clock.now().adding(milliseconds: 600_000))
        let line = LineRequest(
            sale: Self.sale, sku: sku, quantity: units, unitPrice: MinorUnits(100))
        try ask(.place(order, lines: [line]))
    }

    func addProduct(_ name: String, of merchant: MerchantID = merchant) throws -> ProductView {
        try catalogue.createProduct(
            merchant, ProductDraft(name: LocalizedName(name), status: .published),
            skus: [SKUDraft(code: name, price: Price(MinorUnits(100), .poundSterling))])
    }
}
