package import OrderCore
internal import Primitives
internal import Synchronization

/// A client for many threads at once, each of which waits for the answer to its own command.
package final class SharedClient: AnswerSink {
    private struct State {
        var number: UInt32 = 0
        var nextToken: UInt64 = 0
        var waiting: [UInt64: ConditionLock<Answer?>] = [:]
    }

    private let cell: Cell
    private let state = Mutex(State())

    /// Joins a cell.
    package init(_ cell: Cell) {
        self.cell = cell
        let number = cell.addClient(self)
        state.withLock { $0.number = number }
    }

    /// Wakes the threads whose answers these are.
    package func deliver(_ answers: ArraySlice<Answer>) {
        for answer in answers {
            let waiter = state.withLock { $0.waiting.removeValue(forKey: answer.token) }
            waiter?.withLock { $0 = answer }
            waiter?.signal()
        }
    }

    /// Submits one command and waits for its answer, which comes for everything that is taken in.
    package func ask(_ command: Command) -> Answer {
        let waiter = ConditionLock<Answer?>(nil)
        let (token, number) = state.withLock { state in
            state.nextToken += 1
            state.waiting[state.nextToken] = waiter
            return (state.nextToken, state.number)
        }
        let buffer = CommandBuffer(capacity: 4096)
        buffer.add(command, client: number, token: token)
        if let refusal = cell.submit(buffer, client: number) {
            state.withLock { _ = $0.waiting.removeValue(forKey: token) }
            return Answer(
                token: token, outcome: refusal,
                retryAfterMilliseconds: cell.options.busyRetryMilliseconds)
        }
        waiter.wait(until: { $0 != nil })
        return waiter.withLock { $0 } ?? Answer(token: token, outcome: .closed)
    }
}
