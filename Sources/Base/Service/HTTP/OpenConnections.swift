internal import Synchronization

/// How many connections are open.
final class OpenConnections: Sendable {
    private let count = Atomic<Int>(0)

    /// How many now.
    var now: Int { count.load(ordering: .relaxed) }

    /// One more, or fewer.
    func add(_ change: Int = 1) { count.add(change, ordering: .relaxed) }
}
