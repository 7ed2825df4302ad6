internal import Store

extension Journal {
    /// Makes what the store shows now durable for certain: after a failed commit, and at a start.
    ///
    /// A failed sync may leave a batch that is read and is not on disk, since Linux takes pages as
    /// clean that it could not write; what is appended after it would be lost with it. Moving the
    /// whole log into the database file writes every page again, and the log starts anew.
    ///
    /// - Throws: `io` while a reader or another leader is in the way: try again.
    package func settle() throws(JournalError) {
        let found: CheckpointResult
        do { found = try store.checkpoint(.truncate) } catch { throw JournalError(error) }
        guard found.didRun && found.isComplete else {
            throw JournalError(.io, "the write-ahead log is in use and cannot be moved yet")
        }
        try refresh()
    }

    /// Moves the write-ahead log into the database file, as far as no reader is in the way; says
    /// whether all of it is moved, so that the next append starts the log anew.
    ///
    /// For the owner of a journal whose `checkpointing` is `manual`, on the appending thread.
    @discardableResult
    package func checkpoint() throws(JournalError) -> Bool {
        try keeper.moveAll()
    }

    /// Why the last checkpoint failed, if it did: batches stay durable in the log, which grows.
    package var checkpointFailure: JournalError? { keeper.failure.map { JournalError($0) } }
}
