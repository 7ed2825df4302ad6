/// Blanks comments and the insides of string literals, so that rules look at code alone.
///
/// Code inside an interpolation stays. Regex literals are taken for code: a quote in one ends with
/// its line at the latest.
struct CodeMask {
    private enum Context {
        case code(openParentheses: Int)
        case string(pounds: Int, quotes: Int)
    }

    private var bytes: [UInt8]
    private var place = 0
    private var contexts = [Context.code(openParentheses: 0)]

    /// The text with each blanked byte as a space; lines stay where they are.
    static func mask(_ text: String) -> String {
        var mask = CodeMask(bytes: Array(text.utf8))
        while mask.place < mask.bytes.count { mask.step() }
        return String(decoding: mask.bytes, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func step() {
        switch contexts[contexts.count - 1] {
        case .code(let open): stepInCode(open)
        case .string(let pounds, let quotes): stepInString(pounds, quotes)
        }
    }

    private mutating func stepInCode(_ open: Int) {
        if starts("//") {
            while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { blank(1) }
        } else if starts("/*") {
            blankBlockComment()
        } else if let (pounds, quotes) = openingQuotes() {
            place += pounds + quotes
            contexts.append(.string(pounds: pounds, quotes: quotes))
        } else if starts("(") {
            contexts[contexts.count - 1] = .code(openParentheses: open + 1)
            place += 1
        } else if starts(")") {
            if open > 0 {
                contexts[contexts.count - 1] = .code(openParentheses: open - 1)
            } else if contexts.count > 1 {
                contexts.removeLast()
            }
            place += 1
        } else {
            place += 1
        }
    }

    private mutating func stepInString(_ pounds: Int, _ quotes: Int) {
        let fence = String(repeating: "#", count: pounds)
        if starts(String(repeating: "\"", count: quotes) + fence) {
            place += quotes + pounds
            contexts.removeLast()
        } else if starts("\\" + fence + "(") {
            blank(1 + pounds)
            place += 1
            contexts.append(.code(openParentheses: 0))
        } else if starts("\\" + fence) {
            blank(2 + pounds)
        } else if quotes == 1, starts("\n") {
            contexts.removeLast()
        } else {
            blank(1)
        }
    }

    private mutating func blankBlockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && place < bytes.count
    }

    private func openingQuotes() -> (pounds: Int, quotes: Int)? {
        var end = place
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        guard starts("\"", at: end) else { return nil }
        return (end - place, starts("\"\"\"", at: end) ? 3 : 1)
    }

    private func starts(_ text: String, at start: Int? = nil) -> Bool {
        bytes[min(start ?? place, bytes.count)...].starts(with: text.utf8)
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where place < bytes.count {
            if bytes[place] != UInt8(ascii: "\n") { bytes[place] = UInt8(ascii: " ") }
            place += 1
        }
    }
}
