internal import Edge
internal import Primitives
internal import Steering
internal import Synchronization

/// What an edge of this process tells steering of itself: its load, and whether it serves well.
final class EdgeReports: Sendable {
    /// So long after a center was last reached the edge still counts as well: requests wait in it
    /// meanwhile, and a center that starts again throws no edge out of the answers.
    private static let grace: UInt64 = 3_000_000_000
    /// So long it is waited for that steering was told.
    private static let farewell: UInt64 = 1_000_000_000

    private struct Last {
        var at: UInt64
        var requests: Int
        var wellAt: UInt64?
    }

    private let edge: EdgeServer
    private let clock: SystemClock
    private let last: Mutex<Last>
    /// Reports since it drains; nil before.
    private let draining = ConditionLock<Int?>(nil)

    init(_ edge: EdgeServer, _ clock: SystemClock) {
        self.edge = edge
        self.clock = clock
        last = Mutex(Last(at: clock.monotonicNanoseconds(), requests: edge.requests))
    }

    /// The report of now.
    func next() -> NodeReport {
        let (now, requests) = (clock.monotonicNanoseconds(), edge.requests)
        let isWell = edge.isWell
        let isDraining = draining.withLock { count in
            count = count.map { $0 + 1 }
            return count != nil
        }
        draining.signal()
        return last.withLock { last in
            if isWell { last.wellAt = now }
            let seconds = max(0.001, Double(now - last.at) / 1e9)
            let load = Double(requests - last.requests) / seconds
            (last.at, last.requests) = (now, requests)
            let isHealthy = last.wellAt.map { now - $0 < Self.grace } ?? false
            return NodeReport(load: load, isHealthy: isHealthy, isDraining: isDraining)
        }
    }

    /// Says from now on that no more clients are wanted, and waits until that was said.
    func drain() {
        draining.withLock { $0 = 0 }
        // When the second is made, the first one has been sent.
        _ = draining.wait(until: { ($0 ?? 0) >= 2 }, atMost: Self.farewell)
    }
}
