/// One line of a request's header section, as far as it has a single meaning under RFC 9112: no
/// folded line, no byte beyond visible ASCII and white space.
enum HeaderLine {
    /// A field: where its name and its value without white space around it lie.
    case field(name: Range<Int>, value: Range<Int>)
    /// The empty line that ends the section.
    case end
    /// More bytes are needed to tell.
    case more
    /// Anything else.
    case other

    /// What a field says about how the request is framed or wants to be treated.
    enum Meaning {
        case host
        case contentLength
        case connection
        /// Asks for something that is not plain.
        case special
        case plain
    }

    /// Reads the line at `position` and moves behind it.
    static func read(_ bytes: Span<UInt8>, at position: inout Int) -> HeaderLine {
        guard position + 1 < bytes.count else { return .more }
        if bytes[position] == 0x0D {
            guard bytes[position + 1] == 0x0A else { return .other }
            position += 2
            return .end
        }
        var index = position
        while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
        guard index < bytes.count else { return .more }
        guard bytes[index] == UInt8(ascii: ":"), index > position else { return .other }
        let name = position..<index
        index += 1
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
        let start = index
        while index < bytes.count, isValueByte(bytes[index]) { index += 1 }
        guard index + 1 < bytes.count else { return .more }
        guard bytes[index] == 0x0D, bytes[index + 1] == 0x0A else { return .other }
        var end = index
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        position = index + 2
        return .field(name: name, value: start..<end)
    }

    static func meaning(of name: Range<Int>, in bytes: Span<UInt8>) -> Meaning {
        switch name.count {
        case 2: isEqual(bytes, name, "te") ? .special : .plain
        case 4: isEqual(bytes, name, "host") ? .host : .plain
        case 6: isEqual(bytes, name, "expect") ? .special : .plain
        case 7:
            isEqual(bytes, name, "upgrade") || isEqual(bytes, name, "trailer") ? .special : .plain
        case 10: isEqual(bytes, name, "connection") ? .connection : .plain
        case 14: isEqual(bytes, name, "content-length") ? .contentLength : .plain
        case 16: isEqual(bytes, name, "content-encoding") ? .special : .plain
        case 17: isEqual(bytes, name, "transfer-encoding") ? .special : .plain
        default: .plain
        }
    }

    /// Compares without regard to the case of letters.
    static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count
        where unsafe bytes[range.lowerBound + index] | 0x20 != text.utf8Start[index] | 0x20 {
            return false
        }
        return true
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    /// Letters, digits and the hyphen: other tokens are left to the ordinary way.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return (letter >= 0x61 && letter <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == 0x2D
    }

    /// Visible ASCII and white space.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        (byte >= 0x20 && byte < 0x7F) || byte == 0x09
    }
}
