internal import Glibc
internal import Primitives

/// Kills a process at a moment that has nothing to do with what it is doing.
final class Killer: Sendable {
    private let thread: WorkThread
    private let hasKilled: ConditionLock<Bool>

    init(_ child: ChildProcess, after nanoseconds: UInt64, _ flood: Flood, _ clock: any WallClock) {
        let hasKilled = ConditionLock(false)
        self.hasKilled = hasKilled
        thread = WorkThread(name: "killer") {
            // A cell that ends by itself before is a finding of its own.
            guard child.wait(atMostSeconds: Double(nanoseconds) / 1e9) == nil else { return }
            hasKilled.withLock { $0 = true }
            flood.wasKilled(at: clock.monotonicNanoseconds())
            child.send(signal: SIGKILL)
        }
    }

    /// Waits for its moment; says whether it killed.
    func join() -> Bool {
        thread.join()
        return hasKilled.withLock { $0 }
    }
}
