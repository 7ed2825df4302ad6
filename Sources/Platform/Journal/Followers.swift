internal import Primitives

/// The published tail, and those who wait for it to move: threads and tasks.
final class Followers: Sendable {
    fileprivate struct Waiter {
        var position: UInt64
        var continuation: CheckedContinuation<Void, Never>
    }

    fileprivate struct State {
        var tail: JournalTail
        var isClosed = false
        var nextID: UInt64 = 0
        var waiters: [UInt64: Waiter] = [:]
    }

    private let state: ConditionLock<State>

    init(tail: JournalTail) { state = ConditionLock(State(tail: tail)) }

    var tail: JournalTail { state.withLock { $0.tail } }

    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Moves the tail and wakes those whom it has reached.
    func publish(_ tail: JournalTail) {
        let reached = state.withLock { state in
            state.tail = tail
            return state.takeWaiters { $0 <= tail.position }
        }
        state.broadcast()
        for continuation in reached { continuation.resume() }
    }

    /// Wakes everybody for good.
    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            return state.takeWaiters { _ in true }
        }
        state.broadcast()
        for continuation in all { continuation.resume() }
    }

    /// Blocks the thread until the tail has reached `position`; false when time ran out or the
    /// journal was closed before.
    func wait(for position: UInt64, atMost nanoseconds: UInt64) -> Bool {
        var reached = false
        _ = state.wait(
            until: { state in
                reached = state.tail.position >= position
                return reached || state.isClosed
            }, atMost: nanoseconds)
        return reached
    }

    /// Suspends the task until the tail has reached `position`, the journal is closed or the task
    /// is cancelled: the caller looks which.
    func wait(for position: UInt64) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // A cancellation before this finds no waiter to wake, so it is looked for under the
                // lock that `cancel` takes: it came before, and is seen here, or comes later and
                // wakes.
                let mustWait = state.withLock { state in
                    guard state.tail.position < position, !state.isClosed, !Task.isCancelled else {
                        return false
                    }
                    state.waiters[id] = Waiter(position: position, continuation: continuation)
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume()
        }
    }
}

extension Followers.State {
    fileprivate mutating func takeWaiters(
        whose condition: (UInt64) -> Bool
    ) -> [CheckedContinuation<Void, Never>] {
        guard !waiters.isEmpty else { return [] }
        let taken = waiters.filter { condition($0.value.position) }
        for id in taken.keys { waiters.removeValue(forKey: id) }
        return taken.values.map(\.continuation)
    }
}
