/// Tables behind one seam: SQL with `$1` parameters in, typed rows out.
///
/// One connection writes, several read beside it. Calls block the caller's thread until they are
/// done; those who must not wait call from a thread of their own.
package final class Store: Sendable {
    /// What the store was opened with.
    package let configuration: StoreConfiguration
    let writer: EngineConnection
    let checkpointer: CheckpointConnection
    private let readers: ReaderPool

    /// Opens the database, creating it if there is none, and runs the migrations it does not have;
    /// without `migrations` the schema is left as it is. One that only reads runs none, and wants
    /// all of them to have run.
    ///
    /// - Throws: `StoreError`, of code `newerSchema` when the database knows a migration that is
    ///   not among `migrations`; `otherSchema` when one that only reads finds others.
    package init(_ configuration: StoreConfiguration, migrations: [Migration]? = nil)
        throws(StoreError)
    {
        self.configuration = configuration
        writer = try EngineConnection(configuration, readOnly: false)
        readers = ReaderPool(configuration)
        checkpointer = CheckpointConnection(configuration)
        guard let migrations else { return }
        do {
            switch configuration.access {
            case .readWrite: try migrate(migrations)
            case .readOnly: try requireSchema(of: migrations)
            }
        } catch {
            // The reason to give up counts more than a failure to close.
            _ = try? writer.close()
            throw error
        }
    }

    /// Runs `body` in a transaction: all of it is durable when this returns, or none of it
    /// happened.
    ///
    /// Write transactions run one after the other, as if alone. After a failed commit its changes
    /// may or may not be there: read before deciding again.
    @discardableResult
    package func write<Result>(
        _ body: (Connection) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try write(throwing: StoreError.self, body)
    }

    /// Runs `body`, which throws errors of its own, in a transaction.
    @discardableResult
    package func write<Result, Failure: StoreFailure>(
        throwing: Failure.Type, _ body: (Connection) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try writer.withConnection { connection throws(Failure) in
            try connection.inTransaction(.immediate, body)
        }
    }

    /// Lets `body` read the database as it is at its first query, beside the writer.
    package func read<Result>(
        _ body: (Connection) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try read(throwing: StoreError.self, body)
    }

    /// Lets `body`, which throws errors of its own, read the database as it is at its first query.
    package func read<Result, Failure: StoreFailure>(
        throwing: Failure.Type, _ body: (Connection) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // A database in memory has one connection: its reads take turns with the writes.
        guard case .sqlite = configuration.engine else {
            return try writer.withConnection { connection throws(Failure) in
                try connection.inTransaction(.deferred, body)
            }
        }
        return try readers.withReader { reader throws(Failure) in
            try reader.withConnection { connection throws(Failure) in
                try connection.inTransaction(.deferred, body)
            }
        }
    }

    /// Waits for the calls that are running and closes all connections; later calls fail as closed.
    package func close() throws(StoreError) {
        try readers.close()
        try checkpointer.close()
        try writer.close()
    }
}
