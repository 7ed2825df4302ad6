/// The faults that a `SimulatedDisk` is to show from now on; none unless set.
package struct DiskFaults: Hashable, Sendable {
    /// The disk crashes in the operation after this many more; closing and sleeping are not
    /// counted.
    ///
    /// The operation it crashes in fails, and its effect is as uncertain as any unsynced one.
    package var crashAfterOperations: Int?
    /// Bytes that all files may hold together; writes that would exceed it fail.
    package var capacityBytes: Int?
    /// Reads from now on that fail; counts down.
    package var failingReads: Int = 0
    /// Writes from now on that fail, each leaving a part of itself behind; counts down.
    package var failingWrites: Int = 0
    /// Syncs from now on that fail; counts down.
    package var failingSyncs: Int = 0
    /// What a failed sync leaves behind: true as Linux does, which marks pages clean although
    /// writing them failed, so that they are read but no later sync writes them; false to leave
    /// them unsynced.
    package var forgetsFailedSyncs = true
    /// Chance of each read to fail, from 0 to 1.
    package var readFailureChance: Double = 0
    /// Chance of each write to fail, from 0 to 1.
    package var writeFailureChance: Double = 0
    /// Chance of each sync to fail, from 0 to 1.
    package var syncFailureChance: Double = 0

    /// No faults.
    package init() {}

    mutating func failsRead(_ bits: inout SeededBits) -> Bool {
        Self.takeOne(from: &failingReads) || bits.happens(readFailureChance)
    }

    mutating func failsWrite(_ bits: inout SeededBits) -> Bool {
        Self.takeOne(from: &failingWrites) || bits.happens(writeFailureChance)
    }

    mutating func failsSync(_ bits: inout SeededBits) -> Bool {
        Self.takeOne(from: &failingSyncs) || bits.happens(syncFailureChance)
    }

    /// Counts an operation; true when it is the one to crash in, which ends the plan.
    mutating func crashesNow() -> Bool {
        guard let left = crashAfterOperations else { return false }
        crashAfterOperations = left > 0 ? left - 1 : nil
        return left <= 0
    }

    private static func takeOne(from count: inout Int) -> Bool {
        guard count > 0 else { return false }
        count -= 1
        return true
    }
}
