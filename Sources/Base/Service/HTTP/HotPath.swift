internal import NIOHTTP1

/// A hot route with what its requests are recognised by.
struct HotPath: Sendable {
    /// What the bytes at hand are.
    enum Finding {
        /// A whole plain request for the route, of so many bytes.
        case whole(HotRequest, length: Int)
        /// The start of one, as far as can be told.
        case more
        /// Anything else: the ordinary way parses it and says what is wrong, if something is.
        case other
    }

    let route: any HotRoute
    private let line: [UInt8]
    private let fields: [[UInt8]]
    private let bodyLimit: Int
    private let headerBytes: Int

    init(_ route: any HotRoute, headerBytes: Int) {
        precondition(route.fields.count <= HotRequest.maximumFields)
        self.route = route
        self.headerBytes = headerBytes
        line = Array("\(route.method) \(route.path) HTTP/1.1\r\n".utf8)
        fields = route.fields.map { Array($0.utf8) }
        bodyLimit = route.bodyLimit
    }

    /// Looks at what a connection sent. Takes only what has one meaning under RFC 9112: one host,
    /// one length in plain digits, no transfer coding, no folded line, no upgrade.
    func find(in bytes: Span<UInt8>) -> Finding {
        let line = line.span
        for index in 0..<min(line.count, bytes.count) where bytes[index] != line[index] {
            return .other
        }
        guard bytes.count > line.count else { return .more }
        var request = HotRequest()
        var position = line.count
        var hosts = 0
        var length: Int?
        var count = 0
        while true {
            guard position + 1 < bytes.count else { return unfinished(bytes) }
            if bytes[position] == 0x0D {
                guard bytes[position + 1] == 0x0A else { return .other }
                position += 2
                break
            }
            let start = position
            while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
            guard position < bytes.count else { return unfinished(bytes) }
            guard bytes[position] == UInt8(ascii: ":"), position > start else { return .other }
            let name = start..<position
            position += 1
            while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
            let valueStart = position
            while position < bytes.count, Self.isValueByte(bytes[position]) { position += 1 }
            guard position + 1 < bytes.count else { return unfinished(bytes) }
            guard bytes[position] == 0x0D, bytes[position + 1] == 0x0A else { return .other }
            var end = position
            while end > valueStart, Self.isSpace(bytes[end - 1]) { end -= 1 }
            position += 2
            count += 1
            guard count <= 100, position <= headerBytes else { return .other }
            switch Self.meaning(of: name, in: bytes) {
            case .host: hosts += 1
            case .contentLength:
                guard length == nil, let value = Self.number(bytes, valueStart..<end) else {
                    return .other
                }
                length = value
            case .special: return .other
            case .plain:
                for (index, field) in fields.enumerated()
                where Self.isEqual(bytes, name, field) {
                    guard request.fields[index].isEmpty, end > valueStart else { return .other }
                    request.fields[index] = valueStart..<end
                }
            }
        }
        guard hosts == 1, let length, length <= bodyLimit else { return .other }
        guard position + length <= bytes.count else { return .more }
        request.body = position..<position + length
        return .whole(request, length: position + length)
    }

    private func unfinished(_ bytes: Span<UInt8>) -> Finding {
        bytes.count <= headerBytes ? .more : .other
    }

    private enum Meaning { case host, contentLength, special, plain }

    /// Headers that say how a request is framed, or ask for something that is not plain.
    private static func meaning(of name: Range<Int>, in bytes: Span<UInt8>) -> Meaning {
        switch name.count {
        case 2: isEqual(bytes, name, "te") ? .special : .plain
        case 4: isEqual(bytes, name, "host") ? .host : .plain
        case 6: isEqual(bytes, name, "expect") ? .special : .plain
        case 7:
            isEqual(bytes, name, "upgrade") || isEqual(bytes, name, "trailer") ? .special : .plain
        case 10: isEqual(bytes, name, "connection") ? .special : .plain
        case 14: isEqual(bytes, name, "content-length") ? .contentLength : .plain
        case 16: isEqual(bytes, name, "content-encoding") ? .special : .plain
        case 17: isEqual(bytes, name, "transfer-encoding") ? .special : .plain
        default: .plain
        }
    }

    private static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString)
        -> Bool
    {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for index in 0..<range.count
        where unsafe bytes[range.lowerBound + index] | 0x20 != text.utf8Start[index] | 0x20 {
            return false
        }
        return true
    }

    private static func isEqual(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: [UInt8])
        -> Bool
    {
        guard range.count == text.count else { return false }
        for index in 0..<range.count
        where bytes[range.lowerBound + index] | 0x20 != text[index] | 0x20 {
            return false
        }
        return true
    }

    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard (1...9).contains(range.count) else { return nil }
        var value = 0
        for index in range {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
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
