package import OrderCore
package import Orders
package import Primitives
package import Store

/// The books of money in and out of a cell's orders, and what brings them in line with the provider
/// and the order core.
///
/// Calls block the caller's thread, and may come from several threads at a time.
package final class Payments: Sendable {
    /// Asks the order core and waits for its answer; called from several threads.
    package typealias Core = @Sendable (Command) -> Answer

    /// Who takes and returns the money.
    package let provider: any PaymentProvider
    /// The cell whose orders are paid.
    package let cell: CellID
    let store: Store
    let book: OrderBook
    let clock: any WallClock
    let core: Core
    let begun: @Sendable (MerchantID) -> Void

    // Rows of webhooks that are kept.
    static let keptDeliveries: Int64 = 20_000
    // Rows that one pass of a worker takes at most.
    static let rowsInPass = 100
    /// How long after an end of ours the other book may still lack it, in milliseconds.
    static let graceMilliseconds: Int64 = 60_000
    /// How long an open payment rests before the provider is asked about it, in milliseconds.
    static let askAfterMilliseconds: Int64 = 120_000

    /// Opens the books, creating them if there are none.
    ///
    /// - Parameter begun: is told of each order whose first payment the provider has made.
    package init(
        _ configuration: StoreConfiguration, cell: CellID, provider: any PaymentProvider,
        book: OrderBook, clock: any WallClock,
        begun: @escaping @Sendable (MerchantID) -> Void = { _ in }, core: @escaping Core
    ) throws(StoreError) {
        store = try Store(configuration, migrations: PaymentsSchema.migrations)
        self.cell = cell
        self.provider = provider
        self.book = book
        self.clock = clock
        self.core = core
        self.begun = begun
    }

    /// Waits for the calls that are running and closes the file; later calls fail.
    package func close() throws(StoreError) { try store.close() }

    /// What every reference of a payment of this cell starts with.
    var intentPrefix: String { "sp-\(cell)-" }

    /// The wait before try number `tries` + 1, in milliseconds: doubling, up to five minutes.
    static func backoff(_ tries: Int64) -> Int64 {
        min(500 << min(max(tries, 0), 20), 300_000)
    }

    /// Runs a transaction that writes.
    @discardableResult
    func write<Result>(
        _ body: (Connection) throws(StoreError) -> Result
    ) throws(PaymentsError) -> Result {
        do { return try store.write(body) } catch { throw PaymentsError(error) }
    }

    /// Runs a transaction that reads.
    func read<Result>(
        _ body: (Connection) throws(StoreError) -> Result
    ) throws(PaymentsError) -> Result {
        do { return try store.read(body) } catch { throw PaymentsError(error) }
    }

    /// Asks the provider.
    static func asking<Result>(
        _ body: () throws(ProviderError) -> Result
    ) throws(PaymentsError) -> Result {
        do { return try body() } catch { throw PaymentsError(error) }
    }

    /// Asks the order book.
    static func looking<Result>(
        _ body: () throws(OrderBookError) -> Result
    ) throws(PaymentsError) -> Result {
        do { return try body() } catch { throw PaymentsError(error) }
    }
}
