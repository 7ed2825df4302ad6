internal import Primitives

/// The clients of a cell, by number.
final class Sinks: Sendable {
    private let sinks = ConditionLock<[(any AnswerSink)?]>([])

    /// Every client's sink; nil where a client has left.
    var all: [(any AnswerSink)?] { sinks.withLock { $0 } }

    /// Adds a client; gives its number, which a client that left may have had.
    func add(_ sink: any AnswerSink) -> UInt32 {
        sinks.withLock { sinks in
            if let free = sinks.firstIndex(where: { $0 == nil }) {
                sinks[free] = sink
                return UInt32(free)
            }
            sinks.append(sink)
            return UInt32(sinks.count - 1)
        }
    }

    /// Lets a client go. Answers that are still on their way to it are lost; its number is not
    /// given out again before then by whoever calls this.
    func remove(_ client: UInt32) {
        sinks.withLock { $0[Int(client)] = nil }
    }
}
