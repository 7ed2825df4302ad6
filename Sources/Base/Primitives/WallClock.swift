internal import Glibc

/// The seam for time: whoever needs to know the time is given one of these.
package protocol WallClock: Sendable {
    /// Civil time, which may jump when the machine's clock is set.
    func now() -> Timestamp
    /// Nanoseconds from a fixed but unknown moment; never goes back. For measuring durations.
    func monotonicNanoseconds() -> UInt64
}

/// The clock of the machine.
package struct SystemClock: WallClock {
    /// Reads the machine's clock.
    package init() {}

    /// Civil time of the machine.
    package func now() -> Timestamp {
        let time = read(CLOCK_REALTIME)
        return Timestamp(Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Monotonic time of the machine.
    package func monotonicNanoseconds() -> UInt64 {
        let time = read(CLOCK_MONOTONIC)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Lets other threads run for about so long: the pace of a load generator, never a way to wait
    /// for a condition.
    package func pause(nanoseconds: UInt64) {
        var time = timespec(
            tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        _ = unsafe nanosleep(&time, nil)
    }

    private func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        let failed = unsafe clock_gettime(clock, &time)
        precondition(failed == 0, "the machine has no such clock")
        return time
    }
}
