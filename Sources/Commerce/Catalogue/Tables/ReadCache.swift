internal import Synchronization

/// Read results kept in memory, bounded: the least recently used one makes room.
///
/// A reader that began before a change cannot put its old value back: `remove` makes every read
/// that runs at that moment forget to store.
final class ReadCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct State {
        var table: RecentTable<Key, Value>
        var generation: UInt64 = 0
    }

    private let state: Mutex<State>

    init(limit: Int) { state = Mutex(State(table: RecentTable(limit: limit))) }

    /// The value that is kept, or the one that `read` finds and that is kept from now on.
    func value(_ key: Key, read: () throws -> Value?) rethrows -> Value? {
        let (kept, generation) = state.withLock { ($0.table.value(key), $0.generation) }
        if let kept { return kept }
        guard let value = try read() else { return nil }
        state.withLock { if $0.generation == generation { $0.table.insert(value, for: key) } }
        return value
    }

    /// The value, if it is kept.
    func kept(_ key: Key) -> Value? { state.withLock { $0.table.value(key) } }

    /// Forgets a value, after the change that made it old was committed.
    func remove(_ key: Key) {
        state.withLock {
            $0.generation &+= 1
            $0.table.remove(key)
        }
    }

    /// Forgets everything.
    func removeAll() {
        state.withLock {
            $0.generation &+= 1
            $0.table.removeAll()
        }
    }

    /// How many values are kept.
    var count: Int { state.withLock { $0.table.count } }
}
