internal import NIOPosix
internal import Synchronization

/// Threads that run routes, with a limit to what waits for them.
final class Workers: Sendable {
    private let pool: NIOThreadPool
    private let waiting = Atomic<Int>(0)
    private let limit: Int

    /// - Parameter limit: tasks that may wait.
    init(threads: Int, limit: Int) {
        self.limit = limit
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    /// Runs `task` when a thread is free; false, and nothing runs, where too much waits already.
    func submit(_ task: @escaping @Sendable () -> Void) -> Bool {
        let queued = waiting.add(1, ordering: .relaxed).newValue
        guard queued <= limit else {
            waiting.subtract(1, ordering: .relaxed)
            return false
        }
        pool.submit { [self] state in
            waiting.subtract(1, ordering: .relaxed)
            if state == .active { task() }
        }
        return true
    }

    /// Ends what runs, and takes nothing more.
    func stop() { try? pool.syncShutdownGracefully() }
}
