internal import Primitives
internal import Synchronization

/// Keeps what was looked up for a moment, so that a crowd on one page asks the tables once.
///
/// What changes is seen a moment later. At `limit` everything is looked up again.
final class MomentCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var until: Timestamp
    }

    private let milliseconds: Int64
    private let limit: Int
    private let entries = Mutex<[Key: Entry]>([:])

    init(milliseconds: Int64, limit: Int) {
        self.milliseconds = milliseconds
        self.limit = limit
    }

    /// The value of this moment; `make` looks it up.
    func value(_ key: Key, at now: Timestamp, _ make: () throws -> Value) rethrows -> Value {
        let kept = entries.withLock { $0[key] }
        // A clock that was set back must not keep an entry for longer.
        if let kept, now < kept.until, kept.until <= now.adding(milliseconds: milliseconds) {
            return kept.value
        }
        let value = try make()
        entries.withLock { entries in
            if entries.count >= limit { entries.removeAll() }
            entries[key] = Entry(value: value, until: now.adding(milliseconds: milliseconds))
        }
        return value
    }
}
