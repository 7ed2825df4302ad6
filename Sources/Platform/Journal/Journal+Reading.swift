internal import Primitives
internal import Store

extension Journal {
    /// Lets `body` read the payload of the batch at `position` in place, after checking the batch.
    ///
    /// - Throws: `notFound` beyond the tail, `corrupt` when the batch is missing or altered.
    package func withBatch<Result>(
        at position: UInt64, _ body: (_ epoch: UInt64, _ payload: UnsafeRawBufferPointer) -> Result
    ) throws(JournalError) -> Result {
        var result: Result?
        try unsafe forEachBatch(from: position, previous: position == 1 ? .zero : nil, limit: 1) {
            epoch, _, payload in
            result = unsafe body(epoch, payload)
            return true
        }
        guard let result else { throw absent(position) }
        return result
    }

    /// A copy of the batch at `position`, checked.
    ///
    /// - Throws: `notFound` beyond the tail, `corrupt` when the batch is missing or altered.
    package func readBatch(at position: UInt64) throws(JournalError) -> JournalBatch {
        guard let batch = try batches(from: position, previous: nil, maximumBytes: 0).first else {
            throw absent(position)
        }
        return batch
    }

    /// Blocks the thread until the tail has reached `position`, for `duration` at most; says
    /// whether it has.
    package func wait(forPosition position: UInt64, atMost duration: Duration) -> Bool {
        let (seconds, attoseconds) = duration.components
        let nanoseconds =
            UInt64(clamping: seconds) * 1_000_000_000 + UInt64(clamping: attoseconds)
            / 1_000_000_000
        return followers.wait(for: position, atMost: nanoseconds)
    }

    /// Every batch from `position` on, for ever: at the tail it waits for the next one.
    ///
    /// Ends when the task is cancelled or the journal is closed; throws `corrupt` at a batch that
    /// is missing or altered. Reads ahead, holding `Journal.readAheadBytes` and one batch at most.
    package func read(from position: UInt64) -> JournalBatches {
        JournalBatches(journal: self, position: max(1, position))
    }

    /// How much a follower reads ahead.
    package static let readAheadBytes = 1 << 20

    /// Copies of the batches from `position` on, one at least if there is one, until they exceed
    /// `maximumBytes`.
    func batches(
        from position: UInt64, previous: BatchHash?, maximumBytes: Int
    ) throws(JournalError) -> [JournalBatch] {
        var found: [JournalBatch] = []
        var bytes = 0
        let previous = position == 1 ? .zero : previous
        try unsafe forEachBatch(from: position, previous: previous, limit: Self.rowsAtOnce) {
            epoch, hash, payload in
            found.append(
                JournalBatch(
                    position: position + UInt64(found.count), epoch: epoch, hash: hash,
                    payload: unsafe [UInt8](payload)))
            bytes += payload.count
            return bytes < maximumBytes
        }
        return found
    }

    /// Rows that one read looks at: a long one would keep the log from being started anew.
    static let rowsAtOnce = 256

    /// Lets `body` read up to `limit` batches in place, each checked, until it returns false; gives
    /// the hash of the last one.
    @discardableResult
    func forEachBatch(
        from position: UInt64, previous: BatchHash?, limit: Int,
        _ body: (_ epoch: UInt64, _ hash: BatchHash, _ payload: UnsafeRawBufferPointer) -> Bool
    ) throws(JournalError) -> BatchHash? {
        guard position > 0, let start = Int64(exactly: position) else { return nil }
        var check = BatchCheck(cell: cell, position: position, previous: previous)
        try store.read(throwing: JournalError.self) { [cell] connection throws(JournalError) in
            try connection.queryWhile(
                throwing: JournalError.self, JournalSchema.from,
                [SQLValue(cell.rawValue), SQLValue(start), SQLValue(limit)]
            ) { row throws(JournalError) in
                let expected = check
                return try expected.naming { () throws(JournalError) in
                    let fields = try RowFields(row)
                    return try unsafe row.withBlob(2) { bytes throws(JournalError) in
                        let hash = try unsafe expected.hash(
                            rowPosition: fields.position, rowEpoch: fields.epoch, bytes: bytes)
                        check.previous = hash
                        check.position += 1
                        return unsafe body(
                            UInt64(clamping: fields.epoch), hash, check.payload(of: bytes))
                    }
                }
            }
        }
        return check.position == position ? nil : check.previous
    }

    private func absent(_ position: UInt64) -> JournalError {
        guard position > 0, position <= tail.position else {
            return JournalError(.notFound, "there is no batch \(position)", position: position)
        }
        return .missing(position)
    }
}
