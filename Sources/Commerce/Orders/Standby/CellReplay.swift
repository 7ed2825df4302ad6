internal import Journal
package import OrderCore
package import Primitives

/// A fold of a closed cell's whole journal from nothing, as a new standby does it.
package struct CellReplay: Sendable {
    /// Records in the journal.
    package var records: UInt64
    /// The last batch.
    package var position: UInt64
    /// Time spent folding, snapshots not counted.
    package var nanoseconds: UInt64
    /// The core's digest after the last batch.
    package var digest: UInt64

    /// Folds the journal of the cell in `directory`.
    ///
    /// - Parameter snapshotBefore: leaves a snapshot at the last batch before so many last records;
    /// nil
    ///   for none.
    package static func fold(
        directory: String, cell: CellID = CellID(1), limits: Limits = Limits(),
        snapshotBefore: UInt64?,
        clock: any WallClock = SystemClock()
    ) throws -> CellReplay {
        let journal = try Journal(path: directory + "/" + Cell.journalName, cell: cell)
        defer { try? journal.close() }
        var total: UInt64?
        if let snapshotBefore {
            // Snapshots stand where a standby that wrote them at this interval would have its last
            // one.
            let whole = try fold(journal, limits: limits, upTo: .max, nil, clock)
            total = whole.records > snapshotBefore ? whole.records - snapshotBefore : 0
            let files = try DirectorySnapshotFiles(directory: directory + "/" + Cell.snapshotsName)
            _ = try fold(journal, limits: limits, upTo: total ?? 0, Snapshots(files), clock)
            return whole
        }
        return try fold(journal, limits: limits, upTo: .max, nil, clock)
    }

    private static func fold(
        _ journal: Journal, limits: Limits, upTo maximumRecords: UInt64, _ snapshots: Snapshots?,
        _ clock: any WallClock
    ) throws -> CellReplay {
        let start = clock.monotonicNanoseconds()
        var core = OrderCore(limits: limits)
        var records: UInt64 = 0
        var failure: CellError?
        let tail = try unsafe journal.fold(from: 1, previous: nil) { position, payload in
            do throws(RecordError) {
                records += UInt64(try unsafe Recovery.fold(payload, into: &core))
                return records < maximumRecords
            } catch {
                failure = CellError(
                    .inconsistent, "batch \(position): \(error)", position: position)
                return false
            }
        }
        if let failure { throw failure }
        let nanoseconds = clock.monotonicNanoseconds() - start
        if let snapshots, tail.position > 0 {
            try snapshots.save(core, position: tail.position, hash: tail.hash)
        }
        return CellReplay(
            records: records, position: tail.position, nanoseconds: nanoseconds, digest: core.digest
        )
    }
}
