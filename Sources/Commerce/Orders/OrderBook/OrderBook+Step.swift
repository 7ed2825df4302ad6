package import Journal
internal import Primitives
internal import Store

extension OrderBook {
    /// Batches that one step folds unless told otherwise.
    package static let batchesInStep = 1024
    /// Bytes of payload after which a step folds no further batch, unless told otherwise. A longer
    /// step writes fewer pages for each order; it also holds more rows in memory, some 300 bytes
    /// for each order.
    package static let bytesInStep = 4 << 20

    /// Folds the next batches of `journal` and writes the new position in the same transaction; gives
    /// the number of batches, 0 at the tail.
    ///
    /// After an error nothing of the step is in the tables, and the next one tries again.
    ///
    /// - Throws: `journal`, `undecodable` or `inconsistent` with the batch's position; `otherJournal`
    ///   when the book is of another journal, or is ahead of this one.
    package func step(
        from journal: Journal, maximumBatches: Int = batchesInStep, maximumBytes: Int = bytesInStep
    ) throws(OrderBookError) -> Int {
        precondition(maximumBatches > 0 && maximumBytes > 0)
        let tail = journal.tail.position
        return try store.write(throwing: OrderBookError.self) { connection throws(OrderBookError) in
            _ = try? connection.execute("PRAGMA cache_size = -65536")
            let start = try Self.start(connection, in: journal, tail: tail)
            var position = start
            var bytes = 0
            var fold = BookFold(connection)
            while position < tail, position - start < UInt64(maximumBatches), bytes < maximumBytes {
                position += 1
                bytes += try Self.foldBatch(at: position, of: journal, into: &fold)
            }
            guard position > start else { return 0 }
            let digest = fold.digest
            try OrderBookError.wrapping { () throws(StoreError) in
                try fold.write()
                try connection.execute(
                    OrderBookSchema.position.upsert,
                    [
                        .integer(OrderBookSchema.projection), SQLValue(journal.cell.rawValue),
                        SQLValue(position), .integer(Int64(bitPattern: digest)),
                    ])
            }
            return Int(position - start)
        }
    }

    /// Steps until the tail that `journal` has now; gives the number of batches.
    @discardableResult
    package func catchUp(with journal: Journal) throws(OrderBookError) -> Int {
        let tail = journal.tail.position
        var batches = 0
        while try position().position < tail { batches += try step(from: journal) }
        return batches
    }

    private static func start(
        _ connection: Connection, in journal: Journal, tail: UInt64
    ) throws(OrderBookError) -> UInt64 {
        let start = try OrderBookError.wrapping { () throws(StoreError) in try position(connection) }
        if let cell = start.cell, cell != journal.cell {
            throw OrderBookError(.otherJournal, "it is of cell \(cell), the journal of cell \(journal.cell)")
        }
        guard start.position <= tail else {
            throw OrderBookError(
                .otherJournal, "it stands at batch \(start.position), the journal ends at \(tail): rebuild it",
                position: start.position)
        }
        return start.position
    }

    private static func foldBatch(
        at position: UInt64, of journal: Journal, into fold: inout BookFold
    ) throws(OrderBookError) -> Int {
        let result: Result<Int, OrderBookError>
        do {
            result = try unsafe journal.withBatch(at: position) { _, payload in
                do throws(OrderBookError) {
                    try fold.fold(unsafe payload.bytes, position: position)
                    return .success(payload.count)
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw OrderBookError(error, at: position)
        }
        return try result.get()
    }
}
