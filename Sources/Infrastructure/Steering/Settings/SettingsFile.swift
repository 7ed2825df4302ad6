internal import Service

/// A file of settings in JSON, whose values know their line.
struct SettingsFile {
    let name: String
    let root: JSON
    private let lines: [String: Int]

    init(name: String, text: [UInt8]) throws(SettingsError) {
        self.name = name
        do throws(JSONError) {
            root = try JSONParser.parse(text)
        } catch {
            let line = JSONLines.line(of: error.offset, in: text)
            throw SettingsError("\(name):\(line)", error.message)
        }
        lines = JSONLines(text).lines
        guard root.members != nil else {
            throw SettingsError("\(name):1", "the settings are one JSON object")
        }
    }

    /// An error at a value, or at what the value would be in.
    func wrong(_ path: String, _ message: String) -> SettingsError {
        var above = path[...]
        while lines[String(above)] == nil, let dot = above.lastIndex(of: ".") {
            above = above[..<dot]
        }
        let line = lines[String(above)] ?? 1
        return SettingsError("\(name):\(line)", path.isEmpty ? message : "\(path): \(message)")
    }

    /// Refuses members that nobody reads, which are mostly misspelt.
    func check(_ value: JSON, at path: String, knows names: Set<String>) throws(SettingsError) {
        guard let members = value.members else { throw wrong(path, "is no object") }
        for member in members where !names.contains(member.name) {
            let place = path.isEmpty ? member.name : path + "." + member.name
            throw wrong(place, "is not known; there is \(names.sorted().joined(separator: ", "))")
        }
    }
}
