package import Journal
package import OrderCore

/// How a cell runs.
package struct CellOptions: Sendable {
    /// The core's bounds.
    package var limits = Limits()
    /// How the journal keeps its file.
    package var journal = JournalOptions()
    /// Bytes of commands that may wait in the intake; beyond, the answer is `busy`.
    package var intakeBytes = 4 << 20
    /// Bytes of records in one batch at most.
    package var batchBytes = 512 << 10
    /// What a client is told to wait when the intake is full, in milliseconds.
    package var busyRetryMilliseconds: UInt32 = 50
    /// How often a journal that failed is tried again, in milliseconds.
    package var recoveryRetryMilliseconds: UInt32 = 250
    /// Records between two snapshots.
    package var snapshotRecords: UInt64 = 5_000_000
    /// Snapshots that are kept.
    package var keptSnapshots = 2
    /// Whether a standby core follows the journal in this process and writes snapshots.
    package var hasStandby = true
    /// Whether the order book follows the journal in this process.
    package var hasOrderBook = true
    /// Open orders for which memory is taken from the system at the start, so that none waits for
    /// it.
    package var reservedOrders = 0
    /// Lines of each of these.
    package var reservedLinesPerOrder = 1
    /// Whether the cell takes the lock of its folder, which keeps other programs from it.
    package var takesLock = false
    /// Is told at once what somebody has to look at, on a thread of the cell's.
    package var onTrouble: (@Sendable (CellTrouble) -> Void)?
    /// A mistake that a test plants.
    package var plantedBug: PlantedBug?

    /// The options for a machine of its own.
    package init() {}
}
