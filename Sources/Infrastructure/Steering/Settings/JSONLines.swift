/// The line of every value in a JSON text, by its path such as `nodes.2.capacity`.
///
/// The text must be JSON already: what is not is passed over.
struct JSONLines {
    private(set) var lines: [String: Int] = [:]
    private var rest: ArraySlice<UInt8>
    private var line = 1

    init(_ text: [UInt8]) {
        rest = text[...]
        walk("")
    }

    /// The line of a byte, counted from 1.
    static func line(of offset: Int, in text: [UInt8]) -> Int {
        text.prefix(offset).count { $0 == UInt8(ascii: "\n") } + 1
    }

    private mutating func walk(_ path: String) {
        skipBlanks()
        lines[path] = line
        switch rest.first {
        case UInt8(ascii: "{"): walkMembers(path)
        case UInt8(ascii: "["): walkElements(path)
        case UInt8(ascii: "\""): _ = text()
        default:
            while let byte = rest.first, !",]} \t\r\n".utf8.contains(byte) { take() }
        }
    }

    private mutating func walkMembers(_ path: String) {
        take()
        while true {
            skipBlanks()
            guard rest.first == UInt8(ascii: "\"") else { break }
            let key = text()
            skipBlanks()
            if rest.first == UInt8(ascii: ":") { take() }
            walk(path.isEmpty ? key : path + "." + key)
            skipBlanks()
            guard rest.first == UInt8(ascii: ",") else { break }
            take()
        }
        if !rest.isEmpty { take() }
    }

    private mutating func walkElements(_ path: String) {
        take()
        var index = 0
        while true {
            skipBlanks()
            guard let byte = rest.first, byte != UInt8(ascii: "]") else { break }
            walk(path + ".\(index)")
            index += 1
            skipBlanks()
            guard rest.first == UInt8(ascii: ",") else { break }
            take()
        }
        if !rest.isEmpty { take() }
    }

    /// The text of a string, with escapes as they stand.
    private mutating func text() -> String {
        take()
        var bytes: [UInt8] = []
        while let byte = rest.first, byte != UInt8(ascii: "\"") {
            bytes.append(byte)
            take()
            if byte == UInt8(ascii: "\\"), let next = rest.first {
                bytes.append(next)
                take()
            }
        }
        if !rest.isEmpty { take() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func skipBlanks() {
        while let byte = rest.first, " \t\r\n".utf8.contains(byte) { take() }
    }

    private mutating func take() {
        if rest.popFirst() == UInt8(ascii: "\n") { line += 1 }
    }
}
