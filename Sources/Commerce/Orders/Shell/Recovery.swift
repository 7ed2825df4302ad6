internal import Journal
internal import OrderCore
internal import OrderRecords
internal import Primitives

/// A core as the journal makes it, and where in the journal that is.
struct RecoveredCore: ~Copyable {
    var core: OrderCore
    var position: UInt64
    var hash: BatchHash
    /// Records that were folded after the snapshot.
    var foldedRecords: UInt64 = 0
    /// The snapshot that it started from; 0 for none.
    var snapshotPosition: UInt64 = 0
}

/// Makes a core from the journal: the latest good snapshot, then the tail.
enum Recovery {
    static func core(
        from journal: Journal, _ snapshots: Snapshots?, limits: Limits, plantedBug: PlantedBug?
    ) throws(CellError) -> RecoveredCore {
        let recovered = try start(from: journal, snapshots, limits: limits, plantedBug: plantedBug)
        return try fold(recovered, journal)
    }

    /// The latest good snapshot alone, or an empty core.
    static func start(
        from journal: Journal, _ snapshots: Snapshots?, limits: Limits, plantedBug: PlantedBug?
    ) throws(CellError) -> RecoveredCore {
        // A snapshot that cannot be listed or read is no reason not to start: the journal is the
        // truth.
        let positions = (try? snapshots?.positions()) ?? []
        for position in positions where position <= journal.tail.position {
            var core = OrderCore(limits: limits, plantedBug: plantedBug)
            guard let hash = try? snapshots?.load(position, into: &core) else { continue }
            guard isOnChain(position, hash, journal) else { continue }
            return RecoveredCore(
                core: core, position: position, hash: hash, snapshotPosition: position)
        }
        let core = OrderCore(limits: limits, plantedBug: plantedBug)
        return RecoveredCore(core: core, position: 0, hash: .zero)
    }

    /// Whether the journal's batch at a snapshot's position is the one that the snapshot was made
    /// after.
    private static func isOnChain(_ position: UInt64, _ hash: BatchHash, _ journal: Journal) -> Bool
    {
        (try? journal.readBatch(at: position).hash) == hash
    }

    private static func fold(
        _ recovered: consuming RecoveredCore, _ journal: Journal
    ) throws(CellError) -> RecoveredCore {
        var failure: CellError?
        var core = recovered.core
        var records: UInt64 = 0
        let tail: JournalTail
        do {
            tail = try unsafe journal.fold(from: recovered.position + 1, previous: recovered.hash) {
                position, payload in
                do throws(RecordError) {
                    records += UInt64(try unsafe fold(payload, into: &core))
                    return true
                } catch {
                    failure = CellError(
                        .inconsistent, "batch \(position) cannot be folded: \(error)",
                        position: position)
                    return false
                }
            }
        } catch {
            throw CellError(error)
        }
        if let failure { throw failure }
        return RecoveredCore(
            core: core, position: tail.position, hash: tail.hash, foldedRecords: records,
            snapshotPosition: recovered.snapshotPosition)
    }

    /// Folds a batch; gives the number of its records.
    @unsafe static func fold(
        _ payload: UnsafeRawBufferPointer, into core: inout OrderCore
    ) throws(RecordError) -> UInt32 {
        let span = unsafe RawSpan(_unsafeBytes: payload)
        try core.fold(span)
        return try RecordCursor(span).prelude.record_count
    }
}
