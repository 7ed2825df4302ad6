internal import Journal
internal import Primitives

/// Decisions on their way to the disk, with the answers that wait for it.
final class Batch: @unchecked Sendable {
    // @unchecked: has one owner at a time: the writer fills it, hands it to the committer under a
    // lock, and gets it back the same way.
    var content: BatchContent

    init(capacity: Int) { content = BatchContent(capacity: capacity) }

    /// Gives every answer to its client's sink, a run of the same client at once.
    ///
    /// - Parameter outcome: given instead of each answer's own, where the batch was not made
    /// durable.
    func deliver(
        to sinks: [(any AnswerSink)?], insteadAll outcome: Answer.Outcome?, retryAfter: UInt32
    ) {
        if let outcome {
            content.answers = content.answers.map {
                Answer(token: $0.token, outcome: outcome, retryAfterMilliseconds: retryAfter)
            }
        }
        let answers = content.answers
        let clients = content.clients
        var start = 0
        while start < answers.count {
            let client = clients[start]
            var end = start + 1
            while end < answers.count && clients[end] == client { end += 1 }
            if Int(client) < sinks.count { sinks[Int(client)]?.deliver(answers[start..<end]) }
            start = end
        }
    }
}

/// Records, and the answers that wait for them to be durable.
struct BatchContent: ~Copyable {
    var frame: ByteFrame
    fileprivate(set) var answers: [Answer] = []
    fileprivate var clients: [UInt32] = []

    private static let expectedAnswers = 8192

    init(capacity: Int) {
        frame = Journal.frame(capacity: capacity)
        answers.reserveCapacity(Self.expectedAnswers)
        clients.reserveCapacity(Self.expectedAnswers)
    }

    var isEmpty: Bool { answers.isEmpty && frame.count == 0 }

    @inline(__always) mutating func add(_ answer: Answer, client: UInt32) {
        answers.append(answer)
        clients.append(client)
    }

    mutating func reset() {
        frame.reset()
        answers.removeAll(keepingCapacity: true)
        clients.removeAll(keepingCapacity: true)
    }
}
