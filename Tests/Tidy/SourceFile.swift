/// A text file as the rules see it.
struct SourceFile: Sendable {
    let path: String
    let lines: [Substring]
    /// The lines of a Swift file with comments and the insides of strings blanked out.
    let code: [Substring]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code =
            path.hasSuffix(".swift")
            ? CodeMask.mask(text).split(separator: "\n", omittingEmptySubsequences: false) : lines
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    var name: Substring { path.split(separator: "/").last ?? "" }

    /// Lines of text; an ending newline opens no line of its own.
    var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

    /// Whether a file of this path is text that rules read.
    static func isReadByRules(_ path: String) -> Bool {
        let endings = [".swift", ".md", ".c", ".h", ".sh"]
        return endings.contains { path.hasSuffix($0) } || scripts.contains(path)
    }

    /// Shell scripts without an ending.
    static let scripts: Set = ["spillway", ".ci/run"]

    /// Findings for the lines of code that `isBad`.
    func findings(_ message: String, where isBad: (Substring) -> Bool) -> [Finding] {
        code.indices.filter { isBad(code[$0]) }.map {
            Finding(path: path, line: $0 + 1, message: message)
        }
    }
}
