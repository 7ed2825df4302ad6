import Edge
import Primitives
import Service
import Synchronization
import Testing

/// What clients see when a stored response is asked for again: what a 304 changes, what stands in
/// for a failing origin, interim answers, and two requests that become one.
@Suite struct RevalidationTests {
    private func value(_ name: String, in head: String) -> String? {
        for line in head.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2, parts[0].lowercased() == name.lowercased() {
                return String(parts[1].drop { $0 == " " })
            }
        }
        return nil
    }

    private static let modified = "Tue, 13 Jan 2026 08:00:00 GMT"

    /// RFC 9111 §3.2 and §4.3.4: the fields of a 304 take the place of the stored ones, in its own
    /// answer and in later ones; what it leaves out stays.
    @Test(arguments: [
        ("Test-Header", "a", "b"), ("X-Test-Header", "a", "b"), ("Content-Foo", "a", "b"),
        ("X-Content-Foo", "a", "b"), ("Content-Type", "text/plain", "text/plain;charset=utf-8"),
        ("Content-MD5", "rL0Y20zC+Fzt72VPzMSk2A==", "N7UdGUp1E+RbVvZSTy1R8g=="),
        ("Content-Location", "/foo", "/bar"),
        ("Content-Security-Policy", "default-src 'self'", "default-src 'none'"),
        ("X-Frame-Options", "deny", "sameorigin"), ("X-XSS-Protection", "1", "1; mode=block"),
        ("Clear-Site-Data", "cache", "cookies"), ("Public-Key-Pins", "a", "b"),
        ("Set-Cookie", "a=b", "a=c"), ("Set-Cookie2", "a=b", "a=c"),
        ("Expires", "Fri, 15 Jan 2027 08:00:01 GMT", "Fri, 15 Jan 2027 09:00:00 GMT"),
    ])
    func `a 304 changes the fields that it has`(_ name: String, _ old: String, _ new: String)
        throws
    {
        for validator in ["etag: \"a\"\r\n", "last-modified: \(Self.modified)\r\n"] {
            let origin = try TestOrigin { request in
                let date = "date: \(CacheCase.date(request.number == 1 ? 0 : 5))\r\n"
                return request.number == 1
                    ? answer(
                        200,
                        "cache-control: max-age=1\r\n\(date)\(validator)kept: yes\r\n"
                            + "\(name): \(old)\r\n")
                    : "HTTP/1.1 304 X\r\ncache-control: max-age=3600\r\n\(date)\(validator)"
                        + "\(name): \(new)\r\ncontent-length: 99\r\ncontent-encoding: br\r\n\r\n"
            }
            let edge = try EdgeUnderTest(origins: [origin.port])
            defer {
                edge.server.stop()
                origin.stop()
            }
            #expect(value(name, in: try edge.get().head) == old)
            edge.clock.advance(seconds: 5)
            for step in ["validated", "hit"] {
                let (head, body) = try edge.get()
                #expect(head.hasPrefix("HTTP/1.1 200") && body == "hello")
                #expect(value(name, in: head) == new, "\(step): \(head)")
                #expect(value("kept", in: head) == "yes")
                #expect(value("content-length", in: head) == "5")
                #expect(value("content-encoding", in: head) == nil)
                #expect(value("cache-control", in: head) == "max-age=3600")
                #expect(head.contains(step == "hit" ? "; hit" : "; fwd=stale; fwd-status=304"))
            }
            let asked = try #require(origin.requests.last)
            let isTagged = validator.hasPrefix("etag")
            #expect(asked.field("if-none-match") == (isTagged ? "\"a\"" : nil))
            #expect(asked.field("if-modified-since") == (isTagged ? nil : Self.modified))
            #expect(origin.requests.count == 2)
        }
    }

    /// What the origin does when it is asked again.
    enum Trouble: Sendable { case status(Int), close }

    /// RFC 5861 §4, RFC 9111 §4.2.4: who may get a stale response, and for how long.
    @Test(arguments: [
        ("max-age=2", "", 5, Trouble.close, 200),
        ("max-age=2, stale-if-error=60", "", 5, .close, 200),
        ("max-age=0, stale-if-error=3600", "", 5, .status(500), 200),
        ("max-age=2, stale-if-error=60", "", 5, .status(503), 200),
        ("max-age=0, stale-if-error=1", "", 5, .status(500), 500),
        ("max-age=0", "stale-if-error=3600", 5, .status(500), 200),
        ("max-age=0", "stale-if-error=1", 5, .status(500), 500),
        ("max-age=2", "", 5, .status(503), 503),
        ("max-age=2, stale-if-error=60", "", 5, .status(404), 404),
        ("max-age=2, must-revalidate", "", 5, .close, 502),
        ("max-age=2, proxy-revalidate", "", 5, .close, 502),
        ("max-age=2, no-cache", "", 5, .close, 502),
        ("max-age=2, s-maxage=2", "", 5, .close, 502),
    ] as [(String, String, Int64, Trouble, Int)])
    func `a stale response stands in where that is allowed`(
        _ control: String, _ wish: String, _ after: Int64, _ trouble: Trouble, _ wanted: Int
    ) throws {
        let origin = try TestOrigin { request in
            guard request.number > 1 else {
                // A grace is a reason to store by itself.
                let tag = control.contains("stale-if-error") ? "" : "etag: \"a\"\r\n"
                return answer(200, "cache-control: \(control)\r\n\(tag)")
            }
            switch trouble {
            case .status(let status): return answer(status, "", "trouble")
            case .close: return ""
            }
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        _ = try edge.get()
        edge.clock.advance(seconds: after)
        let (head, body) = try edge.get("/", wish.isEmpty ? "" : "cache-control: \(wish)\r\n")
        #expect(head.hasPrefix("HTTP/1.1 \(wanted) "), "\(head)")
        #expect((body == "hello") == (wanted == 200))
        // RFC 9111 §5.5 took the field away.
        #expect(value("warning", in: head) == nil)
    }

    /// RFC 9110 §15.2: interim answers go through, and the last one is what is stored.
    @Test func `interim answers pass, and the last one is stored`() throws {
        let interim =
            "HTTP/1.1 102 X\r\n\r\nHTTP/1.1 103 X\r\nlink: </a.css>; rel=preload\r\n"
            + "x-mine: 1\r\n\r\n"
        let origin = try TestOrigin { _ in
            interim + answer(200, "cache-control: max-age=100000\r\n")
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let all = try edge.get()
        let text = all.head + all.body
        #expect(text.hasPrefix("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\n"))
        #expect(text.contains("link: </a.css>; rel=preload\r\nx-mine: 1\r\n\r\nHTTP/1.1 200"))
        let (head, body) = try edge.get()
        #expect(head.hasPrefix("HTTP/1.1 200") && head.contains("; hit") && body == "hello")
        // HTTP/1.0 has none (RFC 9110 §15.2).
        let old = try edge.send("GET /b HTTP/1.0\r\nhost: shop\r\n\r\n")
        #expect(old.head.hasPrefix("HTTP/1.1 200"), "\(old)")
        #expect(origin.requests.count == 2)
    }

    /// RFC 9111 §4: one request to the origin for two of clients that come while it is under way.
    @Test func `two requests at once become one`() throws {
        let mayAnswer = ConditionLock(false)
        let origin = try TestOrigin { request, socket in
            _ = mayAnswer.wait(until: { $0 }, atMost: 10_000_000_000)
            socket.send(answer(200, "cache-control: max-age=60\r\n", "\(request.number)"))
            return true
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let clients = try (0..<2).map { _ in
            let client = try Socket(port: edge.server.port)
            client.send("GET / HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n")
            return client
        }
        let clock = SystemClock()
        let start = clock.monotonicNanoseconds()
        while true {
            let admin = try Socket(port: edge.server.adminPort)
            admin.send("GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            let figures = admin.receiveAll()
            admin.close()
            if figures.contains("spillway_edge_requests_total{cache=\"collapsed\"} 1\n") { break }
            try #require(clock.monotonicNanoseconds() - start < 10_000_000_000, "\(figures)")
        }
        mayAnswer.withLock { $0 = true }
        mayAnswer.broadcast()
        let answers = clients.map { $0.receiveAll() }
        #expect(answers.allSatisfy { $0.hasSuffix("\r\n\r\n1") })
        #expect(answers.count { $0.contains("; collapsed") } == 1)
        #expect(origin.requests.count == 1)
    }

    /// RFC 9111 §4.3.5: what HEAD brings is written through, and renews what is stored.
    @Test func `an answer to HEAD renews what is stored`() throws {
        let status = Atomic<Int>(200)
        let origin = try TestOrigin { request in
            guard request.head.hasPrefix("HEAD") else {
                return answer(200, "cache-control: max-age=2\r\ntemplate: 1\r\n")
            }
            return "HTTP/1.1 \(status.load(ordering: .relaxed)) X\r\n"
                + "cache-control: max-age=1000\r\ntemplate: 2\r\ncontent-length: 5\r\n\r\n"
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        for (path, wanted) in [("/a", 200), ("/b", 410)] {
            status.store(wanted, ordering: .relaxed)
            _ = try edge.get(path)
            edge.clock.advance(seconds: 5)
            let asked = origin.requests.count
            #expect(try edge.get(path, method: "HEAD").head.hasPrefix("HTTP/1.1 \(wanted)"))
            #expect(origin.requests.count == asked + 1)
            let (head, body) = try edge.get(path)
            // Only a 200 speaks for the stored response.
            #expect(value("template", in: head) == (wanted == 200 ? "2" : "1"))
            #expect(head.contains("; hit") == (wanted == 200) && body == "hello")
        }
    }
}
