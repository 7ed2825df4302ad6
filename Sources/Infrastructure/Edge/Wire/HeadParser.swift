/// Reads heads of HTTP/1.1 messages, and only those that can be read in one way (RFC 9112).
package enum HeadParser {
    /// Where a head ends: behind the first empty line, which is looked for from `start` on. Nil
    /// while it is not there.
    static func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = max(3, start)
        while index < bytes.count {
            switch bytes[index] {
            case 0x0A:
                if bytes[index - 1] == 0x0D, bytes[index - 2] == 0x0A, bytes[index - 3] == 0x0D {
                    return index + 1
                }
                index += 1
            case 0x0D: index += 1
            // Neither of the two can stand in the next byte's place before it.
            default: index += 1
            }
        }
        return nil
    }

    /// Whether a line ends without CR: such a head never ends, and is refused at once.
    static func hasBareLineEnd(in bytes: Span<UInt8>, from start: Int) -> Bool {
        for index in max(0, start)..<max(start, bytes.count)
        where bytes[index] == 0x0A && (index == 0 || bytes[index - 1] != 0x0D) {
            return true
        }
        return false
    }

    // MARK: Requests

    /// Reads the head of a request; `bytes` end with its empty line.
    package static func request(
        _ bytes: Span<UInt8>, limits: WireLimits, isSecure: Bool
    ) throws(WireError) -> WireRequest {
        var position = 0
        while position < bytes.count, bytes[position].isTokenByte { position += 1 }
        let methodEnd = position
        guard position > 0, position <= 32, position < bytes.count, bytes[position] == 0x20 else {
            throw .malformed(.firstLine)
        }
        position += 1
        let targetStart = position
        while position < bytes.count, bytes[position] > 0x20, bytes[position] < 0x7F {
            position += 1
        }
        let targetEnd = position
        guard targetEnd > targetStart else { throw .malformed(.firstLine) }
        guard targetEnd - targetStart <= limits.targetBytes else { throw .targetTooLong }
        let minor = try version(bytes, &position, before: 0x20)
        guard position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A
        else {
            throw .malformed(.firstLine)
        }
        position += 2
        let fields = try Self.fields(bytes, &position, limits)
        let method = Method(bytes.extracting(0..<methodEnd))
        let (target, authority) = try Self.target(
            bytes.extracting(targetStart..<targetEnd), method, fields, minor, isSecure)
        let head = RequestHead(
            method: method, target: target, authority: authority, isSecure: isSecure,
            fields: fields)
        var request = WireRequest(
            head: head, framing: try framing(request: fields, minor, limits),
            isKeptAlive: isKeptAlive(fields, minor), minorVersion: minor)
        if fields.contains(.expect) {
            request.expectsContinue =
                minor == 1 && fields.first(.expect)?.matches("100-continue") == true
        }
        if fields.contains(.upgrade), minor == 1, hasToken(fields, "upgrade") {
            request.upgrade = fields.first(.upgrade).map { Array($0) }
        }
        return request
    }

    /// Path and query, and the host: that of a target in absolute form counts (RFC 9112 §3.2).
    private static func target(
        _ bytes: Span<UInt8>, _ method: Method, _ fields: Fields, _ minor: Int, _ isSecure: Bool
    ) throws(WireError) -> ([UInt8], authority: [UInt8]) {
        let hosts = fields.values(.host)
        guard hosts.count == 1 || (minor == 0 && hosts.isEmpty) else { throw .malformed(.host) }
        var authority = hosts.first ?? []
        var target = bytes.indices.map { bytes[$0] }
        if let hash = target.firstIndex(of: 0x23) { target.removeSubrange(hash...) }
        if method == .connect { throw .malformed(.target) }
        if target.first != 0x2F, target != [0x2A] || method != .options {
            let schemes = [Array("http://".utf8), Array("https://".utf8)]
            guard
                let scheme = schemes.first(where: {
                    target.prefix($0.count).map(\.lowercased) == $0
                })
            else { throw .malformed(.target) }
            let rest = target.dropFirst(scheme.count)
            authority = rest.prefix { $0 != 0x2F && $0 != 0x3F }
            target = Array(rest.dropFirst(authority.count))
            if target.first != 0x2F { target.insert(0x2F, at: 0) }
        }
        guard authority.isEmpty && minor == 0 || Authority.isSound(authority) else {
            throw .malformed(.host)
        }
        return (target, Authority.normalized(authority, isSecure: isSecure))
    }

    private static func framing(
        request fields: Fields, _ minor: Int, _ limits: WireLimits
    ) throws(WireError) -> BodyFraming {
        if fields.contains(.transferEncoding) {
            guard !fields.contains(.contentLength) else { throw .malformed(.twoLengths) }
            guard minor == 1 else { throw .malformed(.twoLengths) }
            let codings = fields.values(.transferEncoding)
            guard codings.count == 1, codings[0].matches("chunked") else { throw .unknownCoding }
            return .chunked
        }
        guard fields.contains(.contentLength) else { return .none }
        let lengths = fields.values(.contentLength)
        guard lengths.count == 1, lengths[0].count <= 18, let length = lengths[0].decimal() else {
            throw .malformed(.length)
        }
        guard length <= limits.bodyBytes else { throw .bodyTooLarge }
        return length == 0 ? .none : .length(length)
    }

    // MARK: Responses

    /// Reads the head of a response to a request with this method.
    package static func response(
        _ bytes: Span<UInt8>, to method: Method, limits: WireLimits
    ) throws(WireError) -> WireResponse {
        var position = 0
        let minor = try version(bytes, &position, before: nil)
        guard position + 4 < bytes.count, bytes[position] == 0x20 else {
            throw .malformed(.firstLine)
        }
        var status = 0
        for index in position + 1...position + 3 {
            guard bytes[index].isDigit else { throw .malformed(.firstLine) }
            status = status * 10 + Int(bytes[index] & 0x0F)
        }
        position += 4
        guard (100...999).contains(status) else { throw .malformed(.firstLine) }
        // The reason says nothing (RFC 9112 §4); it may be left out with its blank.
        while position < bytes.count, bytes[position] != 0x0D {
            guard bytes[position].isValueByte else { throw .malformed(.firstLine) }
            position += 1
        }
        guard position + 1 < bytes.count, bytes[position + 1] == 0x0A else {
            throw .malformed(.lineEnd)
        }
        position += 2
        let fields = try Self.fields(bytes, &position, limits)
        let framing = try framing(response: fields, status, method)
        return WireResponse(
            status: status, fields: fields, framing: framing,
            isKeptAlive: isKeptAlive(fields, minor) && framing != .untilClose)
    }

    private static func framing(
        response fields: Fields, _ status: Int, _ method: Method
    ) throws(WireError) -> BodyFraming {
        if method == .head || status < 200 || status == 204 || status == 304 { return .none }
        if fields.contains(.transferEncoding) {
            let codings = fields.members(.transferEncoding)
            // What is coded otherwise ends with the connection (RFC 9112 §6.3).
            return codings.count == 1 && codings[0].matches("chunked") ? .chunked : .untilClose
        }
        guard fields.contains(.contentLength) else { return .untilClose }
        let lengths = fields.members(.contentLength)
        guard let first = lengths.first, first.count <= 18, let length = first.decimal(),
            lengths.allSatisfy({ $0.elementsEqual(first) })
        else { throw .malformed(.length) }
        return length == 0 ? .none : .length(length)
    }

    // MARK: Parts

    /// `HTTP/1.1` or `HTTP/1.0`; the minor version.
    private static func version(
        _ bytes: Span<UInt8>, _ position: inout Int, before blank: UInt8?
    ) throws(WireError) -> Int {
        if let blank {
            guard position < bytes.count, bytes[position] == blank else {
                throw .malformed(.firstLine)
            }
            position += 1
        }
        let text: StaticString = "HTTP/"
        guard position + 8 <= bytes.count else { throw .malformed(.firstLine) }
        for index in 0..<5 where unsafe bytes[position + index] != text.utf8Start[index] {
            throw .malformed(.firstLine)
        }
        let (major, point, minor) = (
            bytes[position + 5], bytes[position + 6], bytes[position + 7]
        )
        guard major.isDigit, point == 0x2E, minor.isDigit else { throw .malformed(.firstLine) }
        guard major == 0x31 else { throw .unknownVersion }
        position += 8
        return minor == 0x30 ? 0 : 1
    }

    private static func fields(
        _ bytes: Span<UInt8>, _ position: inout Int, _ limits: WireLimits
    ) throws(WireError) -> Fields {
        var fields = Fields()
        fields.reserve(bytes: bytes.count - position, lines: 16)
        while true {
            guard position + 1 < bytes.count else { throw .malformed(.lineEnd) }
            if bytes[position] == 0x0D {
                guard bytes[position + 1] == 0x0A, position + 2 == bytes.count else {
                    throw .malformed(.lineEnd)
                }
                return fields
            }
            guard !bytes[position].isBlank else { throw .malformed(.foldedLine) }
            guard fields.count < limits.fieldLines else { throw .headTooLarge }
            let start = position
            while position < bytes.count, bytes[position].isTokenByte { position += 1 }
            guard position > start, position < bytes.count, bytes[position] == 0x3A,
                position - start <= 256
            else { throw .malformed(.fieldLine) }
            let name = start..<position
            position += 1
            while position < bytes.count, bytes[position].isBlank { position += 1 }
            let valueStart = position
            while position < bytes.count, bytes[position].isValueByte { position += 1 }
            guard position + 1 < bytes.count, bytes[position] == 0x0D, bytes[position + 1] == 0x0A
            else { throw .malformed(.fieldLine) }
            var end = position
            while end > valueStart, bytes[end - 1].isBlank { end -= 1 }
            position += 2
            fields.append(
                name: bytes.extracting(name), value: bytes.extracting(valueStart..<end))
        }
    }

    private static func isKeptAlive(_ fields: Fields, _ minor: Int) -> Bool {
        guard fields.contains(.connection) else { return minor == 1 }
        if hasToken(fields, "close") { return false }
        return minor == 1 || hasToken(fields, "keep-alive")
    }

    private static func hasToken(_ fields: Fields, _ token: StaticString) -> Bool {
        fields.members(.connection).contains { $0.matches(token) }
    }
}
