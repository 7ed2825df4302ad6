internal import Configuration
internal import Service

/// The settings of an edge node: flags before the environment before a file before the defaults.
package enum EdgeSettings {
    /// Bytes of a file with settings at most.
    package static let maximumFileBytes = 1 << 20

    /// The options that all of them make.
    ///
    /// - Parameters:
    ///   - file: its name and its text, a JSON object with a member for each setting.
    ///   - environment: variables such as `SPILLWAY_EDGE_HOLD_SECONDS`.
    ///   - flags: texts by the names of settings.
    package static func read(
        file: (name: String, text: String)?, environment: [String: String],
        flags: [String: String]
    ) throws(SettingsError) -> EdgeOptions {
        var values: [String: String] = [:]
        if let file { values = try self.values(file.name, file.text) }
        let reader = ConfigReader(providers: [
            provider("flags", flags),
            EnvironmentVariablesProvider(environmentVariables: environment),
            provider("file", values),
        ]).scoped(to: "spillway.edge")
        var options = EdgeOptions()
        options.shield = ShieldOptions()
        for setting in EdgeSetting.all {
            guard let text = reader.string(forKey: ConfigKey([setting.name])) else { continue }
            guard setting.set(&options, text) else {
                let place =
                    flags[setting.name] != nil
                    ? "--\(words(setting.name, "-").lowercased())"
                    : environment[variable(setting.name)] != nil
                        ? variable(setting.name) : place(setting.name, in: file)
                throw SettingsError(
                    place: place,
                    message: "\(setting.name) is \(setting.wanted), not \"\(text.prefix(100))\"")
            }
        }
        if let files = options.certificate, files.certificate.isEmpty || files.key.isEmpty {
            throw SettingsError(
                place: place(files.key.isEmpty ? "certificate" : "key", in: file),
                message: "certificate and key are given together")
        }
        return options
    }

    private static func provider(_ name: String, _ values: [String: String]) -> InMemoryProvider {
        var content: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in values {
            content[AbsoluteConfigKey(["spillway", "edge", key])] = ConfigValue(
                .string(value), isSecret: false)
        }
        return InMemoryProvider(name: name, values: content)
    }

    /// The variable of a setting: `holdSeconds` is `SPILLWAY_EDGE_HOLD_SECONDS`.
    package static func variable(_ name: String) -> String {
        "SPILLWAY_EDGE_" + words(name, "_").uppercased()
    }

    private static func words(_ name: String, _ separator: String) -> String {
        name.map { $0.isUppercase ? separator + $0.lowercased() : String($0) }.joined()
    }

    /// The members of the file, as texts; a list becomes its members with commas between them.
    private static func values(
        _ name: String, _ text: String
    ) throws(SettingsError) -> [String: String] {
        let json: JSON
        do throws(JSONError) { json = try JSONParser.parse(text.utf8) } catch {
            let line = text.utf8.prefix(error.offset).count { $0 == 0x0A } + 1
            throw SettingsError(
                place: "\(name) line \(line)", message: "it is not JSON: \(error.message)")
        }
        guard case .object(let members) = json else {
            throw SettingsError(place: name, message: "it must be one JSON object")
        }
        var values: [String: String] = [:]
        for member in members {
            guard EdgeSetting.all.contains(where: { $0.name == member.name }) else {
                throw SettingsError(
                    place: place(member.name, in: (name, text)),
                    message: "there is no setting \"\(member.name.prefix(100))\"")
            }
            guard let value = plain(member.value) else {
                throw SettingsError(
                    place: place(member.name, in: (name, text)),
                    message: "\(member.name) is a text, a number, true, false or a list of texts")
            }
            values[member.name] = value
        }
        return values
    }

    private static func plain(_ value: JSON) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .array(let list): joined(list.map(\.string))
        default: nil
        }
    }

    /// A list's texts with commas between them; nil where one is no text, or holds a comma itself.
    private static func joined(_ list: [String?]) -> String? {
        let texts = list.compactMap { $0 }
        guard texts.count == list.count, !texts.contains(where: { $0.contains(",") }) else {
            return nil
        }
        return texts.joined(separator: ",")
    }

    /// The line of the file on which a member stands.
    private static func place(_ name: String, in file: (name: String, text: String)?) -> String {
        guard let file else { return name }
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = "\"\(name)\""
        let line = lines.firstIndex { line in
            guard let range = line.firstRange(of: wanted) else { return false }
            return line[range.upperBound...].first { !$0.isWhitespace } == ":"
        }
        return line.map { "\(file.name) line \($0 + 1)" } ?? file.name
    }
}
