package import Orders
package import Primitives
package import Store

/// The books of what was shipped.
///
/// Calls block the caller's thread, and may come from several threads at a time.
package final class Fulfilment: Sendable {
    let store: Store
    let book: OrderBook
    let clock: any WallClock

    /// Opens the books, creating them if there are none.
    package init(
        _ configuration: StoreConfiguration, book: OrderBook, clock: any WallClock
    ) throws(StoreError) {
        store = try Store(configuration, migrations: FulfilmentSchema.migrations)
        self.book = book
        self.clock = clock
    }

    /// Waits for the calls that are running and closes the file; later calls fail.
    package func close() throws(StoreError) { try store.close() }

    /// Runs a transaction that reads.
    func read<Result>(
        _ body: (Connection) throws(StoreError) -> Result
    ) throws(FulfilmentError) -> Result {
        do { return try store.read(body) } catch { throw FulfilmentError(error) }
    }

    /// Asks the order book.
    func looking<Result>(
        _ body: (OrderBook) throws(OrderBookError) -> Result
    ) throws(FulfilmentError) -> Result {
        do { return try body(book) } catch { throw FulfilmentError(error) }
    }
}
