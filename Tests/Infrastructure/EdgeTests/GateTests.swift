import Edge
import Glibc
import Primitives
import Seals
import Service
import Shield
import Testing
import WaitingRoom

/// What requests pass before the cache: shield, rooms, and what the center told.
@Suite struct GateTests {
    private static let cached = "cache-control: max-age=60\r\n"

    private func shielded(_ change: (inout ShieldOptions) -> Void) -> ShieldOptions {
        var shield = ShieldOptions()
        shield.watchesLoopback = true
        change(&shield)
        return shield
    }

    private func value(_ name: String, in head: String) -> String? {
        for line in head.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else {
                continue
            }
            return String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return nil
    }

    @Test func `newcomers beyond what is usual are asked for work, and let in with it`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached) }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) {
            $0.shield = shielded { $0.limits.newcomerFloor = 1 }
        }
        defer { edge.server.stop() }
        var challenge: String?
        for _ in 0..<50 where challenge == nil {
            let (head, body) = try edge.get("/a")
            if head.hasPrefix("HTTP/1.1 429") {
                challenge = try JSONParser.parse(Array(body.utf8))["challenge"]?.string
            }
        }
        let text = try #require(challenge, "nobody was asked for a proof")
        let number = try #require(
            (0..<2_000_000).first {
                ProofSeals.zeroBits(SecretDigest.sha256("\(text):\($0)".utf8)) >= 14
            })
        let (proof, _) = try edge.get(
            "/_edge/proof?challenge=\(text)&answer=\(number)&next=/a")
        #expect(proof.hasPrefix("HTTP/1.1 303") && value("location", in: proof) == "/a")
        let cookie = try #require(value("set-cookie", in: proof)?.split(separator: ";").first)
        for _ in 0..<20 {
            #expect(try edge.get("/a", "cookie: \(cookie)\r\n").head.hasPrefix("HTTP/1.1 200"))
        }
        // A wrong answer, and a way to another site, are not taken.
        #expect(
            try edge.get("/_edge/proof?challenge=\(text)&answer=x").head
                .hasPrefix("HTTP/1.1 403"))
        let elsewhere = try edge.get(
            "/_edge/proof?challenge=\(text)&answer=\(number)&next=//evil.example/").head
        #expect(value("location", in: elsewhere) == "/")
    }

    @Test func `the edge's own cookies go no farther, and those of others do`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached + "vary: cookie\r\n") }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) { $0.shield = ShieldOptions() }
        defer { edge.server.stop() }
        let (head, _) = try edge.get("/a", "accept: text/html\r\n")
        let device = try #require(value("set-cookie", in: head)?.split(separator: ";").first)
        #expect(device.hasPrefix("spillway_device="))
        let again = try edge.get("/a", "accept: text/html\r\ncookie: \(device)\r\n").head
        #expect(again.contains("; hit") && value("set-cookie", in: again) == nil)
        _ = try edge.get("/b", "cookie: a=1; \(device); b=2\r\n")
        #expect(origin.requests.last?.field("cookie") == "a=1; b=2")
        #expect(origin.requests.first?.field("cookie") == nil)
    }

    @Test func `a rate is kept for each client, and said when it is over`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached) }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) {
            $0.shield = shielded {
                $0.limits.device = RateLimit(perSecond: 1, burst: 5)
                $0.limits.newcomerFloor = 1000
            }
        }
        defer { edge.server.stop() }
        let (head, _) = try edge.get("/a", "accept: text/html\r\n")
        let device = try #require(value("set-cookie", in: head)?.split(separator: ";").first)
        var statuses: [Substring] = []
        for _ in 0..<15 {
            statuses.append(try edge.get("/a", "cookie: \(device)\r\n").head.prefix(12))
        }
        #expect(statuses.first == "HTTP/1.1 200" && statuses.last == "HTTP/1.1 429")
        // Somebody else is not held up.
        #expect(try edge.get("/a").head.hasPrefix("HTTP/1.1 200"))
    }

    @Test func `whom the edge knows is served before newcomers who came first`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached) }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) {
            $0.shield = ShieldOptions()
            $0.eventLoops = 1
        }
        defer { edge.server.stop() }
        let (head, _) = try edge.get("/a", "accept: text/html\r\n")
        let device = try #require(value("set-cookie", in: head)?.split(separator: ";").first)
        let known = try Socket(port: edge.server.port)
        defer { known.close() }
        let request = "GET /a HTTP/1.1\r\nhost: shop\r\n"
        known.send(request + "cookie: \(device)\r\n\r\n")
        #expect(known.receive(until: "hello").contains("; hit"))
        // Work for some hundred milliseconds, and one request behind it.
        let crowd = try (0..<200).map { _ in try Socket(port: edge.server.port) }
        defer { for socket in crowd { socket.close() } }
        let many = String(repeating: request + "\r\n", count: 150)
        for socket in crowd { socket.send(many) }
        known.send(request + "cookie: \(device)\r\n\r\n")
        #expect(known.receive(until: "hello").contains("; hit"))
        #expect(edge.server.requests < crowd.count * 150 / 2)
        // They wait, but are not forgotten.
        for socket in crowd {
            var all: [UInt8] = []
            while all.ranges(of: Array("hello".utf8)).count < 150 {
                let bytes = socket.receive()
                try #require(!bytes.isEmpty)
                all += bytes
            }
        }
    }

    @Test func `a newcomer that ends its half gets its answer`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached) }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) { $0.shield = ShieldOptions() }
        defer { edge.server.stop() }
        for _ in 0..<20 {
            let client = try Socket(port: edge.server.port)
            client.send("GET /a HTTP/1.1\r\nhost: shop\r\n\r\n")
            shutdown(client.descriptor, Int32(SHUT_WR))
            #expect(client.receiveAll().hasSuffix("hello"))
            client.close()
        }
    }

    /// A center that tells what a test wants, and takes reports.
    private func center(_ state: String, later: @escaping @Sendable () -> String? = { nil }) throws
        -> TestOrigin
    {
        try TestOrigin { request, socket in
            if request.head.hasPrefix("GET /v1/edge/feed") {
                guard request.field("authorization") == "Bearer 0123456789abcdef" else {
                    socket.send(answer(401))
                    return false
                }
                func chunk(_ text: String) -> String {
                    String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
                }
                socket.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                        + "transfer-encoding: chunked\r\n\r\n"
                        + chunk("event: state\nid: 1-1\ndata: \(state)\n\n"))
                let clock = SystemClock()
                while true {
                    clock.pause(nanoseconds: 50_000_000)
                    guard let more = later() else { return false }
                    socket.send(chunk(more.isEmpty ? ":\n\n" : more))
                }
            }
            socket.send(answer(201, "", "{}"))
            return true
        }
    }

    private static let keys =
        #""keys":{"seals":[{"id":1,"secret":"000102030405060708090a0b0c0d0e0f"}],"buyers":[]}"#

    private func order(_ edge: EdgeUnderTest, key: String) throws -> (head: String, body: String) {
        try edge.get(
            "/v1/orders", method: "POST",
            "idempotency-key: \(key)\r\ncontent-type: application/json\r\n",
            body: #"{"lines":[{"sku":7,"sale":3,"quantity":1}]}"#)
    }

    @Test func `what the center tells as sold out is refused while it is heard`() throws {
        let isSilent = ConditionLock(false)
        let center = try center(
            #"{"purge":[],"sold_out":[[3,7]],"sales":[],"rooms":[],\#(Self.keys)}"#
        ) { isSilent.withLock { $0 } ? nil : "" }
        defer { center.stop() }
        let edge = try EdgeUnderTest(origins: [center.port]) {
            $0.centerToken = "0123456789abcdef"
        }
        defer { edge.server.stop() }
        var number = 0
        func waitFor(_ status: String) throws {
            let start = SystemClock().monotonicNanoseconds()
            while true {
                number += 1
                let (head, body) = try order(edge, key: "k\(number)")
                if head.hasPrefix("HTTP/1.1 \(status)") {
                    if status == "409" { #expect(body.contains(#""code":"sold_out""#)) }
                    return
                }
                try #require(SystemClock().monotonicNanoseconds() - start < 5_000_000_000)
            }
        }
        try waitFor("409")
        // The center falls silent: within a second it is asked again.
        isSilent.withLock { $0 = true }
        try waitFor("201")
        #expect(try edge.get("/v1/edge/feed").head.hasPrefix("HTTP/1.1 404"))
        _ = try edge.get("/x", "spillway-edge: forged\r\n")
        #expect(center.requests.last?.field("spillway-edge") == "0123456789abcdef")
    }

    @Test func `a path counts in one way of writing alone before a center`() throws {
        let center = try center(
            #"{"purge":[],"sold_out":[[3,7]],"sales":[],"rooms":[],\#(Self.keys)}"#) { "" }
        defer { center.stop() }
        let edge = try EdgeUnderTest(origins: [center.port]) {
            $0.centerToken = "0123456789abcdef"
        }
        defer { edge.server.stop() }
        for form in [
            "/v1/orders/", "//v1/orders", "/v1//orders", "/v1/orders//", "/v1/./orders",
            "/v1/x/../orders", "/v1/order%73", "/v1/x/%2e%2E/orders", "http://shop//v1/orders",
            "http://shop/v1/orders/", "/v1/orders/?x=1", "/shop/s/checkout/", "/shop/s//checkout",
            "/v1%2Forders", "/v1/orders%", "/v1\\orders",
        ] {
            let (head, body) = try edge.get(form, method: "POST", body: "{}")
            #expect(head.hasPrefix("HTTP/1.1 400"), "\(form): \(head)")
            #expect(body.contains(#""code":"path_not_canonical""#), "\(form): \(body)")
        }
        for (form, place) in [
            ("/shop/s//sale/4?x=//1", "/shop/s/sale/4?x=//1"), ("/v1//edge/feed", "/v1/edge/feed"),
            ("/v1/%65dge/feed", "/v1/edge/feed"), ("//evil.example/", "/evil.example"),
            ("/shop/s/sale/4/", "/shop/s/sale/4"), ("/%5fedge/rooms/1", "/_edge/rooms/1"),
        ] {
            let (head, _) = try edge.get(form)
            #expect(head.hasPrefix("HTTP/1.1 308"), "\(form): \(head)")
            #expect(value("location", in: head) == place, "\(form): \(head)")
        }
        let asked = center.requests.filter { !$0.head.hasPrefix("GET /v1/edge/feed ") }
        #expect(asked.allSatisfy { $0.head.contains(" /v1/edge/") }, "\(asked.map(\.head))")
    }

    @Test func `a port that is taken is said with who holds it`() throws {
        let origin = try TestOrigin { _ in answer() }
        defer { origin.stop() }
        for change in [
            { (options: inout EdgeOptions) in options.port = origin.port },
            { (options: inout EdgeOptions) in options.adminPort = origin.port },
        ] {
            let error = #expect(throws: EdgeError.self) {
                _ = try EdgeUnderTest(origins: [origin.port], change)
            }
            #expect(error?.message.contains("listens on 127.0.0.1:\(origin.port)") == true)
        }
        #expect(throws: EdgeError.self) {
            _ = try EdgeUnderTest(origins: [origin.port]) { ($0.port, $0.adminPort) = (9, 9) }
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\nhost: a\n\n", "\n", "GET / HTTP/1.1\r\nhost: a\n",
        "GET / HTTP/1.1\r\nhost: a\n\r\n",
    ])
    func `a line that ends without CR is refused at once`(_ head: String) throws {
        let origin = try TestOrigin { _ in answer() }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer { edge.server.stop() }
        let start = SystemClock().monotonicNanoseconds()
        #expect(try edge.send(head).head.hasPrefix("HTTP/1.1 400"))
        #expect(SystemClock().monotonicNanoseconds() - start < 4_000_000_000)
    }

    @Test func `a guarded path is closed however it is written`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached) }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) {
            $0.shield = ShieldOptions()
            $0.guardedPaths = ["/checkout", "/%E4%BD%A0"]
        }
        defer { edge.server.stop() }
        for form in ["/checkout", "/checkout/", "/checkout;a=1", "/%e4%bd%a0/x", "/%E4%bd%A0"] {
            #expect(try edge.get(form).head.hasPrefix("HTTP/1.1 503"), "\(form)")
        }
        for form in ["//checkout", "/%63heckout", "/x/../checkout"] {
            #expect(try edge.get(form).head.hasPrefix("HTTP/1.1 308"), "\(form)")
        }
        #expect(try edge.get("/shelf/").head.hasPrefix("HTTP/1.1 200"))
    }

    @Test func `a guarded path is closed until the center tells what stands there`() throws {
        let origin = try TestOrigin { _ in answer(200, Self.cached) }
        defer { origin.stop() }
        let edge = try EdgeUnderTest(origins: [origin.port]) {
            $0.shield = ShieldOptions()
            $0.guardedPaths = ["/checkout"]
        }
        defer { edge.server.stop() }
        #expect(try edge.get("/checkout/x").head.hasPrefix("HTTP/1.1 503"))
        #expect(try edge.get("/checkouts").head.hasPrefix("HTTP/1.1 200"))
    }

    @Test func `messages between edges and center keep what they say`() throws {
        var density = LineDensity()
        density.add(.drawn(1 << 60))
        density.add(.arrived(afterMilliseconds: 9000))
        let report = EdgeReport(
            edge: EdgeID(7), incarnation: .max, number: 3, epoch: 2, highestLease: 9,
            leases: [LeaseUse(number: 9, used: 4, isClosed: true)], door: 5, density: density)
        #expect(RoomMessages.report(RoomMessages.document(report)) == report)
        let seed = try #require(DrawSeed([UInt8](repeating: 7, count: 32)))
        for phase in [RoomPhase.gathering, .admitting(seed), .dismissed(.soldOut)] {
            let grant = CenterGrant(
                epoch: 2, edge: EdgeID(7), incarnation: .max, report: 3,
                lease: CreditLease(number: 1, firstSerial: .max - 1, count: 3), settled: [9],
                phase: phase, frontier: .last, density: density,
                outlook: Outlook(slowestPerMinute: 1, fastestPerMinute: 2, stockLeft: 3))
            #expect(RoomMessages.grant(RoomMessages.document(grant)) == grant)
        }
        for hostile in ["{}", "[]", #"{"edge":70000}"#, #"{"density":[1]}"#, "null"] {
            let document = try JSONParser.parse(Array(hostile.utf8))
            #expect(RoomMessages.report(document) == nil && RoomMessages.grant(document) == nil)
        }
        let notice = RoomNotice(
            settings: RoomSettings(
                id: RoomID(4), scope: .sale(MerchantID(1), SaleID(2)), title: RoomTitle("a", "b"),
                startsAt: Timestamp(5000), commitment: seed.commitment, salt: [1, 2, 3]),
            paths: ["/shop/x/sale/2"], checkouts: ["/shop/x/checkout"])
        #expect(RoomNotice(notice.document) == notice)
        #expect(notice.fit("/shop/x/sale/2/stock.json") != nil)
        #expect(notice.fit("/shop/x/sale/22") == nil)
    }

    @Test func `settings of shield and center are checked`() throws {
        func read(_ text: String) throws(SettingsError) -> EdgeOptions {
            try EdgeSettings.read(file: ("edge.json", text), environment: [:], flags: [:])
        }
        let options = try read(
            #"{"buyerRate": "5/10", "newcomers": 7, "guardedPaths": ["/a", "/b"],"#
                + #""edgeNumber": 3}"#)
        #expect(options.shield?.limits.buyer == RateLimit(perSecond: 5, burst: 10))
        #expect(options.shield?.limits.newcomerFloor == 7)
        #expect(options.guardedPaths == ["/a", "/b"] && options.number == 3)
        #expect(try read(#"{"shield": false}"#).shield == nil)
        for (text, place) in [
            ("{\n\"buyerRate\": \"5\"}", "edge.json line 2"),
            ("{\n\n\"centerToken\": \"short\"}", "edge.json line 3"),
            ("{\"edgeNumber\": 0}", "edge.json line 1"),
            ("{\"guardedPaths\": [\"a\"]}", "edge.json line 1"),
            ("{\"guardedPaths\": [\"/a\", 5]}", "edge.json line 1"),
            ("{\"guardedPaths\": [\"//a\"]}", "edge.json line 1"),
            ("{\"origins\": [8618]}", "edge.json line 1"),
            ("{\n\"certificate\": \"a.pem\"}", "edge.json line 2"),
        ] {
            #expect(throws: SettingsError.self) { _ = try read(text) }
            do throws(SettingsError) { _ = try read(text) } catch {
                #expect(error.place == place)
            }
        }
    }
}
