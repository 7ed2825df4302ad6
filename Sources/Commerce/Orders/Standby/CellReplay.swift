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

    /// Folds the journal of the cell in `directory`, into memory that is taken before.
    package static func fold(
        directory: String, cell: CellID = CellID(1), limits: Limits = Limits(),
        reservedOrders: Int = 0, clock: any WallClock = SystemClock()
    ) throws -> CellReplay {
        let journal = try Journal(path: directory + "/" + Cell.journalName, cell: cell)
        defer { try? journal.close() }
        var core = OrderCore(limits: limits)
        core.reserve(orders: reservedOrders)
        let start = clock.monotonicNanoseconds()
        let (records, position) = try fold(journal, into: &core, upTo: .max)
        return CellReplay(
            records: records, position: position,
            nanoseconds: clock.monotonicNanoseconds() - start, digest: core.digest)
    }

    /// Leaves a snapshot of the cell in `directory` after its first `records` records, as a standby
    /// would have.
    package static func snapshot(
        directory: String, cell: CellID = CellID(1), limits: Limits = Limits(),
        after records: UInt64
    ) throws {
        let journal = try Journal(path: directory + "/" + Cell.journalName, cell: cell)
        defer { try? journal.close() }
        var core = OrderCore(limits: limits)
        let (_, position) = try fold(journal, into: &core, upTo: records)
        let files = try DirectorySnapshotFiles(directory: directory + "/" + Cell.snapshotsName)
        let hash = try journal.readBatch(at: position).hash
        try Snapshots(files).save(core, position: position, hash: hash)
    }

    private static func fold(
        _ journal: Journal, into core: inout OrderCore, upTo maximumRecords: UInt64
    ) throws -> (records: UInt64, position: UInt64) {
        var records: UInt64 = 0
        var last: UInt64 = 0
        var failure: CellError?
        _ = try unsafe journal.foldReadingAhead(from: 1, previous: nil) { position, payload in
            do throws(RecordError) {
                records += UInt64(try unsafe Recovery.fold(payload, into: &core))
                last = position
                return records < maximumRecords
            } catch {
                failure = CellError(
                    .inconsistent, "batch \(position): \(error)", position: position)
                return false
            }
        }
        if let failure { throw failure }
        return (records, last)
    }
}
