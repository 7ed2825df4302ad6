import Primitives
import Shield
import Testing

/// Messages that two readers could take for two different things.
@Suite struct FramingTests {
    private func head(_ text: String) -> Result<RequestHead, FramingFault> {
        do throws(FramingFault) {
            return .success(try RequestHead(Array(text.utf8)[...]))
        } catch {
            return .failure(error)
        }
    }

    private static let host = "GET / HTTP/1.1\r\nHost: a.example\r\n"

    @Test(
        arguments: [
            ("", BodyLength.none), ("Content-Length: 0\r\n", .bytes(0)),
            ("content-length:  17 \r\n", .bytes(17)), ("Transfer-Encoding: chunked\r\n", .chunked),
            ("Transfer-Encoding: CHUNKED\r\n", .chunked), ("X: a\tb\u{e9}\r\n", .none),
        ] as [(String, BodyLength)])
    func `plain heads have one meaning`(_ headers: String, _ body: BodyLength) throws {
        let head = try head(Self.host + headers + "\r\n").get()
        #expect(head.body == body)
        #expect(head.minorVersion == 1 && head.target == Array("/".utf8))
    }

    @Test(
        arguments: [
            ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", FramingFault.bothLengths),
            ("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", .bothLengths),
            ("Content-Length: 5\r\nContent-Length: 5\r\n", .badLength),
            ("Content-Length: 5, 5\r\n", .badLength), ("Content-Length: +5\r\n", .badLength),
            ("Content-Length: -1\r\n", .badLength), ("Content-Length: 0x5\r\n", .badLength),
            ("Content-Length: 5 6\r\n", .badLength), ("Content-Length:\r\n", .badLength),
            ("Content-Length: 9999999999999999999\r\n", .badLength),
            ("Transfer-Encoding: gzip, chunked\r\n", .badTransferEncoding),
            ("Transfer-Encoding: xchunked\r\n", .badTransferEncoding),
            ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", .badTransferEncoding),
            ("Transfer-Encoding: \u{0B}chunked\r\n", .badHeaderValue),
            ("X: a\r\n b\r\n", .foldedHeader), ("X: a\r\n\tb\r\n", .foldedHeader),
            ("Content-Length : 5\r\n", .badHeaderName), (": 5\r\n", .badHeaderName),
            ("X Y: 5\r\n", .badHeaderName), ("X\r\n", .badHeaderName),
            ("X: a\rb\r\n", .badLineEnd), ("X: a\nY: b\r\n", .badLineEnd),
            ("X: a\0b\r\n", .badLineEnd), ("X: \u{7F}\r\n", .badHeaderValue),
            ("Host: b.example\r\n", .badHost),
        ] as [(String, FramingFault)])
    func `ambiguous headers are refused`(_ headers: String, _ fault: FramingFault) {
        #expect(throws: fault) { try head(Self.host + headers + "\r\n").get() }
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", FramingFault.badHost),
            ("GET / HTTP/1.1\r\nHost: \r\n\r\n", .badHost),
            ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .badHost),
            ("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .badTransferEncoding),
            ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequestLine),
            ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .badRequestLine),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .badRequestLine),
            ("GET / http/1.1\r\nHost: a\r\n\r\n", .badRequestLine),
            ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequestLine),
            ("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", .badRequestLine),
            ("GET / HTTP/1.1\nHost: a\n\n", .badLineEnd), ("", .badLineEnd),
            ("GET / HTTP/1.1\r\nHost: a\r\n", .badLineEnd),
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\nx", .badLineEnd),
        ] as [(String, FramingFault)])
    func `ambiguous heads are refused`(_ text: String, _ fault: FramingFault) {
        #expect(throws: fault) { try head(text).get() }
    }

    @Test func `heads are bounded`() {
        let many = (0..<100).map { "X\($0): 1\r\n" }.joined()
        #expect(throws: FramingFault.tooLarge) { try head(Self.host + many + "\r\n").get() }
        let wide = "X: " + String(repeating: "a", count: 33_000) + "\r\n"
        #expect(throws: FramingFault.tooLarge) { try head(Self.host + wide + "\r\n").get() }
        let long = "GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(throws: FramingFault.tooLarge) { try head(long).get() }
    }

    /// The body and what was left over, the bytes given in pieces of `step`.
    private func chunks(_ text: String, step: Int) throws(FramingFault) -> (String, Int, Bool) {
        var reader = ChunkReader()
        var body: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count, !reader.isDone {
            let end = min(bytes.count, index + step)
            index += try reader.read(bytes[index..<end]) { body += $0 }
        }
        return (String(decoding: body, as: UTF8.self), bytes.count - index, reader.isDone)
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func `chunks are read in any pieces`(_ step: Int) throws {
        let text = "5\r\nhello\r\nA;x=\"y\"\r\n0123456789\r\n00\r\nTrailer: a\r\n\r\nGET /"
        let (body, left, isDone) = try chunks(text, step: step)
        #expect(body == "hello0123456789" && isDone)
        #expect(left == 5)
        #expect(try chunks("5\r\nhel", step: step) == ("hel", 0, false))
    }

    @Test(
        arguments: [
            ("\r\n", FramingFault.badChunkSize), ("g\r\n", .badChunkSize),
            ("-1\r\n", .badChunkSize),
            ("0x5\r\n", .badChunkSize), ("5 \r\n", .badChunkSize), (" 5\r\n", .badChunkSize),
            ("123456789\r\n", .badChunkSize), ("5\n", .badChunkSize), ("5\rx", .badLineEnd),
            ("1\r\naX", .badChunkEnd), ("1\r\na\n", .badChunkEnd), ("1\r\na\rX", .badChunkEnd),
            ("1;\u{01}\r\n", .badTrailer), ("0\r\n \r\n", .badTrailer), ("0\r\nA: \n", .badTrailer),
            ("0\r\n\rX", .badLineEnd),
        ] as [(String, FramingFault)])
    func `bad chunks are refused`(_ text: String, _ fault: FramingFault) {
        for step in [1, 100] {
            #expect(throws: fault) { try chunks(text, step: step) }
        }
        #expect(throws: FramingFault.badTrailer) {
            try chunks("1;" + String(repeating: "a", count: 300), step: 50)
        }
    }

    @Test func `hostile bytes never trap`() {
        var random = SeededRandom(seed: 4)
        let alphabet = Array("GET / HTTP/1.1\r\nHost:a;0Content-Length chunked\0\u{7F}".utf8)
        for _ in 0..<5000 {
            let count = Int.random(in: 0..<80, using: &random)
            let bytes = (0..<count).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            _ = try? RequestHead(bytes[...])
            var reader = ChunkReader()
            _ = try? reader.read(bytes[...]) { _ in }
        }
    }

    private func fault(_ fields: [(String, String)]) -> FramingFault? {
        do throws(FramingFault) {
            _ = try DowngradeCheck(fields.map { (Array($0.0.utf8), Array($0.1.utf8)) })
        } catch { return error }
        return nil
    }

    private static let pseudo = [
        (":method", "GET"), (":scheme", "https"), (":authority", "a.example"), (":path", "/"),
    ]

    @Test func `what came over HTTP/2 stays one request over HTTP/1`() throws {
        #expect(fault(Self.pseudo) == nil)
        #expect(fault(Self.pseudo + [("te", "trailers"), ("content-length", "5")]) == nil)
        let bad: [(String, String, FramingFault)] = [
            ("x", "a\r\nGET /admin HTTP/1.1", .badHeaderValue), ("x", "a\nb", .badHeaderValue),
            ("x", "a\0", .badHeaderValue), ("x", " a", .badHeaderValue),
            ("x\r\ny", "a", .badHeaderName), ("x: y", "a", .badHeaderName),
            ("", "a", .badHeaderName),
            ("Transfer-Encoding", "chunked", .connectionHeader),
            ("transfer-encoding", "chunked", .connectionHeader),
            ("connection", "close", .connectionHeader), ("te", "gzip", .connectionHeader),
            (":path", "/b", .badPseudoHeader), (":status", "200", .badPseudoHeader),
            ("content-length", "+5", .badLength), ("host", "b.example", .badHost),
        ]
        for (name, value, wanted) in bad {
            #expect(fault(Self.pseudo + [(name, value)]) == wanted, "\(name): \(value)")
        }
        #expect(fault(Array(Self.pseudo.dropLast())) == .badPseudoHeader)
        var injected = Self.pseudo
        injected[3].1 = "/ HTTP/1.1\r\nX: y"
        #expect(fault(injected) == .badPseudoHeader)
        injected[3].1 = "relative"
        #expect(fault(injected) == .badPseudoHeader)
        var check = try DowngradeCheck(
            (Self.pseudo + [("content-length", "5")]).map { (Array($0.0.utf8), Array($0.1.utf8)) })
        try check.received(bytes: 3, isLast: false)
        var short = check
        #expect(throws: FramingFault.lengthMismatch) { try short.received(bytes: 1, isLast: true) }
        var long = check
        #expect(throws: FramingFault.lengthMismatch) { try long.received(bytes: 3, isLast: false) }
        try check.received(bytes: 2, isLast: true)
    }
}
