extension BenchReport {
    /// The measures as an aligned table for a terminal, with the notes below it.
    package func table() -> String {
        let rows = [Self.heads] + measures.map(\.cells)
        let widths = Self.heads.indices.map { column in
            rows.map { $0[column].count }.max() ?? 0
        }
        var lines = rows.map { row in
            let cells = row.indices.map {
                pad(row[$0], to: widths[$0], right: Self.rights.contains($0))
            }
            return String(cells.joined(separator: "  ").trimmingSuffix { $0 == " " })
        }
        lines.insert(
            widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
        let notes = measures.compactMap { measure in measure.note.map { "\(measure.title): \($0)" }
        }
        let whole =
            ["\(name) on \(machine.summary)", ""] + lines + (notes.isEmpty ? [] : [""] + notes)
        return whole.joined(separator: "\n") + "\n"
    }

    static let heads = ["measure", "value", "unit", "against", "value", "ratio", "goal", "holds"]

    /// Columns of numbers.
    static let rights: Set = [1, 4, 5, 6]

    private func pad(_ text: String, to width: Int, right: Bool) -> String {
        let blanks = String(repeating: " ", count: width - text.count)
        return right ? blanks + text : text + blanks
    }
}

extension Measure {
    /// Its row of a table.
    var cells: [String] {
        [
            title, Figure.text(value), unit, against ?? "", rivalValue.map(Figure.text) ?? "",
            ratio.map { Figure.text($0) + " ×" } ?? "", goal.map(Self.text) ?? "", holdsText,
        ]
    }

    private var holdsText: String {
        switch holds {
        case true?: "yes"
        case false?: "NO"
        case nil: goal == nil ? "" : "not run"
        }
    }

    private static func text(_ goal: Goal) -> String {
        let sign = goal.direction == .atLeast ? "≥ " : "≤ "
        return sign + Figure.text(goal.limit) + (goal.side == .ratio ? " ×" : "")
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
