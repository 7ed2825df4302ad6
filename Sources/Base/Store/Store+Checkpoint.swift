internal import GRDBSQLite

extension Store {
    /// Moves the write-ahead log into the database file, on a connection of its own: beside the
    /// writer if another thread calls this.
    @discardableResult
    package func checkpoint(_ mode: CheckpointMode) throws(StoreError) -> CheckpointResult {
        guard case .sqlite = configuration.engine else { return Self.nothingToMove }
        return try checkpointer.connection().withConnection { connection throws(StoreError) in
            try Self.checkpoint(mode, on: connection)
        }
    }

    /// Pages in the write-ahead log after this store's last commit, where checkpoints are by hand.
    package var pagesInLog: Int { writer.pagesInLog }

    private static let nothingToMove = CheckpointResult(logPages: 0, movedPages: 0, didRun: true)

    private static func checkpoint(
        _ mode: CheckpointMode, on connection: Connection
    ) throws(StoreError) -> CheckpointResult {
        let number =
            switch mode {
            case .passive: SQLITE_CHECKPOINT_PASSIVE
            case .restart: SQLITE_CHECKPOINT_RESTART
            case .truncate: SQLITE_CHECKPOINT_TRUNCATE
            }
        var logPages: Int32 = 0
        var movedPages: Int32 = 0
        var failure: StoreError?
        let code = unsafe connection.withHandle { handle in
            let code = unsafe sqlite3_wal_checkpoint_v2(handle, nil, number, &logPages, &movedPages)
            if code != SQLITE_OK {
                failure = unsafe StoreError.last(of: handle, doing: "a checkpoint")
            }
            return code
        }
        let didRun = code & 0xFF != SQLITE_BUSY
        if let failure, didRun { throw failure }
        // SQLite says -1 where there is no log.
        return CheckpointResult(
            logPages: max(0, Int(logPages)), movedPages: max(0, Int(movedPages)), didRun: didRun)
    }
}
