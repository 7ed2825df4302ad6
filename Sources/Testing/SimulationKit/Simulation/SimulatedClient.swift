internal import Orders
internal import Synchronization

/// Collects what a cell answers one client.
final class SimulatedClient: AnswerSink {
    private let answers = Mutex<[Answer]>([])

    func deliver(_ answers: ArraySlice<Answer>) {
        self.answers.withLock { $0.append(contentsOf: answers) }
    }

    /// Takes what has come.
    func take() -> [Answer] {
        answers.withLock { answers in
            defer { answers = [] }
            return answers
        }
    }
}
