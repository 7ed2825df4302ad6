internal import Foundation
internal import Glibc
internal import Rehearsal
internal import Synchronization

/// How a rehearsal goes: a block of lines that is drawn anew each second on a terminal, under what
/// was said; a line for each second without one.
final class SaleDisplay: Sendable {
    private struct State {
        var latest: SaleMoment?
        var sent: [Int] = []
        var accepted: [Int] = []
        var errors = 0
        var admitted = 0
        /// Lines of the block that stand on the terminal now.
        var drawn = 0
    }

    private let state = Mutex(State())
    private let seconds: Int
    private let isTerminal: Bool

    /// Seconds that the small charts go back, and the columns that every line keeps to.
    private static let chartSeconds = 40
    private static let columns = 79
    private static let bars = Array("▁▂▃▄▅▆▇█")

    init(_ profile: SaleProfile) {
        seconds = max(1, Int(profile.seconds.rounded(.up)))
        isTerminal = isatty(STDERR_FILENO) == 1
    }

    /// Says something, above the block.
    func say(_ text: String) {
        guard isTerminal else { return Output.say(text) }
        state.withLock { state in
            Self.write(Self.erase(&state) + text + "\n")
            draw(&state)
        }
    }

    /// Shows a second of the run.
    func show(_ moment: SaleMoment) {
        guard isTerminal else { return Output.say(Self.line(moment)) }
        state.withLock { state in
            state.latest = moment
            state.sent = (state.sent + [moment.figures.sent]).suffix(Self.chartSeconds)
            state.accepted = (state.accepted + [moment.figures.accepted]).suffix(Self.chartSeconds)
            state.errors += moment.figures.errors
            state.admitted += moment.figures.admitted
            Self.write(Self.erase(&state))
            draw(&state)
        }
    }

    /// Leaves the block as it is; what comes next stands below it.
    func finish() { state.withLock { $0.drawn = 0 } }

    private static func erase(_ state: inout State) -> String {
        defer { state.drawn = 0 }
        return state.drawn == 0 ? "" : "\u{1B}[\(state.drawn)A\r\u{1B}[J"
    }

    private func draw(_ state: inout State) {
        guard let moment = state.latest else { return }
        let figures = moment.figures
        let filled = min(Self.chartSeconds, figures.second * Self.chartSeconds / seconds)
        let bar =
            String(repeating: "█", count: filled)
            + String(repeating: "░", count: Self.chartSeconds - filled)
        let lines = [
            "\(bar) \(figures.second) of \(seconds) s  \(moment.phase)",
            Self.chart(state.sent) + " \(figures.sent) requests/s",
            Self.chart(state.accepted) + " \(figures.accepted) orders/s",
            String(format: "p50 %.1f  p99 %.1f ms", figures.p50, figures.p99)
                + "  under way \(figures.open)  again \(figures.again)  errors \(state.errors)"
                + (state.admitted > 0 ? "  let in \(state.admitted)" : ""),
            "refused: " + Self.refused(figures, most: 4)
                + (figures.flood > 0 ? "  flood \(figures.flood)" : ""),
        ].map { String($0.prefix(Self.columns)) }
        state.drawn = lines.count
        Self.write(lines.joined(separator: "\n") + "\n")
    }

    private static func chart(_ values: [Int]) -> String {
        let top = max(1, values.max() ?? 1)
        let marks = values.map { bars[min(bars.count - 1, max(0, $0) * bars.count / top)] }
        return String(repeating: " ", count: chartSeconds - values.count) + String(marks)
    }

    private static func refused(_ figures: DriveFigures, most: Int) -> String {
        figures.refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most)
            .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }

    private static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// A second as one line.
    private static func line(_ moment: SaleMoment) -> String {
        let figures = moment.figures
        let phase = moment.phase.padding(toLength: 10, withPad: " ", startingAt: 0)
        let refused = refused(figures, most: 3)
        return String(
            format: "%4d s  %@ %6d req/s %5d orders/s  p50 %.1f  p99 %.1f ms", figures.second,
            phase as NSString, figures.sent, figures.accepted, figures.p50, figures.p99)
            + (figures.errors > 0 ? "  ERRORS \(figures.errors)" : "")
            + (figures.again > 0 ? "  again \(figures.again)" : "")
            + (figures.admitted > 0 ? "  let in \(figures.admitted)" : "")
            + (figures.flood > 0 ? "  flood \(figures.flood)" : "")
            + (refused.isEmpty ? "" : "  refused: " + refused)
            + (figures.behind > 20 ? "  (generator \(Int(figures.behind)) ms behind)" : "")
    }
}
