internal import Foundation
internal import Primitives

extension BenchReport {
    /// The report as a page to be kept: machine, settings, measures, and each rival's commands.
    package func markdown() -> String {
        var lines = ["# Last figures: \(name)", "", "Written by `./spillway bench \(name)`.", ""]
        lines += [
            "| machine | |", "|---|---|",
            "| processor | \(machine.processor), \(machine.cores) cores |",
            "| memory | \(machine.memory) |",
            "| system | \(machine.system), kernel \(machine.kernel) |",
            "| Swift | \(machine.swift) |",
        ]
        if let date { lines.append("| date | \(Self.day(date)) |") }
        lines += settings.map { "| \($0.name) | \($0.value) |" }
        lines += ["", row(Self.heads), "|" + Self.heads.indices.map(Self.rule).joined()]
        lines += measures.map { row($0.cells) }
        let notes = measures.compactMap { measure in
            measure.note.map { "- \(measure.title): \($0)" }
        }
        if !notes.isEmpty { lines += [""] + notes }
        for rival in rivals { lines += [""] + rival.markdown }
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    private static func rule(_ column: Int) -> String { rights.contains(column) ? "---:|" : "---|" }

    private static func day(_ date: Timestamp) -> String {
        let seconds = Double(date.rawValue) / 1000
        return Date(timeIntervalSince1970: seconds).formatted(.iso8601.year().month().day())
    }
}

extension RivalFigure {
    fileprivate var markdown: [String] {
        var lines = [
            "## Rival: \(name)", "", "\(Figure.text(reservationsPerSecond)) reservations a second",
        ]
        lines[2] += " (\(accepted) accepted, \(refused) refused). \(settings)."
        if let note { lines += ["", note] }
        return lines + ["", "```"] + commands + ["```"]
    }
}
