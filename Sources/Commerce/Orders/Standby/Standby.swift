package import Journal
package import OrderCore
internal import Primitives

/// A core that follows the journal beside the leader's: it checks the leader's digest batch by
/// batch, and writes the snapshots, so that the leader never stalls.
package final class Standby {
    /// Where a standby is.
    package struct Progress: Sendable, Hashable {
        /// The batch that was folded last.
        package var position: UInt64 = 0
        /// The digest of the state after that batch.
        package var digest: UInt64 = 0
        /// The latest snapshot.
        package var snapshotPosition: UInt64 = 0
        /// Set when the fold differs from what the leader had: the batch and why.
        package var divergence: String?
    }

    private let journal: Journal
    private let snapshots: Snapshots?
    private let snapshotRecords: UInt64
    private let limits: Limits
    private let plantedBug: PlantedBug?
    private var recovered: RecoveredCore
    private var recordsSinceSnapshot: UInt64
    private var mustBeginAgain = false
    /// Where it is.
    package private(set) var progress: Progress

    /// Starts from the latest snapshot.
    package init(
        journal: Journal, snapshots: Snapshots?, snapshotRecords: UInt64, limits: Limits,
        plantedBug: PlantedBug? = nil
    ) throws(CellError) {
        self.journal = journal
        self.snapshots = snapshots
        self.snapshotRecords = snapshotRecords
        self.limits = limits
        self.plantedBug = plantedBug
        recovered = try Recovery.start(
            from: journal, snapshots, limits: limits, plantedBug: plantedBug)
        recordsSinceSnapshot = 0
        progress = Progress(
            position: recovered.position, digest: recovered.core.digest,
            snapshotPosition: recovered.position, divergence: nil)
    }

    /// Takes memory for so many open orders from the system now.
    func reserve(orders: Int, linesPerOrder: Int) {
        recovered.core.reserve(orders: orders, linesPerOrder: linesPerOrder)
    }

    /// Folds the next batches; gives their number, 0 at the tail or after a divergence.
    package func step(maximumBatches: Int = 64) throws(CellError) -> Int {
        guard progress.divergence == nil else { return 0 }
        if mustBeginAgain {
            recovered = try Recovery.start(
                from: journal, snapshots, limits: limits, plantedBug: plantedBug)
            mustBeginAgain = false
        }
        let before = recovered.position
        var divergence: String?
        var records: UInt64 = 0
        let tail: JournalTail
        do {
            tail = try unsafe journal.fold(
                from: recovered.position + 1, previous: recovered.hash,
                maximumBatches: maximumBatches
            ) { position, payload in
                do throws(RecordError) {
                    records += UInt64(try unsafe Recovery.fold(payload, into: &recovered.core))
                    return true
                } catch {
                    divergence = "batch \(position): \(error)"
                    return false
                }
            }
        } catch {
            // Some batches may be folded already: begin again from the snapshot.
            mustBeginAgain = true
            throw CellError(error)
        }
        recovered.position = tail.position
        recovered.hash = tail.hash
        recordsSinceSnapshot += records
        progress.position = tail.position
        progress.digest = recovered.core.digest
        progress.divergence = divergence
        return Int(tail.position - before)
    }

    /// Whether enough was folded since the last snapshot for another.
    package var isSnapshotDue: Bool {
        snapshots != nil && progress.divergence == nil && recordsSinceSnapshot >= snapshotRecords
    }

    /// Writes a snapshot of what was folded so far. A failure leaves the journal's truth untouched
    /// and the older snapshots in place.
    package func writeSnapshot() throws {
        recordsSinceSnapshot = 0
        guard let snapshots, progress.divergence == nil,
            progress.position > progress.snapshotPosition
        else {
            return
        }
        try snapshots.save(recovered.core, position: recovered.position, hash: recovered.hash)
        progress.snapshotPosition = recovered.position
    }

    /// The digest after the last batch folded.
    package var digest: UInt64 { recovered.core.digest }

    /// A hash over the whole state.
    package func stateHash() -> UInt64 { recovered.core.stateHash() }
}
