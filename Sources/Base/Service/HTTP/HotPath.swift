internal import NIOHTTP1

/// A hot route with what its requests are recognised by.
final class HotPath: Sendable {
    /// What the bytes at hand are.
    enum Finding {
        /// A whole plain request for the route, of so many bytes.
        case whole(HotRequest, length: Int)
        /// The start of one, as far as can be told.
        case more
        /// Anything else: the ordinary way parses it and says what is wrong, if something is.
        case other
    }

    /// Header fields of a plain request at most.
    static let maximumFields = 100

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
        let line = line
        for index in 0..<min(line.count, bytes.count) where bytes[index] != line[index] {
            return .other
        }
        guard bytes.count > line.count else { return .more }
        var request = HotRequest()
        var position = line.count
        var hosts = 0
        var length: Int?
        var count = 0
        scan: while true {
            switch HeaderLine.read(bytes, at: &position) {
            case .more: return bytes.count <= headerBytes ? .more : .other
            case .other: return .other
            case .end: break scan
            case .field(let name, let value):
                count += 1
                guard count <= Self.maximumFields, position <= headerBytes else { return .other }
                switch HeaderLine.meaning(of: name, in: bytes) {
                case .host: hosts += 1
                case .contentLength:
                    guard length == nil, let number = Self.number(bytes, value) else {
                        return .other
                    }
                    length = number
                case .connection:
                    guard HeaderLine.isEqual(bytes, value, "keep-alive") else { return .other }
                case .special: return .other
                case .plain:
                    for (index, field) in fields.enumerated()
                    where Self.isEqual(bytes, name, field) {
                        guard request.fields[index].isEmpty, !value.isEmpty else { return .other }
                        request.fields[index] = value
                    }
                }
            }
        }
        guard hosts == 1, let length, length <= bodyLimit else { return .other }
        guard position + length <= bytes.count else { return .more }
        request.body = position..<position + length
        return .whole(request, length: position + length)
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
}
