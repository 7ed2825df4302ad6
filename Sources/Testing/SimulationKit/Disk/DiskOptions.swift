package import Primitives

/// What a `SimulatedDisk` is like for its whole life.
package struct DiskOptions: Sendable {
    /// Whether the disk promises that a crash harms no byte outside the ranges being written.
    ///
    /// SQLite's own unix VFS makes this promise for every disk. Without it SQLite pads each commit
    /// in the WAL to a sector boundary, and a torn write may spoil the whole sector it ends in.
    package var powersafeOverwrite: Bool
    /// The time that SQLite sees; nil stands still at the Unix epoch.
    package var clock: (any WallClock)?
    /// Called before every operation, with no lock held; may advance a simulated clock, and may
    /// crash or restart disks.
    package var onOperation: (@Sendable (DiskOperation) -> Void)?
    /// Operations that the trace remembers; the oldest are forgotten.
    package var traceLimit: Int
    /// Unsynced changes of one file, or of the directory, that the disk keeps volatile; beyond that
    /// it makes the older half durable by itself, as a kernel's writeback does.
    package var pendingLimit: Int

    /// Describes a disk.
    package init(
        powersafeOverwrite: Bool = false, clock: (any WallClock)? = nil, traceLimit: Int = 256,
        pendingLimit: Int = 16_384, onOperation: (@Sendable (DiskOperation) -> Void)? = nil
    ) {
        precondition(traceLimit >= 0 && pendingLimit > 0)
        self.powersafeOverwrite = powersafeOverwrite
        self.clock = clock
        self.onOperation = onOperation
        self.traceLimit = traceLimit
        self.pendingLimit = pendingLimit
    }
}
