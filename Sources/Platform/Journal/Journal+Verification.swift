internal import Store

extension Journal {
    /// Checks the structures that the store's engine keeps around the batches.
    ///
    /// `verify` proves every batch that it finds and that none is missing between two others;
    /// damage to the engine's own pages can hide the last ones, which this finds.
    ///
    /// - Throws: `corrupt`, without a position.
    package func checkStructure() throws(JournalError) {
        try JournalError.wrapping { () throws(StoreError) in try store.checkStructure() }
    }

    /// How often `verify` tells its progress.
    package static var batchesPerReport: UInt64 { 256 }

    /// Reads and checks every batch from `first` to `last`, or to the tail.
    ///
    /// - Parameters:
    ///   - first: the position to start at.
    ///   - expected: the hash of the batch before it; nil if it is not known. At position 1 it is
    ///     always known: zeros.
    ///   - last: the position to end at; nil for the tail as it is when this is called.
    ///   - progress: is told the position and the payload bytes checked so far, every
    ///     `batchesPerReport` batches.
    /// - Returns: the last batch checked; position `first - 1` if there was none to check.
    /// - Throws: `corrupt`, naming the first position that is missing or not what was written.
    @discardableResult
    package func verify(
        from first: UInt64 = 1, expectingPrevious expected: BatchHash? = nil,
        upTo last: UInt64? = nil,
        progress: (_ position: UInt64, _ bytes: UInt64) -> Void = { _, _ in }
    ) throws(JournalError) -> JournalTail {
        var bytes: UInt64 = 0
        return try unsafe fold(from: first, upTo: last, previous: expected) { position, payload in
            bytes += UInt64(payload.count)
            if position % Self.batchesPerReport == 0 { progress(position, bytes) }
            return true
        }
    }
}
