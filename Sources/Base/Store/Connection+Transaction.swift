internal import GRDBSQLite

extension Connection {
    /// How a transaction takes its lock.
    enum Transaction: String {
        /// Takes the writer's lock at once, so that it can never fail for having read before.
        case immediate = "BEGIN IMMEDIATE"
        /// Sees the database as it was at its first read.
        case deferred = "BEGIN DEFERRED"
    }

    /// Runs `body` in a transaction: commits what it did, or undoes it when it throws.
    ///
    /// The statements come from this connection's cache: GRDB would compile BEGIN and COMMIT afresh
    /// each time, which a small commit can tell.
    func inTransaction<Result, Failure: StoreFailure>(
        _ kind: Transaction, _ body: (Connection) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        do {
            // A failed ROLLBACK may have left one open.
            if isInTransaction { try execute("ROLLBACK") }
            try execute(kind.rawValue)
        } catch {
            throw Failure(error)
        }
        let result: Result
        do { result = try body(self) } catch {
            rollback()
            throw error
        }
        do { try execute("COMMIT") } catch {
            rollback()
            throw Failure(error)
        }
        return result
    }

    /// Ends the transaction if there is one; the engine may have ended it already, as it does when
    /// the disk is full.
    private func rollback() {
        guard isInTransaction else { return }
        // The cause is on its way to the caller; if this fails too, the next transaction tries
        // again.
        _ = try? execute("ROLLBACK")
    }
}
