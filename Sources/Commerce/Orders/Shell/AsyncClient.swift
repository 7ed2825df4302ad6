package import OrderCore
internal import Synchronization

/// A client for tasks: each command is awaited by the task that asked.
package final class AsyncClient: AnswerSink {
    private struct State {
        var number: UInt32 = 0
        var nextToken: UInt64 = 0
        var waiting: [UInt64: CheckedContinuation<Answer, Never>] = [:]
    }

    private let cell: Cell
    private let state = Mutex(State())

    /// Joins a cell.
    package init(_ cell: Cell) {
        self.cell = cell
        let number = cell.addClient(self)
        state.withLock { $0.number = number }
    }

    /// Wakes the tasks whose answers these are.
    package func deliver(_ answers: ArraySlice<Answer>) {
        for answer in answers {
            state.withLock { $0.waiting.removeValue(forKey: answer.token) }?.resume(
                returning: answer)
        }
    }

    /// Submits one command and waits for its answer, which comes even when the task is cancelled:
    /// what was taken in is decided.
    package func ask(_ command: Command) async -> Answer {
        await withCheckedContinuation { continuation in
            let (token, number) = state.withLock { state in
                state.nextToken += 1
                state.waiting[state.nextToken] = continuation
                return (state.nextToken, state.number)
            }
            let buffer = CommandBuffer(capacity: 512)
            buffer.add(command, client: number, token: token)
            guard let refusal = cell.submit(buffer, client: number) else { return }
            let answer = Answer(
                token: token, outcome: refusal,
                retryAfterMilliseconds: cell.options.busyRetryMilliseconds)
            state.withLock { $0.waiting.removeValue(forKey: token) }?.resume(returning: answer)
        }
    }
}
