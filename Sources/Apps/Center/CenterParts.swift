internal import Boards
internal import Catalogue
internal import Checkout
internal import Edges
internal import Events
internal import Fulfilment
internal import Identity
internal import Marketing
internal import OpenPlatform
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service
internal import Store
internal import Storefront

/// Everything that a center keeps and does, opened in the order in which one needs the other.
final class CenterParts: Sendable {
    let identity: Identity
    let catalogue: Catalogue
    let cell: Cell
    let book: OrderBook
    let boards: Boards
    let events: Events
    let marketing: Marketing
    let desk: OrderDesk
    let sandbox: SandboxProvider
    let payments: Payments
    let paymentsWorker: PaymentsWorker
    let tellingWorker: TellingWorker
    let fulfilment: Fulfilment
    let replies: IdempotentReplies
    let carts: Carts
    let prices: CartPrices
    let storefront: Storefront
    let edges: Edges
    let rooms: RoomDesk
    let edgeSecrets: EdgeSecrets
    private let clock: any WallClock

    /// How often payments and refunds are looked after, in milliseconds.
    private static let paymentsInterval: UInt64 = 1000
    /// How long a request waits for the boards to show what is in the journal, in nanoseconds.
    private static let boardPatience: UInt64 = 1_000_000_000

    init(_ folder: DataFolder, _ options: CenterOptions, _ clock: any WallClock) throws {
        self.clock = clock
        let identity = try Identity(
            folder.store("identity"), options: options.identity, clock: clock)
        self.identity = identity
        catalogue = try Catalogue(path: folder.path + "/catalogue.sqlite", clock: clock)
        var cellOptions = CellOptions()
        cellOptions.limits.orders = options.orders
        cellOptions.takesLock = true
        if options.mistakes.contains(.oversells) { cellOptions.plantedBug = .oversellsByOne }
        cell = try Cell(directory: folder.path + "/cell-1", options: cellOptions, clock: clock)
        guard let book = cell.orderBook else {
            throw CenterError(.data, "the cell has no order book")
        }
        self.book = book
        var boardsOptions = BoardsOptions()
        boardsOptions.countries = { (try? identity.buyers.countries(of: $0)) ?? [] }
        boardsOptions.snapshotPath = folder.path + "/boards-figures.json"
        let boards = Boards(cell, options: boardsOptions, clock: clock)
        self.boards = boards
        events = Events(cell, book: book, clock: clock)
        let marketing = try Marketing(folder.store("marketing"), cell: cell, clock: clock)
        self.marketing = marketing
        // Everyday selling is at the catalogue's prices.
        catalogue.onPrices { merchant, prices in
            guard let currency = try marketing.everydaySale(of: merchant)?.currency else { return }
            try marketing.reprice(
                prices.filter { $0.value.currency == currency }.mapValues(\.amount), of: merchant)
        }
        let desk = OrderDesk(
            cell: cell, book: book, boards: boards, clock: clock,
            dropsAnOrder: options.mistakes.contains(.drops)
        ) { marketing.coupon(code: $1, of: $0)?.id }
        self.desk = desk
        let secrets = try ProviderSecrets(in: folder)
        let http = SocketHTTP(clock: clock)
        let port = options.sandboxPort ?? (options.port == 0 ? 0 : options.port + 1)
        var listen = ServerOptions(port: port)
        listen.host = options.host
        var provider = SandboxProvider.Setup(
            store: folder.store("sandbox-provider"), listen: listen, secret: secrets.key,
            webhookSecret: secrets.webhook)
        provider.chargesTwice = options.mistakes.contains(.charges)
        sandbox = try SandboxProvider(provider, clock: clock, http: http)
        sandbox.options = options.sandbox
        let client = SandboxClient(
            address: sandbox.address, secret: secrets.key, webhookSecret: secrets.webhook,
            http: http)
        payments = try Payments(
            folder.store("payments"), cell: CellID(1), provider: client, book: book, clock: clock,
            begun: { boards.sales.count(.pay, of: $0) }, core: { desk.ask($0) })
        tellingWorker = TellingWorker(catalogue, marketing)
        paymentsWorker = PaymentsWorker(payments, intervalMilliseconds: Self.paymentsInterval)
        fulfilment = try Fulfilment(folder.store("fulfilment"), book: book, clock: clock)
        replies = try IdempotentReplies(folder.store("replies"))
        carts = try Carts(folder.store("carts"), clock: clock)
        prices = CartPrices(ProductFinder(catalogue), boards.stock)
        storefront = Storefront(
            StorefrontServices(
                catalogue: catalogue, boards: boards, marketing: marketing, payments: payments,
                fulfilment: fulfilment, identity: identity, desk: desk,
                findCoupon: { marketing.coupon(code: $1, of: $0)?.id },
                carts: carts, prices: prices, origin: "http://\(options.host):\(options.port)",
                providerOrigin: sandbox.address, clock: clock))
        var edgeSecrets = try EdgeSecrets(in: folder)
        if let token = options.edgeToken { edgeSecrets.token = token }
        self.edgeSecrets = edgeSecrets
        let seal = edgeSecrets.seal
        let cell = cell
        let rooms = try RoomDesk(
            folder.store("waiting-rooms"), board: boards.stock, clock: clock,
            random: { SystemSecrets().bytes($0) }, load: { cell.load },
            settle: { _ = boards.waitForTail(atMost: Self.boardPatience) })
        self.rooms = rooms
        edges = Edges(
            EdgeSources(board: boards.stock, catalogue: catalogue) {
                [
                    "seals": [["id": 1, "secret": .string(seal)]],
                    "buyers": .array(identity.buyerTokens.sealKeys),
                ]
            }, boot: SystemSecrets().bytes(8).reduce(0) { $0 << 8 | UInt64($1) }, clock: clock,
            rooms: { rooms.notices })
        rooms.onChange { [edges] in edges.tellRooms() }
    }

    /// Stops what works by itself and closes everything: who depends on others goes first.
    func close() {
        edges.close()
        paymentsWorker.stop()
        tellingWorker.stop()
        sandbox.stop()
        events.close()
        boards.close()
        cell.close()
        // What was answered is durable; closing only saves the next start some work.
        try? rooms.close()
        try? carts.close()
        try? payments.close()
        try? fulfilment.close()
        try? marketing.close()
        try? catalogue.store.close()
        try? replies.close()
        try? identity.close()
    }

    /// Opens a merchant's store and everyday selling; does nothing where both are there.
    func openStore(of merchant: Merchant) throws {
        if try catalogue.storeFront(merchant.id) == nil {
            // Another merchant may have moved its store to this address.
            let isFree = try catalogue.storeFront(handle: merchant.slug) == nil
            let handle = isFree ? merchant.slug : "store-\(merchant.id)"
            try catalogue.createStoreFront(
                merchant.id, StoreSettings(handle: handle, name: merchant.name))
        }
        try marketing.everydaySale(
            of: merchant.id, currency: Currency(code: merchant.currency) ?? .poundSterling)
    }

    /// Each part with what is wrong with it; nil for nothing.
    func health() -> [(name: String, failure: String?)] {
        let progress = cell.progress
        let state = cell.state
        return [
            ("cell", state == .serving ? nil : "\(state)"),
            ("standby", progress.divergence ?? progress.standbyFailure),
            ("order book", progress.orderBookFailure),
            ("boards", boards.progress.failure.map { "\($0)" }),
            ("events", events.failure),
            ("payments", paymentsWorker.lastFailure),
            ("prices and terms", tellingWorker.lastFailure),
        ]
    }
}
