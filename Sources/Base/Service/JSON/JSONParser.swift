/// Reads JSON text (RFC 8259) strictly: UTF-8, one value, no member twice, bounded depth.
///
/// The bytes come from outside: anything at all may be in them, and nothing in them traps.
package struct JSONParser {
    /// Lists and objects within each other at most.
    package static let maximumDepth = 32

    private let bytes: ArraySlice<UInt8>
    private var index: Int

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// Reads one value that fills `bytes`.
    package static func parse(_ bytes: some Sequence<UInt8>) throws(JSONError) -> JSON {
        var parser = JSONParser(Array(bytes)[...])
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.index == parser.bytes.endIndex else {
            throw parser.error("nothing may follow the value")
        }
        return value
    }

    private func error(_ message: String) -> JSONError {
        JSONError(message, at: index - bytes.startIndex)
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth < Self.maximumDepth else {
            throw error("more than \(Self.maximumDepth) lists and objects in each other")
        }
        skipSpace()
        guard let next else { throw error("the text ends where a value is wanted") }
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("no value starts like this")
        }
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        for byte in text.utf8 where !take(byte) { throw error("\(text) is wanted") }
        return value
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        index += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw error("a member's name is wanted") }
            let start = index
            let name = try string()
            // A list, as objects here are small; a great one is refused before this gets slow.
            guard members.count < 256 else { throw error("an object has more than 256 members") }
            if members.contains(where: { $0.name == name }) {
                index = start
                throw error("the member \"\(name)\" is there twice")
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw error("a colon is wanted") }
            members.append(JSON.Member(name, try value(depth: depth + 1)))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw error("a comma or } is wanted") }
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        index += 1
        var values: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw error("a comma or ] is wanted") }
            return .array(values)
        }
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = index
        _ = take(UInt8(ascii: "-"))
        let firstDigit = index
        guard digits() > 0 else { throw error("a digit is wanted") }
        guard bytes[firstDigit] != UInt8(ascii: "0") || index == firstDigit + 1 else {
            throw error("a number does not start with 0")
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            guard digits() > 0 else { throw error("a digit is wanted") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard digits() > 0 else { throw error("a digit is wanted") }
        }
        guard index - start <= 400 else { throw error("a number has more than 400 digits") }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            throw error("the number is too large")
        }
        // 1.0 and 1e3 are whole numbers too (JSON Schema, 6.1.1).
        if let whole = Int64(exactly: value), abs(value) < 9_007_199_254_740_992 {
            return .integer(whole)
        }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
        return index - start
    }

    private mutating func string() throws(JSONError) -> String {
        index += 1
        let start = index
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20
        {
            index += 1
        }
        if next == UInt8(ascii: "\"") {
            let text = try decode(bytes[start..<index])
            index += 1
            return text
        }
        var content = Array(bytes[start..<index])
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                let text = try decode(content[...])
                index += 1
                return text
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &content)
            case 0..<0x20: throw error("a control character in a text must be escaped")
            default:
                content.append(byte)
                index += 1
            }
        }
        throw error("a text does not end")
    }

    private func decode(_ slice: ArraySlice<UInt8>) throws(JSONError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw error("a text is not UTF-8")
        }
        return text
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error("a text does not end") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try unicodeEscape()
            content += String(Character(scalar)).utf8
        default: throw error("no such escape")
        }
    }

    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try hexQuad()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u"))
        else { throw error("half a surrogate pair") }
        let second = try hexQuad()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("half a surrogate pair") }
        return scalar
    }

    private mutating func hexQuad() throws(JSONError) -> UInt32 {
        guard index + 4 <= bytes.endIndex,
            bytes[index..<index + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits are wanted") }
        index += 4
        return value
    }
}
