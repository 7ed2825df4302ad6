internal import Foundation
internal import Journal
internal import OrderCore
package import Orders
internal import Primitives

/// What an open loop saw.
package struct OpenLoopResult: Sendable {
    /// Orders a second that were sent.
    package var rate: Double
    /// Orders that were accepted.
    package var accepted: Int
    /// Orders that were refused as the intake was full, and were not sent again.
    package var busy: Int
    /// Milliseconds from the moment an order was due to its durable answer.
    package var p50: Double
    /// The same, for 99 of 100.
    package var p99: Double
    /// The same, for 999 of 1000.
    package var p999: Double
    /// The longest.
    package var longest: Double
    /// Snapshots that were written meanwhile.
    package var snapshots: Int
    /// The most that the generator fell behind its plan, in milliseconds; it counts in every
    /// latency.
    package var behind: Double
}

/// Sends orders at a fixed rate, whether or not the answers keep up.
package struct OpenLoopRun {
    /// The flood.
    package var shape: FloodShape
    /// Orders a second.
    package var rate: Double
    /// How long it lasts.
    package var seconds: Double
    private let clock = SystemClock()
    /// Nanoseconds between two groups of orders; each group is due at its moment.
    private static let period: UInt64 = 500_000

    /// Describes a run.
    package init(_ shape: FloodShape, rate: Double, seconds: Double) {
        self.shape = shape
        self.rate = rate
        self.seconds = seconds
    }

    /// Runs against a new cell in `directory`.
    package func run(in directory: String, options: CellOptions) throws -> OpenLoopResult {
        let cell = try Cell(directory: directory, options: options)
        try FloodRun.setUp(cell, shape)
        // The standby takes its memory first, too.
        while options.hasStandby && cell.progress.standbyPosition < cell.journal.tail.position {
            clock.pause(nanoseconds: 1_000_000)
        }
        let sink = CountingSink(measuresTime: true)
        let client = cell.addClient(sink)
        var source = FloodSource(shape, seed: 11_11)
        let buffer = CommandBuffer(capacity: 1 << 20)
        var sent = 0
        var busy = 0
        var behind: UInt64 = 0
        var snapshots = Set<UInt64>()
        let start = clock.monotonicNanoseconds()
        let periods = Int(seconds * 1e9) / Int(Self.period)
        var planned = 0.0
        for period in 0..<periods {
            let due = start + UInt64(period) * Self.period
            var now = clock.monotonicNanoseconds()
            while now < due {
                clock.pause(nanoseconds: due - now)
                now = clock.monotonicNanoseconds()
            }
            behind = max(behind, now - due)
            planned += rate * Double(Self.period) / 1e9
            let count = Int(planned) - sent - busy
            guard count > 0 else { continue }
            buffer.reset()
            source.fill(CommandBufferWriter(buffer), count: count, now: clock.now(), token: due)
            if cell.submit(buffer, client: client) == nil { sent += count } else { busy += count }
            if period % 200 == 0 { snapshots.insert(cell.progress.snapshotPosition) }
        }
        while sink.answerCount < sent { clock.pause(nanoseconds: 1_000_000) }
        let times = sink.milliseconds(at: [50, 99, 99.9])
        let divergence = cell.progress.divergence
        let accepted = sink.acceptedCount
        cell.close()
        if let divergence {
            throw BenchFailure("the standby differs from the leader: \(divergence)")
        }
        return OpenLoopResult(
            rate: Double(sent) / seconds, accepted: accepted, busy: busy, p50: times.at[0],
            p99: times.at[1],
            p999: times.at[2], longest: times.most, snapshots: max(0, snapshots.count - 1),
            behind: Double(behind) / 1e6)
    }
}
