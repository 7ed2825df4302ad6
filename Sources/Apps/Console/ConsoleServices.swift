package import Boards
package import Catalogue
package import Edges
package import Fulfilment
package import Identity
package import Marketing
package import OrderCore
package import Orders
package import Payments
package import Primitives
package import Service

/// What the console shows and changes: the parts of a center.
package struct ConsoleServices: Sendable {
    /// Staff, keys, buyers, the audit log.
    package var identity: Identity
    /// Products, warehouses, stores.
    package var catalogue: Catalogue
    /// Stock and figures.
    package var boards: Boards
    /// The cell of all merchants here.
    package var cell: Cell
    /// The cell's order book.
    package var book: OrderBook
    /// Sales and coupons.
    package var marketing: Marketing
    /// Waiting rooms.
    package var rooms: RoomDesk
    /// Payments and payouts.
    package var payments: Payments
    /// Shipments.
    package var fulfilment: Fulfilment
    /// Asks the order core and waits for the durable answer.
    package var ask: @Sendable (Command) -> Answer
    /// Where an order goes; nil when nobody wrote it down.
    package var delivery: @Sendable (BookOrder) throws -> Address?
    /// The file with the lines that a merchant's first import refused, where there was one.
    package var refusalsFile: @Sendable (MerchantID) -> String? = { _ in nil }
    /// What the server counts.
    package var metrics: Metrics
    /// The time.
    package var clock: any WallClock
    /// Names for forms, refunds and returns.
    package var secrets: any SecretSource
    /// Whether cookies go over TLS alone.
    package var isSecure = false
    /// The file of Chart.js.
    package var chartFile = ConsoleServices.debianChartFile

    /// Where Debian's package `libjs-chart.js` puts Chart.js.
    package static let debianChartFile = "/usr/share/javascript/chart.js/chart.min.js"

    /// Joins the parts.
    package init(
        identity: Identity, catalogue: Catalogue, boards: Boards, cell: Cell, book: OrderBook,
        marketing: Marketing, rooms: RoomDesk, payments: Payments, fulfilment: Fulfilment,
        ask: @escaping @Sendable (Command) -> Answer,
        delivery: @escaping @Sendable (BookOrder) throws -> Address? = { _ in nil },
        metrics: Metrics, clock: any WallClock = SystemClock(),
        secrets: any SecretSource = SystemSecrets()
    ) {
        self.identity = identity
        self.catalogue = catalogue
        self.boards = boards
        self.cell = cell
        self.book = book
        self.marketing = marketing
        self.rooms = rooms
        self.payments = payments
        self.fulfilment = fulfilment
        self.ask = ask
        self.delivery = delivery
        self.metrics = metrics
        self.clock = clock
        self.secrets = secrets
    }

    /// A name that is given once.
    func reference() -> Reference {
        var (high, low) = (UInt64(0), UInt64(0))
        for byte in secrets.bytes(16) {
            high = high << 8 | low >> 56
            low = low << 8 | UInt64(byte)
        }
        return Reference(high: high, low: low)
    }
}
