import Edge
import Primitives
import Synchronization
import Testing

/// The proxy over real sockets: caching, framing, coalescing, holding, draining.
@Suite struct ProxyTests {
    private func with(
        _ text: @escaping @Sendable (TestOrigin.Received) -> String,
        change: (inout EdgeOptions) -> Void = { _ in },
        _ body: (EdgeUnderTest, TestOrigin) throws -> Void
    ) throws {
        let origin = try TestOrigin(text: text)
        let edge = try EdgeUnderTest(origins: [origin.port], change)
        defer {
            edge.server.stop()
            origin.stop()
        }
        try body(edge, origin)
    }

    @Test func `the second request is answered from the cache, with its age`() throws {
        try with({ _ in answer(200, "cache-control: max-age=60\r\nx-y: z\r\n") }) { edge, origin in
            let first = try edge.get("/a")
            #expect(first.body == "hello" && first.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(first.head.contains("cache-status: Spillway; fwd=uri-miss; ttl=60; stored"))
            edge.clock.advance(seconds: 7)
            let second = try edge.get("/a")
            #expect(second.body == "hello" && second.head.contains("x-y: z"))
            #expect(second.head.contains("age: 7\r\n"))
            #expect(second.head.contains("cache-status: Spillway; hit; ttl=53\r\n"))
            #expect(second.head.contains("content-length: 5\r\n"))
            let head = try edge.get("/a", method: "HEAD")
            #expect(head.body.isEmpty && head.head.contains("content-length: 5\r\n"))
            let none = try edge.get("/a", "if-none-match: *\r\n")
            #expect(none.head.hasPrefix("HTTP/1.1 304") && !none.head.contains("content-length"))
            let part = try edge.get("/a", "range: bytes=1-2\r\n")
            #expect(part.head.hasPrefix("HTTP/1.1 206") && part.body == "el")
            #expect(part.head.contains("content-range: bytes 1-2/5"))
            let nothing = try edge.get("/a", "range: bytes=9-\r\n")
            #expect(nothing.head.contains("416") && nothing.head.contains("bytes */5"))
            #expect(origin.requests.count == 1)
        }
    }

    @Test func `what the origin gets`() throws {
        try with({ _ in answer() }) { edge, origin in
            _ = try edge.get(
                "/a?b",
                "X-Forwarded-For: 9.9.9.9\r\nte: trailers\r\nX-Hop: 1\r\n"
                    + "connection: x-hop\r\nkeep-alive: 5\r\nproxy-connection: x\r\nx-z: 1\r\n")
            let request = try #require(origin.requests.first)
            #expect(request.head.hasPrefix("GET /a?b HTTP/1.1\r\nhost: shop\r\n"))
            #expect(request.field("x-forwarded-for") == "127.0.0.1")
            #expect(request.field("x-forwarded-proto") == "http")
            #expect(request.field("forwarded") == "for=127.0.0.1;host=\"shop\";proto=http")
            #expect(request.field("via") == "1.1 spillway")
            #expect(request.field("traceparent")?.count == 55)
            #expect(request.field("x-z") == "1")
            for name in ["te", "x-hop", "keep-alive", "proxy-connection", "connection"] {
                #expect(request.field(name) == nil, "\(name)")
            }
        }
    }

    @Test func `a stale response is validated, and a 304 freshens it`() throws {
        try with({ request in
            request.field("if-none-match") == "\"a\""
                ? "HTTP/1.1 304 X\r\netag: \"a\"\r\ncache-control: max-age=50\r\nx: 2\r\n\r\n"
                : answer(200, "cache-control: max-age=10\r\netag: \"a\"\r\nx: 1\r\n")
        }) { edge, origin in
            _ = try edge.get()
            edge.clock.advance(seconds: 11)
            let second = try edge.get()
            #expect(second.body == "hello" && second.head.contains("x: 2\r\n"))
            #expect(second.head.contains("fwd=stale; fwd-status=304; ttl=50; stored"))
            edge.clock.advance(seconds: 11)
            #expect(try edge.get().head.contains("; hit"))
            edge.clock.advance(seconds: 50)
            let client = try edge.get("/", "if-none-match: \"b\", \"a\"\r\n")
            #expect(client.head.hasPrefix("HTTP/1.1 304"))
            #expect(origin.requests.count == 3)
        }
    }

    @Test func `unsafe methods make stale, and a failed one does not`() throws {
        try with({ request in
            request.head.hasPrefix("GET")
                ? answer(200, "cache-control: max-age=60\r\n", "\(request.number)")
                : request.body == "bad" ? answer(500) : answer(200, "location: /b\r\n")
        }) { edge, _ in
            #expect(try edge.get("/a").body == "1" && edge.get("/b").body == "2")
            _ = try edge.get("/a", method: "POST", body: "bad")
            #expect(try edge.get("/a").body == "1")
            _ = try edge.get("/a", method: "M-SEARCH", body: "good")
            #expect(try edge.get("/a").body == "5" && edge.get("/b").body == "6")
        }
    }

    /// RFC 9110 §9.3.3: what a POST brings for a later GET is not made stale by that very POST
    /// (RFC 9111 §4.4).
    @Test func `an answer to POST is stored for GET`() throws {
        try with({ request in
            answer(
                200, "cache-control: max-age=60\r\ncontent-location: /a\r\n",
                "\(request.number)")
        }) { edge, origin in
            #expect(try edge.get("/a").body == "1")
            #expect(try edge.get("/a", method: "POST", body: "x").body == "2")
            let later = try edge.get("/a")
            #expect(later.body == "2" && later.head.contains("Spillway; hit"))
            #expect(origin.requests.count == 2)
            _ = try edge.purge("url=http://shop/a")
            #expect(try edge.get("/a").body == "3")
        }
    }

    /// RFC 9110 §7.6.2: OPTIONS and TRACE end here at 0, and go on with one less.
    @Test func `Max-Forwards is counted down`() throws {
        try with({ _ in answer() }) { edge, origin in
            let last = try edge.get("/a", method: "OPTIONS", "max-forwards: 0\r\n")
            #expect(last.head.hasPrefix("HTTP/1.1 204"))
            let trace = try edge.get("/a", method: "TRACE", "max-forwards: 0\r\n")
            #expect(trace.head.hasPrefix("HTTP/1.1 501"))
            #expect(origin.requests.isEmpty)
            _ = try edge.get("/a", method: "OPTIONS", "max-forwards: 5\r\n")
            #expect(origin.requests.first?.field("max-forwards") == "4")
            _ = try edge.get("/a", "max-forwards: 0\r\n")
            #expect(origin.requests.count == 2)
        }
    }

    @Test func `stale while a newer one comes, and when the origin is gone`() throws {
        let isDown = Atomic<Bool>(false)
        let control = "cache-control: max-age=1, stale-while-revalidate=60\r\netag: \"a\"\r\n"
        try with({ request in
            isDown.load(ordering: .relaxed) ? "" : answer(200, control, "\(request.number)")
        }) { edge, origin in
            #expect(try edge.get().body == "1")
            edge.clock.advance(seconds: 5)
            #expect(try edge.get().body == "1")
            // The newer one comes by itself.
            while try edge.get().body == "1" {}
            #expect(origin.requests.count == 2)
            edge.clock.advance(seconds: 100)
            isDown.store(true, ordering: .relaxed)
            let stale = try edge.get()
            // It was sent on, so it is no hit (RFC 9211 §2.1).
            #expect(stale.body == "2")
            #expect(stale.head.contains("; fwd=stale; ttl=-99; detail=stale-since-origin-failed"))
            let none = try edge.get("/other", method: "POST")
            #expect(none.head.hasPrefix("HTTP/1.1 502"))
            #expect(none.head.contains("problem+json") && none.body.contains("origin_closed"))
        }
    }

    /// RFC 9211 §2.1, §2.3: the request was sent on, and what it met is told.
    @Test func `a stale response stands in for a failing origin`() throws {
        try with({ request in
            request.number == 1
                ? answer(200, "cache-control: max-age=1, stale-if-error=60\r\n")
                : answer(503, "", "trouble")
        }) { edge, _ in
            _ = try edge.get()
            edge.clock.advance(seconds: 9)
            let stale = try edge.get()
            #expect(stale.body == "hello")
            #expect(stale.head.contains("Spillway; fwd=stale; fwd-status=503; ttl=-8; detail="))
        }
    }

    @Test func `interim answers pass, bodies in chunks too`() throws {
        try with({ _ in
            "HTTP/1.1 103 X\r\nlink: </a>\r\n\r\nHTTP/1.1 200 X\r\ncache-control: max-age=9\r\n"
                + "transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nt: u\r\n\r\n"
        }) { edge, origin in
            let first = try edge.get()
            #expect(first.head == "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n")
            #expect(first.body.hasSuffix("\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
            let second = try edge.get()
            #expect(second.body == "abcde" && second.head.contains("content-length: 5"))
            #expect(origin.requests.count == 1)
        }
    }

    /// The bodies of answers behind each other, each with its length.
    private func bodies(_ text: String) -> [String] {
        var rest = Array(text.utf8)[...]
        var bodies: [String] = []
        while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
            let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            let length = head.split(separator: "content-length: ").last?
                .prefix { $0.isNumber }
            let body = rest[end.upperBound...].prefix(length.flatMap { Int($0) } ?? 0)
            bodies.append(String(decoding: body, as: UTF8.self))
            rest = rest[body.endIndex...]
        }
        return bodies
    }

    @Test func `requests sent ahead are answered in order, hits and others`() throws {
        try with({ request in
            answer(
                200, request.head.contains("/hit") ? "cache-control: max-age=60\r\n" : "",
                String(request.head.dropFirst(4).prefix { $0 != " " }))
        }) { edge, _ in
            _ = try edge.get("/hit")
            let client = try Socket(port: edge.server.port)
            defer { client.close() }
            var text = ""
            for number in 0..<50 {
                text += "GET /hit HTTP/1.1\r\nhost: shop\r\n\r\n"
                text += "GET /\(number) HTTP/1.1\r\nhost: shop\r\n\r\n"
            }
            client.send(text + "GET /hit HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n")
            let bodies = bodies(client.receiveAll())
            #expect(bodies == (0..<50).flatMap { ["/hit", "/\($0)"] } + ["/hit"])
        }
    }

    @Test func `a request that can be read in two ways reaches no origin`() throws {
        try with({ _ in answer() }) { edge, origin in
            let smuggled = try edge.send(
                "POST / HTTP/1.1\r\nhost: shop\r\ncontent-length: 4\r\n"
                    + "transfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\n\r\n")
            #expect(smuggled.head.hasPrefix("HTTP/1.1 400"))
            #expect(smuggled.head.contains("connection: close"))
            let chunk = try edge.send(
                "POST / HTTP/1.1\r\nhost: shop\r\ntransfer-encoding: chunked\r\n\r\n"
                    + "5\nhello\r\n0\r\n\r\n")
            #expect(chunk.head.hasPrefix("HTTP/1.1 400"))
            #expect(origin.requests.isEmpty)
        }
    }

    @Test func `a purge by tag, prefix and URL asks the origin again`() throws {
        try with({ request in
            answer(200, "cache-control: max-age=60\r\nsurrogate-key: t\r\n", "\(request.number)")
        }) { edge, _ in
            let first = try edge.get("/p/1")
            #expect(first.body == "1" && !first.head.contains("surrogate-key"))
            for (number, query) in ["tag=t", "prefix=http://shop/p/", "url=shop/p/1"].enumerated() {
                #expect(try edge.get("/p/1").body == "\(number + 1)")
                #expect(try edge.purge(query).contains("HTTP/1.1 200"))
                #expect(try edge.get("/p/1").body == "\(number + 2)")
            }
            #expect(try edge.purge("x=y").contains("nothing_to_purge"))
            #expect(try edge.purge("url=/no-host").contains("malformed_url"))
        }
    }

    @Test func `private answers are shared with nobody, and nobody waits for them`() throws {
        try with({ request in
            answer(200, "cache-control: private\r\n", request.field("cookie") ?? "none")
        }) { edge, origin in
            let bodies = try (0..<20).map { try edge.get("/", "cookie: \($0)\r\n").body }
            #expect(bodies == (0..<20).map { "\($0)" })
            #expect(origin.requests.count == 20)
        }
    }

    @Test func `a part is stored, and completed to the whole`() throws {
        let fields = "cache-control: max-age=60\r\netag: \"a\"\r\n"
        try with({ request in
            switch request.field("range") {
            case "bytes=0-4":
                return answer(206, fields + "content-range: bytes 0-4/10\r\n", "01234")
            case "bytes=5-" where request.field("if-range") == "\"a\"":
                return answer(206, fields + "content-range: bytes 5-9/10\r\n", "56789")
            default: return answer(200, fields, "whole")
            }
        }) { edge, origin in
            #expect(try edge.get("/", "range: bytes=0-4\r\n").body == "01234")
            #expect(try edge.get("/", "range: bytes=1-2\r\n").body == "12")
            #expect(origin.requests.count == 1)
            let whole = try edge.get()
            #expect(whole.body == "0123456789" && whole.head.hasPrefix("HTTP/1.1 200"))
            #expect(try edge.get("/", "range: bytes=-3\r\n").body == "789")
            #expect(origin.requests.count == 2)
        }
    }
}
