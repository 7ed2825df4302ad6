/// The batches of a journal from a position on, following its tail.
package struct JournalBatches: AsyncSequence, Sendable {
    /// What it gives.
    package typealias Element = JournalBatch
    /// What it throws.
    package typealias Failure = JournalError

    let journal: Journal
    let position: UInt64

    /// Starts a reader of its own.
    package func makeAsyncIterator() -> Iterator { Iterator(journal: journal, position: position) }

    /// One reader.
    package struct Iterator: AsyncIteratorProtocol {
        private let journal: Journal
        private var position: UInt64
        private var previous: BatchHash?
        /// Read ahead, the next one last.
        private var ahead: [JournalBatch] = []

        init(journal: Journal, position: UInt64) {
            self.journal = journal
            self.position = position
        }

        /// The next batch, as soon as there is one; nil at the end.
        package mutating func next() async throws(JournalError) -> JournalBatch? {
            try await next(isolation: nil)
        }

        /// The next batch, as soon as there is one; nil at the end.
        package mutating func next(isolation actor: isolated (any Actor)?)
            async throws(JournalError) -> JournalBatch?
        {
            while ahead.isEmpty {
                await journal.followers.wait(for: position)
                if Task.isCancelled || journal.followers.isClosed { return nil }
                ahead = try journal.batches(
                    from: position, previous: previous, maximumBytes: Journal.readAheadBytes
                ).reversed()
                // The tail has reached this position, so its row was there.
                if ahead.isEmpty { throw JournalError.missing(position) }
            }
            guard let batch = ahead.popLast() else { return nil }
            position = batch.position + 1
            previous = batch.hash
            return batch
        }
    }
}
