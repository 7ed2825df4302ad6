/// What a `SimulatedDisk` has done so far.
package struct DiskStatistics: Hashable, Sendable {
    /// Operations by the raw value of their kind.
    private var counts = [Int](repeating: 0, count: DiskOperation.Kind.allCases.count)
    /// Bytes accepted by writes.
    package internal(set) var bytesWritten = 0
    /// Crashes, planned or called.
    package internal(set) var crashes = 0
    /// Unsynced writes and truncations that crashes kept whole.
    package internal(set) var keptChanges = 0
    /// Unsynced writes and truncations that crashes lost whole.
    package internal(set) var lostChanges = 0
    /// Unsynced writes of which crashes kept some sectors and not others.
    package internal(set) var tornWrites = 0
    /// Sectors that crashes filled with garbage.
    package internal(set) var spoiledSectors = 0
    /// Unsynced creations, removals and renamings that crashes lost.
    package internal(set) var lostNameChanges = 0
    /// Reads that failed by plan.
    package internal(set) var failedReads = 0
    /// Writes that failed by plan.
    package internal(set) var failedWrites = 0
    /// Syncs that failed by plan.
    package internal(set) var failedSyncs = 0
    /// Writes refused for want of room.
    package internal(set) var refusedWrites = 0

    /// Operations of one kind.
    package func count(_ kind: DiskOperation.Kind) -> Int { counts[kind.rawValue] }

    /// Operations that a planned crash counts: all but closing and sleeping.
    package var operations: Int { counts.reduce(0, +) - count(.close) - count(.sleep) }

    mutating func add(_ kind: DiskOperation.Kind) { counts[kind.rawValue] += 1 }
}
