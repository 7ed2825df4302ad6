import Edge
import Glibc
import Primitives
import Synchronization
import Testing

/// Crowds, origins that are slow or gone, clients that leave.
@Suite struct CrowdTests {
    @Test func `1,000 misses of one object are one request, and stream along`() throws {
        OpenFiles.raiseLimit()
        let hasBegun = ConditionLock(false)
        let mayEnd = ConditionLock(false)
        let origin = try TestOrigin { _, socket in
            socket.send(
                "HTTP/1.1 200 X\r\ncache-control: max-age=60\r\ncontent-length: 10\r\n\r\n01234")
            hasBegun.withLock { $0 = true }
            hasBegun.broadcast()
            mayEnd.wait(until: { $0 })
            socket.send("56789")
            return true
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let clients = try (0..<1000).map { _ in try Socket(port: edge.server.port) }
        for client in clients {
            client.send("GET /a HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n")
        }
        hasBegun.wait(until: { $0 })
        // Everybody has the first half before the origin sends the second.
        let halves = clients.map { $0.receive(until: "01234") }
        #expect(halves.allSatisfy { $0.hasSuffix("01234") })
        mayEnd.withLock { $0 = true }
        mayEnd.broadcast()
        let start = SystemClock().monotonicNanoseconds()
        let rests = clients.map { $0.receiveAll() }
        let milliseconds = (SystemClock().monotonicNanoseconds() - start) / 1_000_000
        #expect(rests.allSatisfy { $0 == "56789" })
        #expect(milliseconds < 2_000, "\(milliseconds) ms after the origin's last byte")
        #expect(origin.requests.count == 1)
        for client in clients { client.close() }
    }

    @Test func `a failed fill lets the next one through`() throws {
        let origin = try TestOrigin { request, socket in
            guard request.number > 1 else {
                // The first answer breaks off before its end.
                socket.send(
                    "HTTP/1.1 200 X\r\ncache-control: max-age=60\r\ncontent-length: 10\r\n\r\n01")
                return false
            }
            socket.send(answer(200, "cache-control: max-age=60\r\n"))
            return true
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        #expect(try !edge.get().body.contains("hello"))
        #expect(try edge.get().body == "hello")
        #expect(try edge.get().head.contains("; hit"))
    }

    @Test func `requests wait while the origin is away, those that may`() throws {
        let (probe, port) = try Socket.listening()
        probe.close()
        let edge = try EdgeUnderTest(origins: [port]) { $0.holdSeconds = 30 }
        defer { edge.server.stop() }
        let refused = try edge.get("/", method: "POST", body: "x")
        #expect(refused.head.hasPrefix("HTTP/1.1 503"))
        #expect(refused.head.contains("retry-after: 2"))
        let page = try edge.get("/", method: "POST", "accept: text/html\r\n", body: "x")
        #expect(page.body.contains("<h1>Just a moment</h1>"))

        let waiting = try (0..<20).map { number in
            let client = try Socket(port: edge.server.port)
            let end = "host: shop\r\nconnection: close\r\n"
            client.send(
                number % 2 == 0
                    ? "GET /\(number) HTTP/1.1\r\n\(end)\r\n"
                    : "POST /\(number) HTTP/1.1\r\n\(end)idempotency-key: \(number)\r\n"
                        + "content-length: 4\r\n\r\nbody")
            return client
        }
        let origin = try TestOrigin(port: port) { answer(200, "", "got \($0.body)") }
        defer { origin.stop() }
        let answers = waiting.map { $0.receiveAll() }
        for (number, answer) in answers.enumerated() {
            #expect(answer.hasSuffix(number % 2 == 0 ? "got " : "got body"), "\(answer)")
        }
    }

    @Test func `what waits too long is told so`() throws {
        let (probe, port) = try Socket.listening()
        probe.close()
        let edge = try EdgeUnderTest(origins: [port]) { $0.holdSeconds = 1 }
        defer { edge.server.stop() }
        let answer = try edge.get()
        #expect(answer.head.hasPrefix("HTTP/1.1 503") && answer.body.contains("origin_unreachable"))
    }

    @Test func `an origin that does not answer is not waited for`() throws {
        let origin = try TestOrigin { request, _ in request.number > 0 }
        let edge = try EdgeUnderTest(origins: [origin.port]) { $0.answerSeconds = 1 }
        defer {
            edge.server.stop()
            origin.stop()
        }
        #expect(try edge.get().head.hasPrefix("HTTP/1.1 504"))
    }

    @Test func `an origin that fails is left alone for a while, and then tried`() throws {
        let isSick = Atomic<Bool>(true)
        let origin = try TestOrigin { _ in isSick.load(ordering: .relaxed) ? "" : answer() }
        let edge = try EdgeUnderTest(origins: [origin.port]) {
            $0.breakerFailures = 3
            $0.breakerMilliseconds = 500
        }
        defer {
            edge.server.stop()
            origin.stop()
        }
        for _ in 0..<3 {
            #expect(try edge.get("/", method: "POST", body: "x").head.hasPrefix("HTTP/1.1 502"))
        }
        let count = origin.requests.count
        #expect(try edge.get("/", method: "POST", body: "x").head.hasPrefix("HTTP/1.1 503"))
        #expect(origin.requests.count == count)
        isSick.store(false, ordering: .relaxed)
        while try !edge.get("/", method: "POST", body: "x").body.contains("hello") {}
        #expect(try edge.get("/", method: "POST", body: "x").body == "hello")
    }

    @Test func `an origin that says that it is not well gets nothing`() throws {
        let isWell = Atomic<Bool>(true)
        let sick = try TestOrigin { request in
            request.head.contains("/health")
                ? answer(isWell.load(ordering: .relaxed) ? 200 : 503) : answer(200, "", "first")
        }
        let other = try TestOrigin { _ in answer(200, "", "second") }
        let edge = try EdgeUnderTest(origins: [sick.port, other.port]) {
            $0.healthPath = "/health"
            $0.healthSeconds = 1
        }
        defer {
            edge.server.stop()
            sick.stop()
            other.stop()
        }
        isWell.store(false, ordering: .relaxed)
        // The look at its health comes by itself; connections that are open stay in use till then.
        var seconds = 0
        while seconds < 20 {
            seconds = try edge.get("/").body == "second" ? seconds + 1 : 0
        }
        #expect(seconds == 20)
    }

    @Test func `another origin takes over`() throws {
        let (probe, port) = try Socket.listening()
        probe.close()
        let origin = try TestOrigin { _ in answer() }
        let edge = try EdgeUnderTest(origins: [port, origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        for number in 0..<10 { #expect(try edge.get("/\(number)").body == "hello") }
    }

    @Test func `a client that leaves harms nobody, and what it began is stored`() throws {
        let mayAnswer = ConditionLock(false)
        let hasCome = ConditionLock(false)
        let origin = try TestOrigin { _, socket in
            hasCome.withLock { $0 = true }
            hasCome.broadcast()
            mayAnswer.wait(until: { $0 })
            socket.send(answer(200, "cache-control: max-age=60\r\n"))
            return true
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let client = try Socket(port: edge.server.port)
        client.send("GET / HTTP/1.1\r\nhost: shop\r\n\r\n")
        hasCome.wait(until: { $0 })
        client.close()
        mayAnswer.withLock { $0 = true }
        mayAnswer.broadcast()
        #expect(try edge.get().body == "hello")
        #expect(origin.requests.count == 1)
    }

    @Test func `large bodies pass both ways at the pace of the slower side`() throws {
        let size = 8 << 20
        let body = String(repeating: "0123456789abcdef", count: size / 16)
        let origin = try TestOrigin { answer(200, "", $0.body) }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let echo = try edge.get("/", method: "POST", body: body)
        #expect(echo.body.utf8.count == size && echo.body == body)
    }

    @Test func `large stored bodies are the same again, whole and in part`() throws {
        let body = String(repeating: "0123456789abcdef", count: (3 << 20) / 16)
        let origin = try TestOrigin { _ in answer(200, "cache-control: max-age=60\r\n", body) }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        for _ in 0..<3 { #expect(try edge.get().body == body) }
        let part = try edge.get("/", "range: bytes=16-2097151\r\n")
        #expect(part.body.utf8.count == (2 << 20) - 16 && body.hasPrefix("0123456789abcdef"))
        #expect(origin.requests.count == 1)
    }

    @Test func `bytes pass raw after a switch of protocols`() throws {
        let origin = try TestOrigin { request, socket in
            guard request.field("upgrade") == "websocket" else { return false }
            socket.send("HTTP/1.1 101 X\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\nready")
            while true {
                let bytes = socket.receive()
                guard !bytes.isEmpty else { return false }
                socket.send(bytes)
            }
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let client = try Socket(port: edge.server.port)
        client.send(
            "GET /ws HTTP/1.1\r\nhost: shop\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n")
        let head = client.receive(until: "ready")
        #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n") && head.hasSuffix("ready"))
        client.send("\u{1}raw bytes")
        #expect(client.receive(until: "bytes") == "\u{1}raw bytes")
        client.close()
    }

    @Test func `events pass as they come`() throws {
        let next = ConditionLock(0)
        let origin = try TestOrigin { _, socket in
            socket.send(
                "HTTP/1.1 200 X\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n"
                    + "transfer-encoding: chunked\r\n\r\n")
            for number in 1...3 {
                next.wait(until: { $0 >= number })
                socket.send("b\r\ndata: \(number)\n\n\n\n\r\n")
            }
            return false
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer {
            edge.server.stop()
            origin.stop()
        }
        let client = try Socket(port: edge.server.port)
        client.send("GET /events HTTP/1.1\r\nhost: shop\r\n\r\n")
        for number in 1...3 {
            next.withLock { $0 = number }
            next.broadcast()
            #expect(client.receive(until: "data: \(number)").contains("data: \(number)"))
        }
        client.close()
    }

    @Test func `stopping finishes what was taken in`() throws {
        let hasCome = ConditionLock(false)
        let mayAnswer = ConditionLock(false)
        let origin = try TestOrigin { _, socket in
            hasCome.withLock { $0 = true }
            hasCome.broadcast()
            mayAnswer.wait(until: { $0 })
            socket.send(answer())
            return true
        }
        let edge = try EdgeUnderTest(origins: [origin.port])
        defer { origin.stop() }
        let client = try Socket(port: edge.server.port)
        client.send("GET / HTTP/1.1\r\nhost: shop\r\n\r\n")
        hasCome.wait(until: { $0 })
        let stopping = WorkThread(name: "stop") { edge.server.stop() }
        mayAnswer.withLock { $0 = true }
        mayAnswer.broadcast()
        #expect(client.receiveAll().hasSuffix("hello"))
        stopping.join()
    }
}
