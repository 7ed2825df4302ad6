internal import OrderRecords
package import Primitives

extension OrderCore {
    /// The most bytes that one command can append; leave this much room before each.
    package static var maximumRecordBytes: Int {
        MemoryLayout<order_record_placed>.size + 8 + Limits.maximumLines * 24
    }

    /// Starts a batch: writes the prelude into an empty frame.
    package mutating func beginBatch(_ frame: inout ByteFrame, at time: Timestamp) {
        precondition(frame.count == 0)
        batchBase = max(scalars.now, min(time.rawValue, Self.latestTime))
        batchRecords = 0
        let place = unsafe frame.append(length: MemoryLayout<order_batch_prelude>.size)
        let prelude = order_batch_prelude(
            version: ORDER_RECORDS_VERSION, record_count: 0, base_time: batchBase, digest: 0)
        unsafe place.storeBytes(of: prelude, as: order_batch_prelude.self)
    }

    /// Ends a batch: writes the number of records and the digest into the prelude.
    package mutating func sealBatch(_ frame: inout ByteFrame) {
        let prelude = order_batch_prelude(
            version: ORDER_RECORDS_VERSION, record_count: batchRecords, base_time: batchBase,
            digest: digest)
        unsafe frame.withUnsafeMutableBytes { bytes in
            unsafe bytes.storeBytes(of: prelude, as: order_batch_prelude.self)
        }
    }

    /// Records in the batch being written.
    package var recordsInBatch: Int { Int(batchRecords) }

    /// The time that a command is decided at: never before the core's own, nor beyond what a record
    /// of this batch can say (49 days after the batch began).
    @inline(__always) func effective(_ time: Timestamp) -> Int64 {
        min(max(scalars.now, time.rawValue, batchBase), batchBase + Int64(UInt32.max))
    }

    /// A record's header.
    @inline(__always) func header(
        _ kind: RecordKind, at now: Int64, flags: UInt32 = 0, length: Int
    ) -> order_record_header {
        order_record_header(
            kind: kind.rawValue, flags: UInt8(truncatingIfNeeded: flags),
            length: UInt16(truncatingIfNeeded: length),
            time_offset: UInt32(truncatingIfNeeded: now - batchBase))
    }

    /// Appends a record of fixed length, applies it, and traps when the state does not take it.
    @inline(__always) mutating func commit<Record: BitwiseCopyable>(
        _ record: Record, _ kind: RecordKind, into frame: inout ByteFrame
    ) {
        let place = unsafe frame.append(length: MemoryLayout<Record>.size)
        unsafe place.storeBytes(of: record, as: Record.self)
        unsafe commit(at: place, kind)
    }

    /// Applies a record that was just written at `place`.
    @inline(__always) @unsafe mutating func commit(at place: UnsafeRawPointer, _ kind: RecordKind) {
        batchRecords += 1
        let applied = unsafe apply(kind, at: place, base: batchBase)
        precondition(applied, "a decision does not fit the state that it was made on")
    }

    /// Folds the records of a batch: the state afterwards is the one that the writer had.
    ///
    /// After an error the state is undefined: throw the core away.
    package mutating func fold(_ payload: RawSpan) throws(RecordError) {
        var cursor = try RecordCursor(payload)
        var ahead = cursor
        let base = cursor.prelude.base_time
        var untilPrepared = 0
        while let kind = try cursor.next() {
            if untilPrepared == 0 {
                try prepare(&ahead)
                untilPrepared = Self.foldLookAhead
            }
            untilPrepared -= 1
            let offset = cursor.offset
            let applied = unsafe payload.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return false }
                return unsafe accepts(kind, at: start + offset, base: base)
                    && apply(kind, at: start + offset, base: base)
            }
            guard applied else { throw .inconsistent(kind: kind.rawValue, offset: offset) }
        }
        guard cursor.prelude.digest == digest else {
            throw .digestMismatch(written: cursor.prelude.digest, folded: digest)
        }
    }

    /// Records that are looked at ahead in a fold.
    private static var foldLookAhead: Int { 32 }

    /// Has the memory brought near that the next records need.
    @_lifetime(ahead: copy ahead)
    private func prepare(_ ahead: inout RecordCursor) throws(RecordError) {
        for _ in 0..<Self.foldLookAhead {
            guard let kind = try ahead.next() else { return }
            guard kind == .placed else { continue }
            let record = ahead.load(order_record_placed.self)
            keys.prefetch(KeyEntry.hash(IdempotencyKey(high: record.key.0, low: record.key.1)))
            let pool = ahead.line(0).pool
            guard items.contains(pool) else { continue }
            let item = items[pool]
            if item.limitPerBuyer > 0 {
                let scope = LimitScope.item(pool, rehearsal: ahead.isRehearsal)
                counters.prefetch(CounterEntry.hash(record.buyer, scope))
            }
            if sales[item.sale].limitPerBuyer > 0 {
                let scope = LimitScope.sale(item.sale, rehearsal: ahead.isRehearsal)
                counters.prefetch(CounterEntry.hash(record.buyer, scope))
            }
        }
    }
}
