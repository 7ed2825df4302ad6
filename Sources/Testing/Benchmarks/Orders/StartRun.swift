internal import Journal
internal import OrderCore
package import Orders
internal import Primitives

/// What a start on a long journal took.
package struct StartResult: Sendable {
    /// Records in the journal.
    package var records: UInt64
    /// Records a second in a fold of the whole journal.
    package var replayRate: Double
    /// Records after the snapshot.
    package var tailRecords: UInt64
    /// From opening the folder to taking orders.
    package var startSeconds: Double
    /// Orders in the core's memory then.
    package var openOrders: Int
    /// What the process' memory grew by.
    package var memoryBytes: Int
}

/// Folds a long journal from nothing, leaves a snapshot behind as a standby would, and starts a
/// cell.
package struct StartRun {
    /// Describes a run.
    package init() {}

    /// Runs on the cell in `directory`, which is closed and has about so many open orders.
    package func run(
        in directory: String, orders: Int, options: CellOptions
    ) throws -> StartResult {
        let clock = SystemClock()
        let replay = try CellReplay.fold(
            directory: directory, limits: options.limits, reservedOrders: orders, clock: clock)
        try CellReplay.snapshot(
            directory: directory, limits: options.limits,
            after: max(1, replay.records - min(replay.records - 1, options.snapshotRecords)))
        let memory = Machine.residentBytes()
        let cell = try Cell(directory: directory, options: options)
        let start = cell.start
        let grown = Machine.residentBytes() - memory
        cell.close()
        return StartResult(
            records: replay.records,
            replayRate: Double(replay.records) / (Double(replay.nanoseconds) / 1e9),
            tailRecords: start.foldedRecords, startSeconds: Double(start.nanoseconds) / 1e9,
            openOrders: start.openOrders, memoryBytes: grown)
    }
}
