internal import Configuration
internal import Service

/// Reads single values by swift-configuration: a flag goes before the environment, and that before
/// the file.
struct SettingsReader {
    /// What goes before the names of variables.
    static let prefix = "SPILLWAY_STEERING_"

    private let flags: [String: String]
    private let environment: [String: String]
    private let file: SettingsFile
    private let reader: ConfigReader

    init(_ file: SettingsFile, flags: [String: String], environment: [String: String]) {
        self.file = file
        self.flags = flags
        self.environment = environment
        let values = { (texts: [String: String]) in
            Dictionary(
                uniqueKeysWithValues: texts.map {
                    (
                        AbsoluteConfigKey(ConfigKey($0.key)),
                        ConfigValue(.string($0.value), isSecret: false)
                    )
                })
        }
        reader = ConfigReader(providers: [
            InMemoryProvider(name: "flags", values: values(flags)),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(
                with: ConfigKey("spillway.steering")),
            InMemoryProvider(name: "file", values: values(Self.scalars(file.root))),
        ])
    }

    /// A text; the default where nobody says one.
    func text(_ key: String, default value: String) -> String {
        reader.string(forKey: ConfigKey(key), default: value)
    }

    /// A whole number within bounds.
    func integer(
        _ key: String, _ bounds: ClosedRange<Int>, default value: Int
    ) throws(SettingsError) -> Int {
        let text = text(key, default: "\(value)")
        guard let number = Int(text), bounds.contains(number) else {
            throw wrong(
                key, "is a whole number from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return number
    }

    /// A number that is not negative.
    func number(_ key: String, default value: Double) throws(SettingsError) -> Double {
        let text = text(key, default: "\(value)")
        guard let number = Double(text), number.isFinite, number >= 0 else {
            throw wrong(key, "is a number that is not negative")
        }
        return number
    }

    /// An error at a value, wherever it was said.
    func wrong(_ key: String, _ message: String) -> SettingsError {
        if flags[key] != nil { return SettingsError("--set \(key)", message) }
        let name = Self.prefix + key.uppercased().replacing(".", with: "_")
        if environment[name] != nil { return SettingsError(name, message) }
        return file.wrong(key, message)
    }

    /// Values that are no lists, by their path.
    private static func scalars(_ value: JSON, at path: String = "") -> [String: String] {
        var found: [String: String] = [:]
        for member in value.members ?? [] {
            let place = path.isEmpty ? member.name : path + "." + member.name
            switch member.value {
            case .string(let text): found[place] = text
            case .integer(let number): found[place] = "\(number)"
            case .number(let number): found[place] = "\(number)"
            case .bool(let isTrue): found[place] = "\(isTrue)"
            case .object: found.merge(scalars(member.value, at: place)) { first, _ in first }
            case .null, .array: continue
            }
        }
        return found
    }
}
