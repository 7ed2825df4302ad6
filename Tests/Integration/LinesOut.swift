import Primitives

/// The lines that a process wrote.
final class LinesOut: Sendable {
    private let lines = ConditionLock<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: [UInt8]) {
        lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
    }
}
