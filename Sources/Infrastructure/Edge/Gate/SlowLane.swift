/// Requests that are served when nothing better waits: few at a time of one thread.
final class SlowLane {
    /// Of them at once.
    private static let width = 4
    /// That wait at most.
    private static let maximumWaiting = 1000

    private var running = 0
    private var waiting: [(owner: ObjectIdentifier, start: () -> Void)] = []

    /// Starts now or later; false where too many wait.
    func enter(_ owner: AnyObject, _ start: @escaping () -> Void) -> Bool {
        if running < Self.width {
            running += 1
            start()
            return true
        }
        guard waiting.count < Self.maximumWaiting else { return false }
        waiting.append((ObjectIdentifier(owner), start))
        return true
    }

    /// The owner is done, or does not wait any more.
    func leave(_ owner: AnyObject) {
        if let place = waiting.firstIndex(where: { $0.owner == ObjectIdentifier(owner) }) {
            waiting.remove(at: place)
            return
        }
        guard !waiting.isEmpty else {
            running -= 1
            return
        }
        waiting.removeFirst().start()
    }
}
