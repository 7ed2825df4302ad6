internal import Foundation

extension BenchReport {
    /// The report as JSON: the machine, and for each measure its id, value, unit, rival, ratio,
    /// goal and whether that holds; what there is not is null.
    ///
    /// Keys stay in this order, so that two committed reports can be compared line by line.
    package func json() -> String {
        let measures = measures.map { "    \($0.json)" }.joined(separator: ",\n")
        return """
            {
              "machine": \(machine.json),
              "measures": [
            \(measures)
              ]
            }

            """
    }
}

extension Measure {
    fileprivate var json: String {
        JSONText.object([
            ("id", JSONText.string(id)), ("value", Figure.json(value)),
            ("unit", JSONText.string(unit)),
            ("against", against.map(JSONText.string) ?? "null"),
            ("ratio", ratio.map(Figure.json) ?? "null"),
            ("goal", goal.map { Figure.json($0.limit) } ?? "null"),
            ("holds", holds.map { "\($0)" } ?? "null"),
        ])
    }
}

extension Machine {
    fileprivate var json: String {
        JSONText.object([
            ("cores", "\(cores)"), ("processor", JSONText.string(processor)),
            ("memoryBytes", "\(memoryBytes)"), ("kernel", JSONText.string(kernel)),
            ("system", JSONText.string(system)), ("swift", JSONText.string(swift)),
        ])
    }
}

/// JSON whose keys keep their order, which Foundation's encoder does not promise.
private enum JSONText {
    static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\(string($0)): \($1)" }.joined(separator: ", ") + "}"
    }

    static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case ..<" ": quoted += String(format: "\\u%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
