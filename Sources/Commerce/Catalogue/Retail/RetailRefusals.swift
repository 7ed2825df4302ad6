internal import Foundation
internal import Store

/// The lines of the sample that were refused, as a table of comma-separated values (RFC 4180): the
/// line's number, the reason, the line itself.
struct RetailRefusals {
    /// Bytes kept at most; lines beyond are counted alone.
    static let maximumBytes = 16 << 20
    /// Letters of a line kept at most.
    private static let maximumLetters = 2000

    private var text = "line,reason,source\n"
    private(set) var count = 0
    private var omitted = 0

    mutating func add(_ reason: RetailRefusal, line: Int, _ source: String) {
        count += 1
        guard text.utf8.count < Self.maximumBytes else {
            omitted += 1
            return
        }
        let source = source.prefix(Self.maximumLetters).replacing("\"", with: "\"\"")
        text += "\(line),\(reason.rawValue),\"\(source)\"\n"
    }

    /// Writes the table; the last row says what did not fit, if anything.
    func write(to path: String) throws(StoreError) {
        let last = omitted == 0 ? "" : ",omitted,\"\(omitted) more lines were refused\"\n"
        guard FileManager.default.createFile(atPath: path, contents: Data((text + last).utf8))
        else { throw StoreError(.ioError, "\(path) cannot be written") }
    }
}
