internal import Foundation

/// What commands print.
enum Output {
    /// Prints a report as JSON or as text.
    static func print(_ report: some Encodable, json: Bool, text: String) throws {
        Swift.print(json ? try Self.json(report) : text)
    }

    /// A value as one line of JSON with sorted keys.
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Says what is under way, on standard error, so that standard output holds the report alone.
    static func say(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
