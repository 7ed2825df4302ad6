internal import Foundation

/// A report as its files hold it, taken apart by lines: a run of some groups of measures replaces
/// theirs, and what was kept of the others stays as it is, with its day and its machine.
struct KeptReport {
    /// The lines of one measure.
    struct Lines {
        var group: String
        var json: String
        var row: String
        var notes: [String]
    }

    /// When and where a group was measured.
    struct Origin {
        var day: String
        /// In words.
        var place: String
        /// As JSON.
        var machine: String
    }

    private(set) var measures: [Lines] = []
    private(set) var origins: [String: Origin] = [:]
    private var title: [String] = []
    private var machine: [(name: String, row: String)] = []
    private var settings: [(name: String, row: String)] = []
    private var heads: [String] = []
    private var machineJSON = ""

    private static let machineRows: Set<String> = ["processor", "memory", "system", "Swift"]
    private static let mark = "measured: "

    /// Reads both files; nil where they are not of one report.
    init?(json: String, markdown: String) {
        let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
        guard let machineAt = lines.firstIndex(of: "| machine | |"),
            let headAt = lines.firstIndex(where: { $0.hasPrefix("| measure |") }),
            machineAt < headAt, headAt + 1 < lines.count
        else { return nil }
        title = Array(lines[..<machineAt])
        heads = Array(lines[headAt...headAt + 1])
        let rows = lines[(headAt + 2)...].prefix { $0.hasPrefix("|") }
        let notes = lines[(headAt + 2 + rows.count)...].filter { $0.hasPrefix("- ") }
        let documents = Self.documents(json, "id")
        guard documents.count == rows.count else { return nil }
        let titles = rows.map { Self.name($0) }
        for ((id, document), row) in zip(documents, rows) {
            let name = Self.name(row)
            // Of titles that begin alike the longest one is meant.
            let own = notes.filter { note in
                titles.filter { note.hasPrefix("- \($0): ") }.max { $0.count < $1.count } == name
            }
            measures.append(
                Lines(
                    group: String(id.prefix { $0 != "." }), json: document, row: row, notes: own))
        }
        machineJSON =
            json.split(separator: "\n").first { $0.hasPrefix("  \"machine\": ") }
            .map { String($0.dropFirst(13).dropLast($0.hasSuffix(",") ? 1 : 0)) } ?? "null"
        take(rows: lines[(machineAt + 2)..<headAt].filter { $0.hasPrefix("|") }, json)
    }

    private mutating func take(rows: [String], _ json: String) {
        var day = "unknown"
        var told: [(group: String, value: String)] = []
        for row in rows {
            let (name, value) = (Self.name(row), Self.value(row))
            if Self.machineRows.contains(name) {
                machine.append((name, row))
            } else if name == "date" {
                day = value
            } else if name.hasPrefix(Self.mark) {
                told.append((String(name.dropFirst(Self.mark.count)), value))
            } else if name != "days" {
                settings.append((name, row))
            }
        }
        let place = machine.map { ($0.name == "Swift" ? "Swift " : "") + Self.value($0.row) }
            .joined(separator: "; ")
        for group in Set(measures.map(\.group)) {
            origins[group] = Origin(day: day, place: place, machine: machineJSON)
        }
        let documents = Self.documents(json, "group")
        for (group, value) in told {
            let parts = value.split(separator: ", on ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            let document = documents.first { $0.0 == group }?.1 ?? ""
            let machine = document.firstRange(of: "\"machine\": ").map {
                String(document[$0.upperBound...].dropLast())
            }
            origins[group] = Origin(
                day: parts[0], place: parts[1], machine: machine ?? machineJSON)
        }
    }

    /// Takes the place of what is kept of the groups that the other one has.
    mutating func replace(by newer: KeptReport, order: [String]) {
        let groups = Set(newer.measures.map(\.group))
        let all = measures.filter { !groups.contains($0.group) } + newer.measures
        measures = order.flatMap { group in all.filter { $0.group == group } }
        origins.merge(newer.origins) { $1 }
        origins = origins.filter { origin in measures.contains { $0.group == origin.key } }
        for setting in newer.settings {
            if let place = settings.firstIndex(where: { $0.name == setting.name }) {
                settings[place] = setting
            } else {
                settings.append(setting)
            }
        }
        (title, heads, machine) = (newer.title, newer.heads, newer.machine)
        machineJSON = newer.machineJSON
    }

    /// The groups in the order of their measures.
    private var groups: [String] {
        measures.map(\.group).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// The page.
    var markdown: String {
        let origins = groups.compactMap { group in
            self.origins[group].map { "| \(Self.mark)\(group) | \($0.day), on \($0.place) |" }
        }
        let table = ["| machine | |", "|---|---|"] + machine.map(\.row)
        var lines = title + table + origins + settings.map(\.row) + [""] + heads
        lines += measures.map(\.row)
        let notes = measures.flatMap(\.notes)
        if !notes.isEmpty { lines += [""] + notes }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The document.
    var json: String {
        let origins = groups.compactMap { group in
            self.origins[group].map {
                "    {\"group\": \"\(group)\", \"date\": \"\($0.day)\", "
                    + "\"machine\": \($0.machine)}"
            }
        }
        return """
            {
              "machine": \(machineJSON),
              "groups": [
            \(origins.joined(separator: ",\n"))
              ],
              "measures": [
            \(measures.map(\.json).joined(separator: ",\n"))
              ]
            }

            """
    }

    /// The objects that stand on a line of their own and begin with a member, by its value.
    private static func documents(_ json: String, _ member: String) -> [(String, String)] {
        json.split(separator: "\n").compactMap { line in
            let begin = "    {\"\(member)\": \""
            guard line.hasPrefix(begin) else { return nil }
            let value = line.dropFirst(begin.count).prefix { $0 != "\"" }
            return (String(value), String(line.hasSuffix(",") ? line.dropLast() : line))
        }
    }

    private static func name(_ row: String) -> String { cell(row, 0) }
    private static func value(_ row: String) -> String { cell(row, 1) }

    private static func cell(_ row: String, _ index: Int) -> String {
        let cells = row.dropFirst(2).components(separatedBy: " | ")
        guard index < cells.count else { return "" }
        let cell = index == cells.count - 1 ? String(cells[index].dropLast(2)) : cells[index]
        return cell.trimmingCharacters(in: .whitespaces)
    }
}
