package import OrderCore
internal import Primitives

/// A client for one thread that asks and waits: tools, tests, benchmarks.
package final class BlockingClient: AnswerSink {
    private let cell: Cell
    private let answers = ConditionLock<[Answer]>([])
    private let numbered = ConditionLock<UInt32>(0)

    /// Joins a cell.
    package init(_ cell: Cell) {
        self.cell = cell
        let number = cell.addClient(self)
        numbered.withLock { $0 = number }
    }

    /// The client's number.
    package var number: UInt32 { numbered.withLock { $0 } }

    /// Takes answers in.
    package func deliver(_ answers: ArraySlice<Answer>) {
        self.answers.withLock { $0.append(contentsOf: answers) }
        self.answers.signal()
    }

    /// Submits commands; nil when they were taken in.
    package func submit(_ commands: CommandBuffer) -> Answer.Outcome? {
        cell.submit(commands, client: number)
    }

    /// Takes the answers that have come, or waits for some, for `nanoseconds` at most.
    package func take(waitingAtMost nanoseconds: UInt64) -> [Answer] {
        if nanoseconds > 0 { _ = answers.wait(until: { !$0.isEmpty }, atMost: nanoseconds) }
        return answers.withLock { answers in
            let taken = answers
            answers.removeAll(keepingCapacity: true)
            return taken
        }
    }

    /// Submits one command and waits for its answer.
    package func ask(_ command: Command) -> Answer {
        let buffer = CommandBuffer(capacity: 4096)
        buffer.add(command, client: number, token: 0)
        if let refusal = submit(buffer) {
            return Answer(
                token: 0, outcome: refusal,
                retryAfterMilliseconds: cell.options.busyRetryMilliseconds)
        }
        while true {
            if let answer = take(waitingAtMost: 1_000_000_000).first { return answer }
        }
    }

    /// Leaves the cell.
    package func leave() { cell.removeClient(number) }
}
