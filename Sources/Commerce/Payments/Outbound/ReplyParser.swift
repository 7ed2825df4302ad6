/// Reads an HTTP/1.1 answer from bytes that arrive piece by piece (RFC 9112).
struct ReplyParser {
    private static let maximumHead = 32 << 10
    private(set) var bytes: [UInt8] = []
    private let maximumBody: Int
    private let hasNoBody: Bool

    init(maximumBody: Int, isHead: Bool = false) {
        self.maximumBody = maximumBody
        hasNoBody = isHead
    }

    /// Takes bytes in.
    mutating func append(_ piece: ArraySlice<UInt8>) { bytes += piece }

    /// The answer, once it is whole; nil while more must come. `isEnd`: nothing more will.
    mutating func reply(isEnd: Bool) throws(OutboundError) -> OutboundReply? {
        while true {
            guard let end = Self.headEnd(in: bytes) else {
                guard bytes.count <= Self.maximumHead, !isEnd else { throw malformed("its head") }
                return nil
            }
            let head = String(decoding: bytes[..<end], as: UTF8.self)
            // A line break is one character in Swift, `\r\n`, or two bytes here: split the bytes.
            let lines = head.split(whereSeparator: { $0 == "\r\n" || $0 == "\n" })
            guard let status = Self.status(lines.first) else { throw malformed("its status") }
            if (100..<200).contains(status) {
                bytes.removeSubrange(..<(end + 4))
                continue
            }
            guard let body = try body(after: end + 4, status, lines.dropFirst(), isEnd: isEnd)
            else { return nil }
            return OutboundReply(status: status, body: body)
        }
    }

    private func body(
        after start: Int, _ status: Int, _ lines: ArraySlice<Substring>, isEnd: Bool
    ) throws(OutboundError) -> [UInt8]? {
        if hasNoBody || status == 204 || status == 304 { return [] }
        let rest = bytes[start...]
        if Self.field("transfer-encoding", in: lines)?.lowercased() == "chunked" {
            return try chunked(rest, isEnd: isEnd)
        }
        if let text = Self.field("content-length", in: lines) {
            guard let length = Int(text), (0...maximumBody).contains(length) else {
                throw malformed("its length")
            }
            if rest.count >= length { return Array(rest.prefix(length)) }
            guard !isEnd else { throw malformed("its body, which is cut short") }
            return nil
        }
        guard rest.count <= maximumBody else { throw malformed("its length") }
        return isEnd ? Array(rest) : nil
    }

    private func chunked(_ rest: ArraySlice<UInt8>, isEnd: Bool) throws(OutboundError) -> [UInt8]? {
        var body: [UInt8] = []
        var place = rest.startIndex
        while let line = rest[place...].firstIndex(of: UInt8(ascii: "\n")) {
            let digits = rest[place..<line].prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }
            guard digits.count <= 8,
                let size = Int(String(decoding: digits, as: UTF8.self), radix: 16), size >= 0,
                body.count + size <= maximumBody
            else { throw malformed("a chunk") }
            if size == 0 { return body }
            guard rest.endIndex - line - 1 >= size + 2 else { break }
            body += rest[(line + 1)..<(line + 1 + size)]
            place = line + 1 + size + 2
        }
        guard !isEnd, bytes.count <= 2 * maximumBody + Self.maximumHead else {
            throw malformed("its chunks")
        }
        return nil
    }

    private static func headEnd(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (0...(bytes.count - 4)).first {
            bytes[$0] == 13 && bytes[$0 + 1] == 10 && bytes[$0 + 2] == 13 && bytes[$0 + 3] == 10
        }
    }

    private static func status(_ line: Substring?) -> Int? {
        guard let line, line.hasPrefix("HTTP/1.") else { return nil }
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, let status = Int(parts[1]), (100..<600).contains(status) else {
            return nil
        }
        return status
    }

    private static func field(_ name: String, in lines: ArraySlice<Substring>) -> String? {
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else {
                continue
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            return String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        return nil
    }

    private func malformed(_ what: String) -> OutboundError {
        OutboundError("the answer is malformed in \(what)", mayHaveArrived: true)
    }
}
