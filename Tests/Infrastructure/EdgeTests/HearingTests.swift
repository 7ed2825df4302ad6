import Edge
import Primitives
import Service
import Testing
import WaitingRoom

/// An edge that has started and has not heard its center yet knows no waiting room: whoever buys
/// waits, or is told to come again; nobody slips past a room.
@Suite struct HearingTests {
    /// A center that answers everything at once, but says nothing on its line to the edges until
    /// it is let.
    private final class Center: Sendable {
        let speaks = ConditionLock(false)
        let origin: TestOrigin

        init(rooms: String = "[]", _ answer: @escaping @Sendable () -> String = { order }) throws {
            let speaks = speaks
            origin = try TestOrigin { request, socket in
                guard request.head.hasPrefix("GET /v1/edge/feed") else {
                    socket.send(answer())
                    return true
                }
                func chunk(_ text: String) -> String {
                    String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
                }
                guard speaks.wait(until: { $0 }, atMost: 20_000_000_000) else { return false }
                let state =
                    #"{"purge":[],"sold_out":[],"sales":[],"rooms":\#(rooms),"keys":{"seals":"#
                    + #"[{"id":1,"secret":"000102030405060708090a0b0c0d0e0f"}],"buyers":[]}}"#
                socket.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                        + "transfer-encoding: chunked\r\n\r\n"
                        + chunk("event: state\nid: 1-1\ndata: \(state)\n\n"))
                return !socket.receive().isEmpty
            }
        }

        private static let order = "HTTP/1.1 201 X\r\ncontent-length: 2\r\n\r\n{}"

        func speak() {
            speaks.withLock { $0 = true }
            speaks.broadcast()
        }

        /// Requests that came past the edge.
        var passed: [TestOrigin.Received] {
            origin.requests.filter { !$0.head.contains(" /v1/edge/") }
        }
    }

    private static let token = "0123456789abcdef"

    private func edge(
        before center: Center, _ change: (inout EdgeOptions) -> Void = { _ in }
    ) throws -> EdgeUnderTest {
        try EdgeUnderTest(origins: [center.origin.port]) {
            $0.centerToken = Self.token
            change(&$0)
        }
    }

    private func order(_ edge: EdgeUnderTest, _ fields: String, sale: Int = 3) throws
        -> (head: String, body: String)
    {
        try edge.get(
            "/v1/orders", method: "POST", fields + "content-type: application/json\r\n",
            body: #"{"lines":[{"sku":7,"sale":\#(sale),"quantity":1}]}"#)
    }

    /// Sends on a thread of its own; the answers as they come.
    private func later(
        _ send: @escaping @Sendable () throws -> (head: String, body: String)
    ) -> ConditionLock<[(head: String, body: String)]> {
        let answers = ConditionLock<[(head: String, body: String)]>([])
        _ = WorkThread(name: "buyer") {
            let answer = (try? send()) ?? ("nothing", "")
            answers.withLock { $0.append(answer) }
            answers.broadcast()
        }
        return answers
    }

    private func held(_ edge: EdgeUnderTest, _ count: Int) throws {
        let clock = SystemClock()
        let start = clock.monotonicNanoseconds()
        while true {
            let client = try Socket(port: edge.server.adminPort)
            client.send("GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
            let said = client.receiveAll()
            client.close()
            if said.contains("spillway_edge_held_total \(count)\n") { return }
            try #require(clock.monotonicNanoseconds() - start < 10_000_000_000, "\(said)")
            clock.pause(nanoseconds: 5_000_000)
        }
    }

    private func answer(
        of buyer: ConditionLock<[(head: String, body: String)]>
    ) throws -> (head: String, body: String) {
        try #require(buyer.wait(until: { !$0.isEmpty }, atMost: 15_000_000_000))
        return try #require(buyer.withLock { $0.first })
    }

    @Test func `an order with a key waits for the center's first word, and goes on`() throws {
        let center = try Center()
        defer { center.origin.stop() }
        let edge = try edge(before: center)
        defer { edge.server.stop() }
        let buyer = later { try order(edge, "idempotency-key: k1\r\n") }
        try held(edge, 1)
        #expect(center.passed.isEmpty && buyer.withLock { $0.isEmpty })
        center.speak()
        #expect(try answer(of: buyer).head.hasPrefix("HTTP/1.1 201"))
        #expect(center.passed.map { $0.field("idempotency-key") } == ["k1"])
        // From now on nobody waits.
        #expect(try order(edge, "").head.hasPrefix("HTTP/1.1 201"))
    }

    @Test func `what has no key is refused at once, as a page or a problem`() throws {
        let center = try Center()
        defer { center.origin.stop() }
        let edge = try edge(before: center)
        defer { edge.server.stop() }
        let (head, body) = try order(edge, "")
        #expect(head.hasPrefix("HTTP/1.1 503") && head.contains("retry-after: 2\r\n"))
        #expect(body.contains(#""code":"center_not_heard""#))
        for form in ["do=order", "key="] {
            let (head, body) = try edge.get(
                "/shop/a/checkout", method: "POST",
                "accept: text/html\r\naccept-language: zh\r\n"
                    + "content-type: application/x-www-form-urlencoded\r\n", body: form)
            #expect(head.hasPrefix("HTTP/1.1 503") && head.contains("retry-after: 15\r\n"))
            #expect(body.contains("请稍候"), "\(body)")
        }
        #expect(center.passed.isEmpty)
        // Whoever only looks is not held up, nor is what buys nothing.
        #expect(try edge.get("/shop/a").head.hasPrefix("HTTP/1.1 201"))
        #expect(
            try edge.get("/v1/carts", method: "POST", body: "{}").head.hasPrefix("HTTP/1.1 201"))
    }

    private static let room = """
        [{"room":4,"merchant":1,"sale":3,"paths":["/shop/a/sale/3","/shop/a/checkout"],\
        "checkouts":["/shop/a/checkout"],"english":"Big","chinese":"大","starts_at":5000,\
        "commitment":"\(String(repeating: "a", count: 64))","salt":"00010203"}]
        """

    @Test func `who waited so meets the room that stands there`() throws {
        let center = try Center(rooms: Self.room)
        defer { center.origin.stop() }
        let edge = try edge(before: center)
        defer { edge.server.stop() }
        let app = later { try order(edge, "idempotency-key: k1\r\n") }
        let other = later { try order(edge, "idempotency-key: k2\r\n", sale: 8) }
        let browser = later {
            try edge.get(
                "/shop/a/checkout", method: "POST",
                "accept: text/html\r\ncontent-type: application/x-www-form-urlencoded\r\n",
                body: "do=order&key=0123")
        }
        try held(edge, 3)
        center.speak()
        let (head, body) = try answer(of: app)
        #expect(head.hasPrefix("HTTP/1.1 403"), "\(head)")
        #expect(body.contains(#""code":"waiting_room""#))
        let page = try answer(of: browser)
        #expect(page.head.contains("spillway_ticket_4="), "\(page.head)")
        #expect(page.body.contains("data-room=\"4\""))
        #expect(try answer(of: other).head.hasPrefix("HTTP/1.1 201"))
        #expect(center.passed.map { $0.field("idempotency-key") } == ["k2"])
    }

    @Test func `a guarded path waits too, for as long as requests are held`() throws {
        let center = try Center(rooms: Self.room)
        defer { center.origin.stop() }
        let edge = try edge(before: center) {
            $0.guardedPaths = ["/shop/a/sale"]
            $0.holdSeconds = 1
        }
        defer { edge.server.stop() }
        let (head, body) = try edge.get("/shop/a/sale/3", "accept: text/html\r\n")
        #expect(head.hasPrefix("HTTP/1.1 503") && body.contains("One moment"))
        #expect(
            try order(edge, "idempotency-key: k\r\n").body.contains(#""code":"center_not_heard""#))
        let visitor = later { try edge.get("/shop/a/sale/3", "accept: text/html\r\n") }
        try held(edge, 3)
        center.speak()
        let answer = try answer(of: visitor)
        #expect(answer.body.contains("data-room=\"4\""), "\(answer)")
        #expect(center.passed.isEmpty)
    }

    @Test func `no more wait than may be held`() throws {
        let center = try Center()
        defer { center.origin.stop() }
        let edge = try edge(before: center) { $0.heldRequests = 1 }
        defer { edge.server.stop() }
        let first = later { try order(edge, "idempotency-key: k1\r\n") }
        try held(edge, 1)
        #expect(try order(edge, "idempotency-key: k2\r\n").head.hasPrefix("HTTP/1.1 503"))
        center.speak()
        #expect(try answer(of: first).head.hasPrefix("HTTP/1.1 201"))
    }

    @Test func `a client that leaves makes room, and an edge that stops lets all go`() throws {
        let center = try Center()
        defer { center.origin.stop() }
        let edge = try edge(before: center) { $0.heldRequests = 1 }
        let client = try Socket(port: edge.server.port)
        client.send(
            "POST /v1/orders HTTP/1.1\r\nhost: shop\r\nidempotency-key: k1\r\n"
                + "content-length: 2\r\n\r\n{}")
        try held(edge, 1)
        client.reset()
        // The place of the one that left is free as soon as the edge has seen it leave.
        let clock = SystemClock()
        let start = clock.monotonicNanoseconds()
        var stayed = later { try order(edge, "idempotency-key: k2\r\n") }
        while stayed.wait(until: { !$0.isEmpty }, atMost: 300_000_000) {
            try #require(clock.monotonicNanoseconds() - start < 10_000_000_000)
            stayed = later { try order(edge, "idempotency-key: k2\r\n") }
        }
        edge.server.stop()
        _ = try answer(of: stayed)
        #expect(center.passed.isEmpty)
    }

    @Test func `an edge before another web server holds nothing up`() throws {
        let center = try Center()
        defer { center.origin.stop() }
        let edge = try EdgeUnderTest(origins: [center.origin.port]) { $0.shield = ShieldOptions() }
        defer { edge.server.stop() }
        #expect(try order(edge, "").head.hasPrefix("HTTP/1.1 201"))
        #expect(try edge.get("/checkout", method: "POST").head.hasPrefix("HTTP/1.1 201"))
    }
}
