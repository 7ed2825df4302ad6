/// Splits comma-separated values into rows (RFC 4180): quoted fields may hold commas, quotes and
/// line breaks.
struct CSVRows: Sequence, IteratorProtocol {
    /// One row, and the line of the text where it begins, counted from 1.
    struct Row {
        var line: Int
        var fields: [String]
    }

    /// Fields of a row at most; further ones are left out.
    private static let maximumFields = 64

    private var rest: ArraySlice<UInt8>
    private var line = 1

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
        // The mark of UTF-8 that some programs write.
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    }

    /// The next row that is not empty.
    mutating func next() -> Row? {
        while !rest.isEmpty {
            let start = line
            let fields = row()
            if fields != [""] { return Row(line: start, fields: fields) }
        }
        return nil
    }

    private mutating func row() -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var wasQuoted = false
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isQuoted {
                if byte != UInt8(ascii: "\"") {
                    field.append(byte)
                } else if rest.first == UInt8(ascii: "\"") {
                    field.append(byte)
                    rest = rest.dropFirst()
                } else {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\""), field.isEmpty, !wasQuoted {
                isQuoted = true
                wasQuoted = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
                if byte == UInt8(ascii: "\n"), field.last == UInt8(ascii: "\r") {
                    field.removeLast()
                }
                if fields.count < Self.maximumFields { fields.append(text(field)) }
                field = []
                wasQuoted = false
                if byte == UInt8(ascii: "\n") { return fields }
            } else {
                field.append(byte)
            }
        }
        if fields.count < Self.maximumFields { fields.append(text(field)) }
        return fields
    }

    private func text(_ bytes: [UInt8]) -> String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let front = bytes.drop(while: isBlank)
        let back = front.reversed().drop(while: isBlank).count
        return String(decoding: front.prefix(back), as: UTF8.self)
    }
}
