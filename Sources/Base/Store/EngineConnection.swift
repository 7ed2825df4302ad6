internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// One open connection: GRDB opens it, closes it, and lets one caller in at a time.
final class EngineConnection: @unchecked Sendable {
    // @unchecked: `connection` is touched only inside `queue.inDatabase`, on whichever thread holds
    // the queue.
    private let queue: DatabaseQueue
    private var connection: Connection?
    private let name: String
    private let logPages = LogPages()

    /// Pages in the write-ahead log after the last commit of this connection.
    var pagesInLog: Int { logPages.count.load(ordering: .relaxed) }

    init(_ store: StoreConfiguration, readOnly: Bool) throws(StoreError) {
        name = store.name
        do {
            queue =
                switch store.engine {
                case .sqlite(let path) where store.access == .readOnly:
                    try DatabaseQueue(
                        path: ReadOnlyFile(path).name,
                        configuration: Self.readOnlySettings(store))
                case .sqlite(let path):
                    try DatabaseQueue(path: path, configuration: Self.settings(store, readOnly))
                case .memory: try DatabaseQueue(configuration: Self.settings(store, readOnly))
                }
        } catch {
            throw StoreError(opening: store, error)
        }
        queue.inDatabase { database in
            guard let handle = unsafe database.sqliteConnection else { return }
            connection = unsafe Connection(handle: handle)
            if !readOnly && store.automaticCheckpointPages == 0 {
                unsafe logPages.watch(handle)
            }
        }
    }

    /// Runs `body` alone with the connection, on the caller's thread.
    func withConnection<Result, Failure: StoreFailure>(
        _ body: (Connection) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result: Swift.Result<Result, Failure> = queue.inDatabase { _ in
            guard let connection else { return .failure(Failure(StoreError.closed(name))) }
            do throws(Failure) { return .success(try body(connection)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Closes the connection after the calls before it; it is of no use afterwards.
    func close() throws(StoreError) {
        queue.inDatabase { _ in
            connection?.finalizeStatements()
            connection = nil
        }
        do { try queue.close() } catch { throw StoreError(opening: name, error) }
    }

    private static func settings(_ store: StoreConfiguration) -> Configuration {
        var settings = Configuration()
        let seconds = Double(store.busyTimeout.components.seconds)
        settings.busyMode = .timeout(
            seconds + Double(store.busyTimeout.components.attoseconds) * 1e-18)
        // Transactions are this module's own; after a failed ROLLBACK one may stay open for a
        // moment.
        settings.allowsUnsafeTransactions = true
        return settings
    }

    /// Those of a connection that leaves the file as it is, its mode and its pages included.
    private static func readOnlySettings(_ store: StoreConfiguration) -> Configuration {
        var settings = settings(store)
        settings.readonly = true
        settings.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    """)
        }
        return settings
    }

    private static func settings(_ store: StoreConfiguration, _ readOnly: Bool) -> Configuration {
        var settings = settings(store)
        settings.prepareDatabase { database in
            // `page_size` counts only before the first page is written. `temp_store` keeps files
            // out of directories that nobody named. `trusted_schema` and `cell_size_check` limit
            // what a damaged or planted file can do.
            try database.execute(
                sql: """
                    PRAGMA page_size = \(store.pageBytes);
                    PRAGMA journal_mode = WAL;
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = \(store.automaticCheckpointPages);
                    PRAGMA temp_store = MEMORY;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA query_only = \(readOnly ? "ON" : "OFF");
                    """)
        }
        return settings
    }
}
