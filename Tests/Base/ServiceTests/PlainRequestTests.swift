import HTTPTypes
import Primitives
import Service
import Testing

/// GETs that are answered from their bytes: never another answer than the parser's way gives.
@Suite struct PlainRequestTests {
    private func withServer(_ body: (Int) throws -> Void) throws {
        let routes = [
            Route(.get, "/echo/{name}") { request in
                let names = request.headers.filter { $0.name.canonicalName != "te" }
                    .map { "\($0.name.canonicalName)=\($0.value)" }
                return .text(
                    "\(request.path) \(request.parameters["name"] ?? "") "
                        + "\(request.query["q"] ?? "-") \(names.sorted().joined(separator: " "))")
            },
            Route(.get, "/large") { _ in .text(String(repeating: "x", count: 100_000)) },
            Route(.get, "/nothing") { _ in Reply(204) },
            Route(.get, "/stream") { _ in
                .events(
                    StreamSource { client in
                        client.send(Array("data: 1\n\n".utf8))
                        client.send(Array("data: 2\n\n".utf8)) { _ in client.end() }
                    })
            },
        ]
        let server = try Server(
            ServerOptions(port: 0), routes: routes, clock: SystemClock(), metrics: Metrics())
        defer { server.stop() }
        try body(server.port)
    }

    /// Sends requests, in pieces of so many bytes, and reads until the server closes.
    private func exchange(_ port: Int, _ text: String, piece: Int? = nil) throws -> String {
        let client = try Client(port: port)
        defer { client.close() }
        guard let piece else {
            client.send(text)
            return client.readAll()
        }
        var rest = text[...]
        while !rest.isEmpty {
            client.send(String(rest.prefix(piece)))
            rest = rest.dropFirst(piece)
        }
        return client.readAll()
    }

    /// Head and body without the date, and without what says that the connection ends.
    private func meaning(_ answer: String) -> Set<String> {
        Set(
            answer.split(separator: "\r\n").map(String.init).filter {
                !$0.hasPrefix("date:") && !$0.hasPrefix("connection:")
            })
    }

    private static let last = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    @Test(arguments: [
        "/echo/a", "/echo/%C3%A9?q=a+b%20c", "/echo/a?q", "/nothing", "/large", "/none",
        "//echo//a", "/echo/a/b", "/?", "/echo/a?q=1&q=2",
    ])
    func `an answer is the same as the parser's`(target: String) throws {
        try withServer { port in
            let head =
                "GET \(target) HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\nCookie: a=1; b\r\n"
            // A header that is not plain sends it the ordinary way.
            let plain = try exchange(port, head + "\r\n" + Self.last)
            let parsed = try exchange(port, head + "TE: trailers\r\n\r\n" + Self.last)
            #expect(meaning(plain) == meaning(parsed))
        }
    }

    @Test(arguments: [1, 2, 3, 7, 19, 64])
    func `requests may come in pieces and ahead`(piece: Int) throws {
        try withServer { port in
            var text = ""
            for number in 0..<20 {
                text += "GET /echo/\(number) HTTP/1.1\r\nHost: x\r\n\r\n"
                if number % 7 == 6 { text += "HEAD /echo/x HTTP/1.1\r\nHost: x\r\n\r\n" }
            }
            let answers = try exchange(port, text + Self.last, piece: piece)
            var rest = answers[...]
            for number in 0..<20 {
                let place = try #require(
                    rest.firstRange(of: "/echo/\(number) \(number) -"), "\(number) is missing")
                rest = rest[place.upperBound...]
            }
            #expect(rest.contains("204 No Content"))
        }
    }

    @Test func `a stream follows a plain request`() throws {
        try withServer { port in
            let said = try exchange(
                port,
                "GET /echo/a HTTP/1.1\r\nHost: x\r\n\r\nGET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(said.contains("transfer-encoding: chunked"))
            #expect(said.hasSuffix("9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n"))
        }
    }

    @Test(arguments: [
        "GET /echo/a HTTP/1.1\r\n\r\n", "GET /echo/a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /echo/a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "GET /echo/a HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
        "GET  /echo/a HTTP/1.1\r\nHost: x\r\n\r\n",
    ])
    func `what has no single meaning is left to the parser`(text: String) throws {
        try withServer { port in
            // With a header that is never plain, the parser has it from the start.
            let parts = text.split(separator: "\r\n", maxSplits: 1)
            let parsed = "\(parts[0])\r\nTE: trailers\r\n" + (parts.count > 1 ? parts[1] : "")
            let status = { (answer: String) in answer.prefix(12) }
            let (first, second) = try (
                exchange(port, text + Self.last), exchange(port, parsed + Self.last)
            )
            #expect(status(first) == status(second))
        }
    }

    @Test func `headers beyond their bounds are refused`() throws {
        try withServer { port in
            let value = String(repeating: "y", count: 70_000)
            let long = "GET /echo/a HTTP/1.1\r\nHost: x\r\nX: \(value)\r\n\r\n"
            let first = try exchange(port, long)
            #expect(first.hasPrefix("HTTP/1.1 431"))
            var many = "GET /echo/a HTTP/1.1\r\nHost: x\r\n"
            for number in 0..<200 { many += "X-\(number): 1\r\n" }
            let second = try exchange(port, many + "\r\n")
            #expect(second.hasPrefix("HTTP/1.1 431"))
        }
    }
}
