extension Journal {
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
