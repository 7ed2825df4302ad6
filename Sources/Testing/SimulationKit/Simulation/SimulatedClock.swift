package import Primitives
internal import Synchronization

/// A clock that stands still until it is moved, and whose civil time can be set.
package final class SimulatedClock: WallClock {
    private struct Time {
        var civilMicroseconds: Int64
        var monotonicMicroseconds: UInt64 = 0
    }

    private let time: Mutex<Time>

    /// A clock that shows `start`.
    package init(start: Timestamp) { time = Mutex(Time(civilMicroseconds: start.rawValue * 1000)) }

    /// Civil time, as it was set.
    package func now() -> Timestamp { time.withLock { Timestamp($0.civilMicroseconds / 1000) } }

    /// Time that passed since the clock was made.
    package func monotonicNanoseconds() -> UInt64 {
        time.withLock { $0.monotonicMicroseconds * 1000 }
    }

    /// Lets time pass.
    package func pass(microseconds: UInt64) {
        time.withLock { time in
            time.civilMicroseconds += Int64(clamping: microseconds)
            time.monotonicMicroseconds += microseconds
        }
    }

    /// Sets the civil time ahead or back, as an operator or a time service does.
    package func jump(milliseconds: Int64) {
        time.withLock { $0.civilMicroseconds += milliseconds * 1000 }
    }
}
