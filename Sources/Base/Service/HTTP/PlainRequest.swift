internal import HTTPTypes
internal import NIOCore
internal import Primitives

/// A GET without body that has one meaning under RFC 9112, as most of a crowd's requests are:
/// where its parts lie in the bytes that came.
struct PlainRequest: Sendable {
    /// What the bytes at hand are.
    enum Finding {
        /// A whole plain request.
        case whole(PlainRequest)
        /// The start of one, as far as can be told.
        case more
        /// Anything else: the ordinary way parses it and says what is wrong, if something is.
        case other
    }

    private var path = 0..<0
    private var query = 0..<0
    private var fields: [(name: Range<Int>, value: Range<Int>)] = []
    /// Bytes of the request.
    private(set) var length = 0

    private static let method: StaticString = "GET "
    private static let version: StaticString = " HTTP/1.1\r\n"

    /// Looks at what a connection sent: one host, no body, no transfer coding, no upgrade, a
    /// connection that stays open.
    static func find(in bytes: Span<UInt8>, headerBytes: Int) -> Finding {
        guard starts(bytes, at: 0, with: method) else { return .other }
        guard bytes.count > method.utf8CodeUnitCount else { return .more }
        var request = PlainRequest()
        let start = method.utf8CodeUnitCount
        guard bytes[start] == UInt8(ascii: "/") else { return .other }
        var end = start
        var mark: Int?
        while end < bytes.count, bytes[end] > 0x20, bytes[end] < 0x7F, bytes[end] != 0x23 {
            if mark == nil, bytes[end] == UInt8(ascii: "?") { mark = end }
            end += 1
        }
        guard end < bytes.count else { return bytes.count <= headerBytes ? .more : .other }
        guard starts(bytes, at: end, with: version) else { return .other }
        request.path = start..<(mark ?? end)
        request.query = mark.map { $0 + 1..<end } ?? end..<end
        var position = end + version.utf8CodeUnitCount
        guard position < bytes.count else { return .more }
        var hosts = 0
        while true {
            switch HeaderLine.read(bytes, at: &position) {
            case .more: return bytes.count <= headerBytes ? .more : .other
            case .other: return .other
            case .end:
                guard hosts == 1 else { return .other }
                request.length = position
                return .whole(request)
            case .field(let name, let value):
                guard request.fields.count < HotPath.maximumFields, position <= headerBytes else {
                    return .other
                }
                switch HeaderLine.meaning(of: name, in: bytes) {
                case .host: hosts += 1
                case .connection:
                    guard HeaderLine.isEqual(bytes, value, "keep-alive") else { return .other }
                case .contentLength, .special: return .other
                case .plain: break
                }
                request.fields.append((name, value))
            }
        }
    }

    /// Whether the bytes at hand go on with a text, as far as they go.
    private static func starts(_ bytes: Span<UInt8>, at start: Int, with text: StaticString) -> Bool
    {
        for offset in 0..<min(text.utf8CodeUnitCount, bytes.count - start)
        where unsafe bytes[start + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }

    /// The request as routes take it; `buffer` is what it was found in.
    func request(in buffer: ByteBuffer, address: String, at now: Timestamp) -> Request {
        let view = buffer.readableBytesView
        func text(_ range: Range<Int>) -> String {
            let start = view.startIndex
            return String(
                decoding: view[start + range.lowerBound..<start + range.upperBound], as: UTF8.self)
        }
        var headers = HTTPFields()
        headers.reserveCapacity(fields.count)
        for field in fields {
            guard let name = HTTPField.Name(text(field.name)) else { continue }
            headers.append(HTTPField(name: name, value: text(field.value)))
        }
        return Request(
            method: .get, path: text(path), query: Query(query.isEmpty ? "" : text(query)),
            headers: headers, address: address, receivedAt: now)
    }
}
