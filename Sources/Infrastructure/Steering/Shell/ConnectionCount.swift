internal import Synchronization

/// Counts connections up to a limit.
final class ConnectionCount: Sendable {
    private let limit: Int
    private let open = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Counts one more; false where there are as many as may be.
    func enter() -> Bool {
        guard open.add(1, ordering: .relaxed).newValue <= limit else {
            leave()
            return false
        }
        return true
    }

    func leave() { open.subtract(1, ordering: .relaxed) }
}
