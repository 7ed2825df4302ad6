internal import Foundation

/// What takes a while, on one line of a terminal; a line for each step without one.
final class ProgressBar {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var step = ""
    private var percent = -1

    /// Shows how far a step is, as a share of 0 to 1 where it is known.
    func show(_ step: String, _ share: Double?) {
        let percent = share.map { Int(min(max($0, 0), 1) * 100) } ?? 0
        guard step != self.step || percent != self.percent else { return }
        if isTerminal {
            let filled = percent * 40 / 100
            let bar = String(repeating: "█", count: filled)
            let rest = String(repeating: "░", count: 40 - filled)
            write("\r\(bar)\(rest) \(percent) %  \(step)\u{1B}[K")
        } else if step != self.step {
            write("\(step) …\n")
        }
        self.step = step
        self.percent = percent
    }

    /// Takes the line away again.
    func finish() { if isTerminal, !step.isEmpty { write("\r\u{1B}[K") } }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
