package import Journal
internal import Primitives
internal import Store

extension OrderBook {
    /// Batches that one step folds unless told otherwise.
    package static let batchesInStep = 1024
    /// Bytes of payload after which a step folds no further batch, unless told otherwise. A longer
    /// step writes fewer pages for each order; it also holds more rows in memory, some 300 bytes
    /// for each order.
    package static let bytesInStep = 2 << 20

    /// Folds the next batches of `journal` and writes the new position in the same transaction;
    /// gives the number of batches, 0 at the tail.
    ///
    /// After an error nothing of the step is in the tables, and the next one tries again.
    ///
    /// - Throws: `journal`, `undecodable` or `inconsistent` with the batch's position;
    ///   `otherJournal` when the book is of another journal, or is ahead of this one.
    package func step(
        from journal: Journal, maximumBatches: Int = batchesInStep, maximumBytes: Int = bytesInStep
    ) throws(OrderBookError) -> Int {
        precondition(maximumBatches > 0 && maximumBytes > 0)
        let tail = journal.tail.position
        return try store.write(throwing: OrderBookError.self) { connection throws(OrderBookError) in
            let start = try Self.start(connection, in: journal, tail: tail)
            guard start < tail else { return 0 }
            var fold = BookFold(connection)
            let position = try Self.foldBatches(
                after: start, upTo: tail, of: journal, into: &fold, maximumBatches, maximumBytes)
            let digest = fold.digest
            do throws(StoreError) {
                try fold.write()
                try connection.execute(
                    OrderBookSchema.position.upsert,
                    [
                        .integer(OrderBookSchema.projection), SQLValue(journal.cell.rawValue),
                        SQLValue(position), .integer(Int64(bitPattern: digest)),
                    ])
            } catch {
                throw OrderBookError(error, from: start + 1, to: position)
            }
            return Int(position - start)
        }
    }

    /// Steps until `last`, or the tail that `journal` has now; gives the number of batches.
    @discardableResult
    package func catchUp(
        with journal: Journal, upTo last: UInt64? = nil
    ) throws(OrderBookError) -> Int {
        let end = min(last ?? .max, journal.tail.position)
        var batches = 0
        var position = try position().position
        while position < end {
            let most = Int(min(UInt64(Self.batchesInStep), end - position))
            let folded = try step(from: journal, maximumBatches: most)
            batches += folded
            position += UInt64(folded)
        }
        return batches
    }

    private static func start(
        _ connection: Connection, in journal: Journal, tail: UInt64
    ) throws(OrderBookError) -> UInt64 {
        let start = try OrderBookError.wrapping { () throws(StoreError) in try position(connection)
        }
        if let cell = start.cell, cell != journal.cell {
            throw OrderBookError(
                .otherJournal, "it is of cell \(cell), the journal of cell \(journal.cell)")
        }
        guard start.position <= tail else {
            throw OrderBookError(
                .otherJournal,
                "it stands at batch \(start.position), the journal ends at \(tail): rebuild it",
                position: start.position)
        }
        return start.position
    }

    /// Gives the position of the last batch that was folded.
    private static func foldBatches(
        after start: UInt64, upTo tail: UInt64, of journal: Journal, into fold: inout BookFold,
        _ maximumBatches: Int, _ maximumBytes: Int
    ) throws(OrderBookError) -> UInt64 {
        var failure: OrderBookError?
        var bytes = 0
        let last: JournalTail
        do {
            last = try unsafe journal.fold(
                from: start + 1, upTo: tail, previous: nil, maximumBatches: maximumBatches
            ) { position, payload in
                do throws(OrderBookError) {
                    try fold.fold(unsafe payload.bytes, position: position)
                } catch {
                    failure = error
                }
                bytes += payload.count
                return failure == nil && bytes < maximumBytes
            }
        } catch {
            throw OrderBookError(error, at: error.position ?? start + 1)
        }
        if let failure { throw failure }
        return last.position
    }
}
