/// Reads records of comma-separated values (RFC 4180) out of bytes that come in pieces.
///
/// Lines end in LF or CRLF, and a byte order mark at the start is passed over. Works on bytes: a
/// text is made when it is asked for.
struct CSVScanner {
    /// Bytes of one record at most.
    static let maximumRecord = 1 << 20

    /// What `next` found.
    enum Outcome: Hashable {
        /// A record: its fields can be asked for.
        case record
        /// The record goes on in a piece that was not appended yet.
        case needsMore
        /// Nothing is left.
        case end
        /// The record cannot be read; the scanner stands behind its line.
        case malformed(String)
    }

    private struct Field {
        var start: Int
        var end: Int
        var hasDoubledQuotes = false
    }

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let newline = UInt8(ascii: "\n")

    /// The line on which the record begins, from 1.
    private(set) var line = 0
    private var nextLine = 1
    private var buffer: [UInt8] = []
    private var position = 0
    private var isFinished = false
    private var isAtStart = true
    private var fields: [Field] = []

    /// Fields of the record.
    var count: Int { fields.count }

    /// Appends a piece; what was read before is let go.
    mutating func append(_ piece: some Collection<UInt8>) {
        buffer.removeSubrange(..<position)
        position = 0
        buffer += piece
    }

    /// Says that no piece follows.
    mutating func finish() { isFinished = true }

    /// The bytes of a field, with doubled quotes as they stand.
    func bytes(_ field: Int) -> ArraySlice<UInt8> {
        buffer[fields[field].start..<fields[field].end]
    }

    /// A field as a text, line ends as LF; bytes that are not UTF-8 become replacement characters.
    func text(_ field: Int) -> String {
        let bytes = bytes(field)
        guard fields[field].hasDoubledQuotes || bytes.contains(0x0D) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var plain: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
            if byte == Self.quote, next == Self.quote { index += 1 }
            if byte == 0x0D {
                if next != Self.newline { plain.append(Self.newline) }
            } else {
                plain.append(byte)
            }
            index += 1
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The whole record as it was written, for reports.
    var source: String {
        guard let first = fields.first, let last = fields.last else { return "" }
        return String(decoding: buffer[first.start..<last.end], as: UTF8.self)
    }

    /// Goes to the next record.
    mutating func next() -> Outcome {
        if isAtStart, buffer.count >= 3 || isFinished {
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
            isAtStart = false
        }
        guard position < buffer.count else { return isFinished ? .end : .needsMore }
        fields.removeAll(keepingCapacity: true)
        line = nextLine
        var index = position
        var lines = 0
        while true {
            if buffer.count > index, buffer[index] == Self.quote {
                index += 1
                var field = Field(start: index, end: index)
                while true {
                    guard index < buffer.count else { return unended(lines) }
                    let byte = buffer[index]
                    if byte == Self.newline { lines += 1 }
                    if byte == Self.quote {
                        guard index + 1 < buffer.count else {
                            if isFinished { break }
                            return unended(lines)
                        }
                        guard buffer[index + 1] == Self.quote else { break }
                        field.hasDoubledQuotes = true
                        index += 1
                    }
                    index += 1
                }
                field.end = index
                fields.append(field)
                index += 1
                if index < buffer.count, buffer[index] == 0x0D {
                    if index + 1 == buffer.count, !isFinished { return unended(lines) }
                    if index + 1 == buffer.count || buffer[index + 1] == Self.newline { index += 1 }
                }
            } else {
                let start = index
                var hasQuote = false
                while index < buffer.count, buffer[index] != Self.comma,
                    buffer[index] != Self.newline
                {
                    if buffer[index] == Self.quote { hasQuote = true }
                    index += 1
                }
                if index == buffer.count, !isFinished { return unended(lines) }
                let isLast = index == buffer.count || buffer[index] == Self.newline
                let hasReturn = isLast && index > start && buffer[index - 1] == 0x0D
                fields.append(Field(start: start, end: hasReturn ? index - 1 : index))
                if hasQuote { return skip(from: index, lines, "a quote inside a bare field") }
            }
            if index == buffer.count {
                guard isFinished else { return unended(lines) }
                return took(index, lines)
            }
            switch buffer[index] {
            case Self.comma: index += 1
            case Self.newline: return took(index + 1, lines + 1)
            default: return skip(from: index, lines, "something follows a closing quote")
            }
        }
    }

    private mutating func took(_ end: Int, _ lines: Int) -> Outcome {
        position = end
        nextLine += lines
        return .record
    }

    private mutating func unended(_ lines: Int) -> Outcome {
        if !isFinished, buffer.count - position <= Self.maximumRecord { return .needsMore }
        let reason = isFinished ? "a quote is not closed" : "a record of more than 1 MiB"
        position = buffer.count
        nextLine += lines
        isFinished = true
        return .malformed(reason)
    }

    private mutating func skip(from index: Int, _ lines: Int, _ reason: String) -> Outcome {
        let end = buffer[index...].firstIndex(of: Self.newline)
        position = end.map { $0 + 1 } ?? buffer.count
        nextLine += lines + 1
        return .malformed(reason)
    }
}
