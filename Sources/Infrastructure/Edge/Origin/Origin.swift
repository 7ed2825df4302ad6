internal import Synchronization

/// One origin: how it does, as all threads see it.
final class Origin: Sendable {
    private struct State {
        var failures = 0
        /// Until when it is left alone, in nanoseconds of the monotonic clock.
        var openUntil: UInt64 = 0
        var isWell = true
    }

    let address: OriginAddress
    private let state = Mutex(State())
    private let failureLimit: Int
    private let restNanoseconds: UInt64
    let active = Atomic<Int>(0)

    init(_ address: OriginAddress, failures: Int, restMilliseconds: Int64) {
        self.address = address
        failureLimit = max(1, failures)
        restNanoseconds = UInt64(max(1, restMilliseconds)) * 1_000_000
    }

    /// Whether requests may go there now. After a rest, one at a time is let through to try.
    func isOpen(at now: UInt64) -> Bool {
        state.withLock { state in
            guard state.isWell else { return false }
            guard state.openUntil > 0 else { return true }
            guard now >= state.openUntil else { return false }
            // The others wait for another rest, unless this one comes back well before.
            state.openUntil = now + restNanoseconds
            return true
        }
    }

    /// It could be reached and answered.
    func succeeded() {
        state.withLock { state in
            state.failures = 0
            state.openUntil = 0
        }
    }

    /// It could not be reached, or did not answer.
    func failed(at now: UInt64) {
        state.withLock { state in
            state.failures += 1
            if state.failures >= failureLimit { state.openUntil = now + restNanoseconds }
        }
    }

    /// What a look at its health found.
    func setWell(_ isWell: Bool) {
        state.withLock { state in
            state.isWell = isWell
            if isWell {
                state.failures = 0
                state.openUntil = 0
            }
        }
    }

    /// Whether it takes requests, for the figures.
    var isUp: Bool { state.withLock { $0.isWell && $0.openUntil == 0 } }
}
