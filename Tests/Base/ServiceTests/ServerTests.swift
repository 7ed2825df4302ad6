import Glibc
import HTTPTypes
import NIOCore
import NIOHTTP1
import Primitives
import Service
import Testing

/// The server over real sockets, with clients that behave and clients that do not.
@Suite struct ServerTests {
    private struct Echo: HotRoute {
        let method = HTTPMethod.POST
        let path = "/hot"
        let bodyLimit = 64

        func answer(_ head: HTTPRequestHead, _ body: ByteBuffer?, _ exchange: Exchange) -> Bool {
            guard head.headers.first(name: "x-slow") == nil else { return false }
            exchange.send(status: .ok, headers: [:], body: body ?? ByteBuffer())
            return true
        }
    }

    private func withServer(
        _ change: (inout ServerOptions) -> Void = { _ in }, _ body: (Int) throws -> Void
    ) throws {
        var options = ServerOptions(port: 0)
        change(&options)
        let routes = [
            Route(.get, "/hello") { _ in .text("hello") },
            Route(.post, "/echo", bodyLimit: 16) {
                .text(String(decoding: $0.body, as: UTF8.self))
            },
            Route(.post, "/hot") { _ in .text("ordinary") },
            Route(.get, "/problem") { _ in throw Problem(409, "sold_out", "None is left.") },
            Route(.get, "/stream") { _ in
                .events(
                    AsyncStream { stream in
                        stream.yield(Array("data: 1\n\n".utf8))
                        stream.yield(Array("data: 2\n\n".utf8))
                        stream.finish()
                    })
            },
        ]
        let server = try Server(
            options, routes: routes, hot: [Echo()], clock: SystemClock(), metrics: Metrics())
        defer { server.stop() }
        try body(server.port)
    }

    /// Sends bytes and reads until the server closes or has sent `count` answers.
    private func exchange(_ port: Int, _ text: String, closing: Bool = true) throws -> String {
        let client = try Client(port: port)
        defer { client.close() }
        client.send(text)
        return client.readAll()
    }

    private static let end = "\r\nHost: x\r\nConnection: close\r\n\r\n"

    @Test func `routes answer, and HEAD has no body`() throws {
        try withServer { port in
            let get = try exchange(port, "GET /hello HTTP/1.1" + Self.end)
            #expect(get.hasPrefix("HTTP/1.1 200 OK") && get.hasSuffix("\r\n\r\nhello"))
            #expect(get.contains("date: ") && get.contains("nosniff"))
            let head = try exchange(port, "HEAD /hello HTTP/1.1" + Self.end)
            #expect(head.contains("content-length: 5") && head.hasSuffix("\r\n\r\n"))
            let other = try exchange(port, "PUT /hello HTTP/1.1" + Self.end)
            #expect(other.contains("405") && other.lowercased().contains("allow: get, head"))
            #expect(try exchange(port, "GET /none HTTP/1.1" + Self.end).contains("404 Not Found"))
            let problem = try exchange(port, "GET /problem HTTP/1.1" + Self.end)
            #expect(problem.contains("409") && problem.contains("application/problem+json"))
        }
    }

    @Test func `requests sent ahead are answered in order`() throws {
        try withServer { port in
            let post = { (path: String, body: String, extra: String) in
                "POST \(path) HTTP/1.1\r\nHost: x\r\n\(extra)"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            var text = ""
            for number in 0..<50 {
                text += post("/hot", "hot\(number);", "")
                text += post("/echo", "slow\(number);", "")
                text += post("/hot", "", "X-Slow: 1\r\n")
            }
            text += "GET /hello HTTP/1.1" + Self.end
            let answers = try exchange(port, text)
            var rest = answers[...]
            for number in 0..<50 {
                for body in ["hot\(number);", "slow\(number);", "ordinary"] {
                    let place = try #require(rest.firstRange(of: body), "\(body) is missing")
                    rest = rest[place.upperBound...]
                }
            }
            #expect(rest.hasSuffix("hello"))
        }
    }

    @Test func `bodies are bounded, announced or not`() throws {
        try withServer { port in
            let announced = try exchange(
                port, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n")
            #expect(announced.contains("413"))
            let chunk = "20\r\n" + String(repeating: "x", count: 32) + "\r\n"
            let chunked = try exchange(
                port, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk
            )
            #expect(chunked.contains("413"))
        }
    }

    @Test(arguments: [
        "GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "GET / HTTP/1.1\r\nbad header\r\n\r\n",
    ])
    func `garbage is refused and harms nobody`(text: String) throws {
        try withServer { port in
            let answer = try exchange(port, text)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer)")
            #expect(try exchange(port, "GET /hello HTTP/1.1" + Self.end).hasSuffix("hello"))
        }
    }

    @Test func `huge headers are refused`() throws {
        try withServer { port in
            let header = "X-Long: " + String(repeating: "x", count: 100_000)
            let answer = try exchange(port, "GET /hello HTTP/1.1\r\n\(header)" + Self.end)
            #expect(answer.hasPrefix("HTTP/1.1 431") || answer.isEmpty)
            #expect(try exchange(port, "GET /hello HTTP/1.1" + Self.end).hasSuffix("hello"))
        }
    }

    @Test func `streams end and connections close`() throws {
        try withServer { port in
            let answer = try exchange(port, "GET /stream HTTP/1.1" + Self.end)
            #expect(answer.contains("data: 1") && answer.contains("data: 2"))
        }
    }

    @Test func `slow clients are cut`() throws {
        try withServer({ $0.requestSeconds = 1 }) { port in
            let client = try Client(port: port)
            defer { client.close() }
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
            // Reads to the end of the connection, which only the server ends.
            #expect(client.readAll().isEmpty)
        }
    }

    @Test func `a taken port is said`() throws {
        try withServer { port in
            #expect(throws: ServerError.self) {
                _ = try Server(
                    ServerOptions(port: port), routes: [], clock: SystemClock(), metrics: Metrics())
            }
        }
    }
}
