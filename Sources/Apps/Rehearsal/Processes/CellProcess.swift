internal import Foundation
internal import Glibc
internal import Primitives

/// `spillway cell DIR` in a process of its own.
package final class CellProcess: Sendable {
    /// What a cell says first.
    package struct Ready: Codable, Sendable, Hashable {
        /// The epoch that it leads in.
        package var epoch: UInt64
        /// The last batch of its journal.
        package var position: UInt64
        /// Milliseconds from opening the folder to taking orders.
        package var start_ms: Double
    }

    /// The process.
    package let child: ChildProcess
    private let errors: String
    private let first: ConditionLock<Ready?>

    /// Starts `executable` on the folder `directory`, with `options` after it; the answers go to
    /// `onAnswer`. `wrapper` is put in front of the command line, for limits.
    package init(
        executable: String, directory: String, options: [String] = [], wrapper: [String] = [],
        errors: String, onAnswer: @escaping @Sendable ([UInt8]) -> Void
    ) throws(RehearsalError) {
        let first = ConditionLock<Ready?>(nil)
        self.first = first
        self.errors = errors
        let command = wrapper + [executable, "cell", directory] + options
        child = try ChildProcess(command, errors: errors) { line in
            guard first.withLock({ $0 == nil }) else { return onAnswer(line) }
            let ready = try? JSONDecoder().decode(Ready.self, from: Data(line))
            first.withLock { $0 = ready }
            first.broadcast()
        }
    }

    /// Waits until it takes orders.
    ///
    /// - Throws: `process`, with what it said, when it ends before, or after `seconds`.
    package func waitUntilReady(atMostSeconds seconds: Int) throws(RehearsalError) -> Ready {
        for _ in 0..<(seconds * 50) {
            if first.wait(until: { $0 != nil }, atMost: 20_000_000) { break }
            if child.exitNow != nil { break }
        }
        guard let ready = first.withLock({ $0 }) else {
            let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            child.send(signal: SIGKILL)
            throw RehearsalError(
                .process, "the cell did not start (\(child.wait())): \(said.suffix(2000))")
        }
        return ready
    }
}
