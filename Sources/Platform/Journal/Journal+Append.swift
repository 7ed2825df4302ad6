package import Primitives
internal import Store
internal import Synchronization

extension Journal {
    /// Takes the lead: a new epoch, greater than every earlier one, durable when this returns.
    ///
    /// From then on the store refuses what is appended under an older epoch, and the tail is final
    /// until the new leader appends.
    package func lead() throws(JournalError) -> UInt64 {
        try appending.withLock { state throws(JournalError) in
            // Whatever happens below, this leader goes on from what the store holds.
            state.isStale = true
            let (epoch, tail) = try store.write(throwing: JournalError.self) {
                [cell] connection throws(JournalError) in
                let tail = try Self.lastBatch(of: cell, connection)
                let known = try Self.leaderEpoch(of: cell, connection)
                let (epoch, overflow) = max(known, tail.epoch).addingReportingOverflow(1)
                guard !overflow, epoch <= UInt64(Int64.max) else {
                    throw JournalError(.other, "there is no epoch after \(max(known, tail.epoch))")
                }
                try JournalError.wrapping { () throws(StoreError) in
                    try connection.execute(
                        JournalSchema.lead, [SQLValue(cell.rawValue), SQLValue(epoch)])
                }
                return (epoch, tail)
            }
            state = Appending(tail: tail)
            followers.publish(tail)
            return epoch
        }
    }

    /// Appends the content of `frame` as one batch, durable when this returns; gives its position.
    ///
    /// The frame's headroom has the size of the header, which this fills in. After `fenced` or
    /// `tooBig` the batch is not there; after any other error it may be there or not, and the next
    /// call finds out first.
    ///
    /// - Throws: `fenced` when `epoch` is not the leader's.
    package func append(_ frame: inout ByteFrame, epoch: UInt64) throws(JournalError) -> UInt64 {
        precondition(
            frame.headroom == BatchHeader.byteCount, "the header goes into the frame's headroom")
        guard frame.count <= Self.maximumPayloadBytes else {
            throw JournalError(
                .tooBig, "a batch of \(frame.count) bytes exceeds \(Self.maximumPayloadBytes)")
        }
        try keeper.beforeCommit()
        let position = try appending.withLock { state throws(JournalError) in
            if state.isStale { try reload(&state) }
            let position = state.tail.position + 1
            let hash = Self.seal(
                &frame, position: position, epoch: epoch, cell: cell, previous: state.tail.hash)
            state.isStale = true
            try unsafe frame.withUnsafeMutableFrame { bytes throws(JournalError) in
                try unsafe insert(UnsafeRawBufferPointer(bytes), position: position, epoch: epoch)
            }
            state = Appending(tail: JournalTail(position: position, hash: hash, epoch: epoch))
            followers.publish(state.tail)
            return position
        }
        keeper.afterCommit()
        return position
    }

    /// Fills in the header; gives the batch's hash.
    private static func seal(
        _ frame: inout ByteFrame, position: UInt64, epoch: UInt64, cell: CellID, previous: BatchHash
    ) -> BatchHash {
        let count = frame.count
        return unsafe frame.withUnsafeMutableFrame { bytes in
            var header = BatchHeader(
                position: position, epoch: epoch, cell: cell, payloadBytes: count,
                previous: previous)
            let payload = unsafe UnsafeRawBufferPointer(
                rebasing: bytes.dropFirst(BatchHeader.byteCount))
            let hash = unsafe BatchHash(header: header, payload: payload)
            header.checksum = hash.checksum
            unsafe header.store(to: bytes)
            return hash
        }
    }

    private func insert(
        _ bytes: UnsafeRawBufferPointer, position: UInt64, epoch: UInt64
    ) throws(JournalError) {
        do {
            try store.write { [cell] connection throws(StoreError) in
                let statement = try connection.prepare(JournalSchema.append)
                try statement.bind(Int64(cell.rawValue), at: 1)
                try statement.bind(position, at: 2)
                try statement.bind(epoch, at: 3)
                try unsafe statement.bindInPlace(bytes, at: 4)
                try statement.execute()
            }
        } catch {
            // A constraint stands in the way of an old leader alone: the NULL for its epoch, or the
            // key of a row that the new leader has written.
            guard error.code == .constraint else { throw JournalError(error) }
            let current = try store.read(throwing: JournalError.self) {
                [cell] connection throws(JournalError) in
                try Self.leaderEpoch(of: cell, connection)
            }
            guard current != epoch else { throw JournalError(error) }
            throw JournalError(
                .fenced(current: current),
                "epoch \(epoch) may not append: the leader's is \(current)")
        }
    }

    private static func leaderEpoch(of cell: CellID, _ connection: Connection) throws(JournalError)
        -> UInt64
    {
        try JournalError.wrapping { () throws(StoreError) in
            try connection.first(JournalSchema.leader, [SQLValue(cell.rawValue)]) {
                row throws(StoreError) in
                try row.unsigned(0)
            } ?? 0
        }
    }
}
