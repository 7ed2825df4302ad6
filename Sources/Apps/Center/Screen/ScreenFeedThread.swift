internal import Primitives
internal import Service
internal import Synchronization

/// Makes the big screen's frames four times a second for each merchant that somebody watches, and
/// sends them to all who listen.
final class ScreenFeedThread: Sendable {
    private let isStopped = ConditionLock(false)
    private let thread = ConditionLock<WorkThread?>(nil)

    /// Nanoseconds between two frames.
    private static let interval: UInt64 = 250_000_000

    init(_ parts: CenterParts, _ screens: Screens, clock: any WallClock) {
        let thread = WorkThread(name: "screen", niceness: 5) { [isStopped] in
            while !isStopped.wait(until: { $0 }, atMost: Self.interval) {
                screens.send(at: clock.now())
            }
        }
        self.thread.withLock { $0 = thread }
    }

    func stop() {
        isStopped.withLock { $0 = true }
        isStopped.broadcast()
        thread.withLock { $0 }?.join()
    }
}
