import Edge
import NIOCore
import Primitives
import Testing

/// Heads of messages, read strictly (RFC 9112).
@Suite struct WireTests {
    private func request(_ text: String) throws(WireError) -> WireRequest {
        try HeadParser.request(Array(text.utf8).span, limits: WireLimits(), isSecure: false)
    }

    private func refusal(_ text: String) -> WireError? {
        do throws(WireError) {
            _ = try request(text)
            return nil
        } catch {
            return error
        }
    }

    @Test func `a request`() throws {
        let parsed = try request(
            "GET /a?b HTTP/1.1\r\nHost: Shop:80\r\nX-Y:  z \r\nconnection: close\r\n\r\n")
        #expect(parsed.head.method == .get && !parsed.isKeptAlive && parsed.framing == .none)
        #expect(String(decoding: parsed.head.key.bytes, as: UTF8.self) == "http://shop/a?b")
        #expect(
            parsed.head.fields.description == "host: Shop:80\r\nx-y: z\r\nconnection: close\r\n")
        let absolute = try request("GET http://Other/x HTTP/1.1\r\nhost: shop\r\n\r\n")
        #expect(String(decoding: absolute.head.key.bytes, as: UTF8.self) == "http://other/x")
        let old = try request("GET / HTTP/1.0\r\n\r\n")
        #expect(!old.isKeptAlive && old.minorVersion == 0)
        let upgrade = try request(
            "GET / HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n")
        #expect(upgrade.upgrade == Array("websocket".utf8))
        #expect(
            try request("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\n").framing
                == .length(5))
    }

    @Test(arguments: [
        (
            "two lengths",
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 1\r\n\r\n"
        ),
        ("a list of lengths", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1, 1\r\n\r\n"),
        ("a signed length", "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: +1\r\n\r\n"),
        (
            "length and chunks",
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n"
        ),
        (
            "two codings",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n"
        ),
        (
            "chunks twice",
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n"
                + "transfer-encoding: chunked\r\n\r\n"
        ),
        ("chunks in 1.0", "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n"),
        ("a fold", "GET / HTTP/1.1\r\nhost: a\r\nx: 1\r\n 2\r\n\r\n"),
        ("a blank before the colon", "GET / HTTP/1.1\r\nhost: a\r\nx : 1\r\n\r\n"),
        ("a bare LF", "GET / HTTP/1.1\nhost: a\r\n\r\n"),
        ("a bare LF in a field", "GET / HTTP/1.1\r\nhost: a\r\nx: 1\ny: 2\r\n\r\n"),
        ("a bare CR", "GET / HTTP/1.1\r\nhost: a\r\nx: 1\ry\r\n\r\n"),
        ("NUL", "GET / HTTP/1.1\r\nhost: a\r\nx: \u{0}\r\n\r\n"),
        ("no host", "GET / HTTP/1.1\r\n\r\n"),
        ("two hosts", "GET / HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n"),
        ("a host with a path", "GET / HTTP/1.1\r\nhost: a/b\r\n\r\n"),
        ("two blanks", "GET  / HTTP/1.1\r\nhost: a\r\n\r\n"),
        ("a blank in the target", "GET /a b HTTP/1.1\r\nhost: a\r\n\r\n"),
        ("no target", "GET HTTP/1.1\r\nhost: a\r\n\r\n"),
        ("another version", "GET / HTTP/2.0\r\nhost: a\r\n\r\n"),
        ("a proxy's CONNECT", "CONNECT a:1 HTTP/1.1\r\nhost: a\r\n\r\n"),
        ("no name", "GET / HTTP/1.1\r\nhost: a\r\n: 1\r\n\r\n"),
        ("a long method", String(repeating: "A", count: 99) + " / HTTP/1.1\r\nhost: a\r\n\r\n"),
        ("nothing", "\r\n\r\n"),
    ])
    func `what can be read in two ways is refused`(what: String, text: String) {
        #expect(refusal(text) != nil, "\(what)")
    }

    @Test func `too much is refused`() {
        let lines = String(repeating: "x: y\r\n", count: 101)
        #expect(refusal("GET / HTTP/1.1\r\nhost: a\r\n\(lines)\r\n") == .headTooLarge)
        let path = "/" + String(repeating: "a", count: 9000)
        #expect(refusal("GET \(path) HTTP/1.1\r\nhost: a\r\n\r\n") == .targetTooLong)
        #expect(
            refusal("PUT / HTTP/1.1\r\nhost: a\r\ncontent-length: 999999999999\r\n\r\n")
                == .bodyTooLarge)
    }

    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n", BodyFraming.length(5)),
        ("HTTP/1.1 200\r\ncontent-length: 0\r\n\r\n", .none),
        ("HTTP/1.1 200 \r\ncontent-length: 5, 5\r\n\r\n", .length(5)),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", .chunked),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: odd\r\n\r\n", .untilClose),
        ("HTTP/1.1 200 OK\r\n\r\n", .untilClose),
        ("HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n", .none),
        ("HTTP/1.1 204 No Content\r\n\r\n", .none),
    ])
    func `how answers end`(text: String, framing: BodyFraming) throws {
        let response = try HeadParser.response(
            Array(text.utf8).span, to: .get, limits: WireLimits())
        #expect(response.framing == framing)
        let head = try HeadParser.response(
            Array(text.utf8).span, to: .head, limits: WireLimits())
        #expect(head.framing == .none)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `hostile bytes never trap`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let valid = Array(
            ("POST http://shop/a?b HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n"
                + "cache-control: max-age=\"1\", no-cache=\"a,b\"\r\nrange: bytes=1-,-5\r\n"
                + "if-none-match: W/\"a\", *\r\naccept-language: en;q=0.5\r\n\r\n").utf8)
        for _ in 0..<20_000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
            }
            guard
                let request = try? HeadParser.request(
                    bytes.span, limits: WireLimits(), isSecure: false)
            else { continue }
            var response = request.head.fields
            response.append("vary", "accept-language")
            response.append("content-range", "bytes 0-9/20")
            let ledger = PurgeLedger()
            var asGet = request.head
            asGet.method = .get
            guard
                let head = StorableHead(
                    request: asGet, status: 200, fields: response, epoch: 1,
                    requested: CacheCase.start, received: CacheCase.start, ledger: ledger,
                    options: CacheOptions()),
                let stored = head.finished(ByteBuffer(string: "0123456789"))
            else { continue }
            _ = Delivery.of(stored, to: asGet)
            _ = Lookup.decide(
                asGet, stored: stored, hasOthers: true, isPurged: false, now: CacheCase.start,
                options: CacheOptions())
        }
    }
}
