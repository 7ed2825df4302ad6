internal import Journal
internal import OrderCore
internal import Primitives

/// Decisions on their way to the disk, with the answers that wait for it.
final class Batch: @unchecked Sendable {
    // @unchecked: has one owner at a time: the writer fills it, hands it to the committer under a
    // lock, and gets it back the same way.
    var frame: ByteFrame
    private(set) var answers: [Answer] = []
    private var clients: [UInt32] = []
    /// The number of the batch in the order in which they were decided, for the order of answers.
    var number: UInt64 = 0

    init(capacity: Int) {
        frame = ByteFrame(capacity: capacity, headroom: Journal.frameHeadroom)
        answers.reserveCapacity(8192)
        clients.reserveCapacity(8192)
    }

    var isEmpty: Bool { answers.isEmpty && frame.count == 0 }

    @inline(__always) func add(_ answer: Answer, client: UInt32) {
        answers.append(answer)
        clients.append(client)
    }

    func reset() {
        frame.reset()
        answers.removeAll(keepingCapacity: true)
        clients.removeAll(keepingCapacity: true)
    }

    /// Gives every answer to its client's sink, a run of the same client at once.
    func deliver(to sinks: [(any AnswerSink)?], insteadAll outcome: Answer.Outcome?, retryAfter: UInt32) {
        if let outcome {
            for index in answers.indices {
                answers[index] = Answer(
                    token: answers[index].token, outcome: outcome, retryAfterMilliseconds: retryAfter)
            }
        }
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
