internal import Journal
internal import OrderCore
internal import OrderRecords
internal import Primitives

/// Finds batches by their time: times in a journal never go back.
struct JournalTimes {
    private let journal: Journal

    init(_ journal: Journal) { self.journal = journal }

    /// The last batch that begins before `time`; 0 when there is none. Reads one batch for each
    /// doubling of the journal.
    func positionBefore(_ time: Timestamp) throws(BoardsError) -> UInt64 {
        var (low, high) = (UInt64(0), journal.tail.position)
        while low < high {
            let middle = (low + high + 1) / 2
            if try base(of: middle) < time.rawValue { low = middle } else { high = middle - 1 }
        }
        // The batch itself may hold records of that time and later.
        return low > 0 ? low - 1 : 0
    }

    private func base(of position: UInt64) throws(BoardsError) -> Int64 {
        do {
            let base = try unsafe journal.withBatch(at: position) { _, payload in
                (try? unsafe RecordCursor(payload.bytes))?.prelude.base_time
            }
            return base ?? 0
        } catch {
            throw BoardsError(position: position, message: "\(error)")
        }
    }
}
