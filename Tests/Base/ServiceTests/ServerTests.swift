import Foundation
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
        let fields = ["x-slow"]
        let bodyLimit = 64
        static let form = AnswerForm(.ok, contentType: "text/plain")

        func answer(_ bytes: Span<UInt8>, _ request: HotRequest, _ exchange: Exchange) -> Bool {
            guard request.fields[0].isEmpty else { return false }
            exchange.send(Self.form, request.body.map { bytes[$0] })
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
            Route(.post, "/refused") { _ in
                let limit = RateLimit(
                    "a", quota: 1, windowSeconds: 9, remaining: 0, moreAfterSeconds: 7)
                Refusal.note(retryAfterSeconds: 7, [limit])
                return .text("a page", status: 429)
            },
            Route(.get, "/broadcast") { _ in .events(Broadcast()) },
            Route(.get, "/stream") { _ in
                .events(
                    StreamSource { client in
                        client.send(Array("data: 1\n\n".utf8))
                        client.send(Array("data: 2\n\n".utf8)) { _ in client.end() }
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

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a hot request may come in any pieces, before and behind any other`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        try withServer { port in
            let client = try Client(port: port)
            defer { client.close() }
            var wanted: [String] = []
            var text = ""
            for number in 0..<40 {
                let body = "piece \(number) of \(seed)"
                let isHot = number < 20 || Int.random(in: 0..<2, using: &random) == 0
                text += "POST /\(isHot ? "hot" : "echo") HTTP/1.1\r\nhost:x\r\n"
                if isHot, Int.random(in: 0..<2, using: &random) == 0 {
                    text += "X-Other: \t a:b, c \t\r\n"
                }
                let sent = isHot ? body : "e\(number)"
                text += "CONTENT-length:  \(sent.utf8.count) \r\n\r\n\(sent)"
                wanted.append(sent)
            }
            text += "GET /hello HTTP/1.1" + Self.end
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let piece = rest.prefix(1 + Int.random(in: 0..<90, using: &random))
                client.send(String(decoding: piece, as: UTF8.self))
                rest = rest.dropFirst(piece.count)
            }
            let answers = client.readAll()
            var place = answers[...]
            for body in wanted {
                let found = try #require(place.firstRange(of: body), "\(body), seed \(seed)")
                place = place[found.upperBound...]
            }
            #expect(place.hasSuffix("hello"), "seed \(seed)")
            #expect(answers.components(separatedBy: "HTTP/1.1 200 OK").count == 42)
        }
    }

    @Test(arguments: [
        "Host: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Host: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "Host: x\r\nContent-Length : 3\r\n\r\nabc",
        "Host: x\r\nContent-Length: +3\r\n\r\nabc",
        "Host: x\r\nContent-Length: 3, 3\r\n\r\nabc",
        "Host: x\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
    ])
    func `a hot request of unclear length is refused`(rest: String) throws {
        try withServer { port in
            let answer = try exchange(port, "POST /hot HTTP/1.1\r\n" + rest + "GET /hello")
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer)")
            #expect(!answer.contains("200 OK"))
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

    @Test(arguments: ["/stream", "/broadcast"])
    func `HEAD on a stream of events has a head alone`(path: String) throws {
        try withServer { port in
            // Also without asking for it the connection ends, as the answer has no length.
            let answer = try exchange(port, "HEAD \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
            #expect(answer.lowercased().contains("content-type: text/event-stream"))
            let end = try #require(answer.firstRange(of: "\r\n\r\n"))
            #expect(answer[end.upperBound...].isEmpty, "\(answer.debugDescription)")
        }
    }

    @Test func `a refusal is said in the headers of whatever answer it gets`() throws {
        try withServer { port in
            let form = "POST /refused HTTP/1.1\r\nContent-Length: 0" + Self.end
            let answer = try exchange(port, form)
            #expect(answer.hasPrefix("HTTP/1.1 429"))
            #expect(answer.lowercased().contains("retry-after: 7\r\n"))
            #expect(answer.lowercased().contains("ratelimit: \"a\";r=0;t=7\r\n"))
            let other = try exchange(port, "POST /echo HTTP/1.1\r\nContent-Length: 0" + Self.end)
            #expect(!other.lowercased().contains("retry-after"))
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
