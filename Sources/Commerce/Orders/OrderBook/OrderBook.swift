package import Primitives
internal import Store

/// All orders of a cell in SQL: orders, lines, payments, stock by pool and refunds due, folded from
/// the journal, with its position in the same transaction.
///
/// The journal is the truth and this a reading of it: it may be deleted and built again at any
/// time. What a rehearsal writes goes to tables of its own. Calls block the caller's thread.
package final class OrderBook: Sendable {
    /// How far a book has come.
    package struct Position: Sendable, Hashable {
        /// The last batch that is in the tables; 0 for none.
        package var position: UInt64
        /// The digest that this batch carries; 0 for none.
        package var digest: UInt64
        /// Whose journal it is; nil before the first batch.
        package var cell: CellID?
    }

    /// The file that holds the tables.
    package let path: String
    let store: Store

    /// Opens the book in the file at `path`, creating it if there is none; one that only reads
    /// creates and changes nothing, and refuses a file that is no book.
    package init(path: String, isReadOnly: Bool = false) throws(OrderBookError) {
        self.path = path
        let configuration = StoreConfiguration(
            .sqlite(path: path), pageBytes: Self.pageBytes,
            automaticCheckpointPages: Self.checkpointPages,
            access: isReadOnly ? .readOnly : .readWrite)
        store = try OrderBookError.wrapping { () throws(StoreError) in
            try Store(configuration, migrations: OrderBookSchema.migrations)
        }
    }

    // Payments change orders at random places, and a commit writes each changed page as a whole.
    private static let pageBytes = 4096
    // 32 MiB of log: a page that many steps change is moved to the file once.
    private static let checkpointPages = 8192

    /// How far the tables have come.
    package func position() throws(OrderBookError) -> Position {
        try OrderBookError.wrapping { () throws(StoreError) in
            try store.read { connection throws(StoreError) in try Self.position(connection) }
        }
    }

    /// Waits for the calls that are running and closes the file; later calls fail.
    package func close() throws(OrderBookError) {
        try OrderBookError.wrapping { () throws(StoreError) in try store.close() }
    }

    static func position(_ connection: Connection) throws(StoreError) -> Position {
        try connection.first(
            OrderBookSchema.currentPosition, [.integer(OrderBookSchema.projection)]
        ) { row throws(StoreError) in
            Position(
                position: try row.unsigned(1), digest: try row.bits(2),
                cell: CellID(try row.exactly(0)))
        } ?? Position(position: 0, digest: 0, cell: nil)
    }

    /// Runs queries on the tables as they are at the first of them.
    func read<Result>(
        _ body: (Connection) throws(StoreError) -> Result
    ) throws(OrderBookError) -> Result {
        do { return try store.read(body) } catch { throw OrderBookError(error) }
    }
}
