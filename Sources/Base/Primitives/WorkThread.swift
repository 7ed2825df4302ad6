internal import Foundation
internal import Glibc

/// A thread of its own for work that blocks or must not wait behind other work.
///
/// Swift's shared pool is for tasks that yield; a writer that waits for a disk does not.
package final class WorkThread: Sendable {
    private let finished = ConditionLock(false)

    /// Starts `work` on a new thread.
    ///
    /// - Parameters:
    ///   - name: shown by `top -H`; at most 15 bytes are kept by the kernel.
    ///   - niceness: 0 for work that somebody waits for, up to 19 for work that may lag.
    package init(name: String, niceness: Int32 = 0, _ work: @escaping @Sendable () -> Void) {
        let finished = self.finished
        let thread = Thread {
            // On Linux niceness belongs to a thread, named by its kernel id; 0 is the caller.
            if niceness > 0 { _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, niceness) }
            Thread.current.name = name
            work()
            finished.withLock { $0 = true }
            finished.broadcast()
        }
        thread.stackSize = 4 << 20
        thread.start()
    }

    /// Waits until the work has returned.
    package func join() {
        finished.wait(until: { $0 })
    }
}
