import Edge
import Primitives
import Service
import Synchronization
import Testing

/// An edge node between a test's clients and its origin, with a clock that a test moves.
final class EdgeUnderTest: Sendable {
    /// Civil time stands still until it is moved; monotonic time goes on.
    final class Clock: WallClock {
        private let milliseconds = Atomic<Int64>(CacheCase.start.rawValue)

        func now() -> Timestamp { Timestamp(milliseconds.load(ordering: .relaxed)) }
        func monotonicNanoseconds() -> UInt64 { SystemClock().monotonicNanoseconds() }
        func advance(seconds: Int64) { milliseconds.add(seconds * 1000, ordering: .relaxed) }
    }

    let clock = Clock()
    let server: EdgeServer

    init(origins: [Int], _ change: (inout EdgeOptions) -> Void = { _ in }) throws {
        var options = EdgeOptions()
        options.port = 0
        options.adminPort = 0
        options.securePort = nil
        options.eventLoops = 2
        options.origins = origins.map { OriginAddress(host: "127.0.0.1", port: $0) }
        change(&options)
        server = try EdgeServer(options, clock: clock, metrics: Metrics(), seed: 1)
    }

    /// One request on a connection of its own; head and body of the answer.
    func get(
        _ path: String = "/", method: String = "GET", _ fields: String = "", body: String = ""
    ) throws -> (head: String, body: String) {
        let length = body.isEmpty ? "" : "content-length: \(body.utf8.count)\r\n"
        return try send(
            "\(method) \(path) HTTP/1.1\r\nhost: shop\r\n\(fields)\(length)"
                + "connection: close\r\n\r\n\(body)")
    }

    /// Bytes on a connection of its own; all that comes back.
    func send(_ text: String) throws -> (head: String, body: String) {
        let client = try Socket(port: server.port)
        defer { client.close() }
        client.send(text)
        let all = client.receiveAll()
        guard let end = all.firstRange(of: "\r\n\r\n") else { return (all, "") }
        return (String(all[..<end.upperBound]), String(all[end.upperBound...]))
    }

    /// A purge at the administrators' port.
    func purge(_ query: String) throws -> String {
        let client = try Socket(port: server.adminPort)
        defer { client.close() }
        client.send(
            "POST /purge?\(query) HTTP/1.1\r\nhost: a\r\nconnection: close\r\n"
                + "content-length: 0\r\n\r\n")
        return client.receiveAll()
    }
}

/// An answer of an origin, with its length.
func answer(_ status: Int = 200, _ fields: String = "", _ body: String = "hello") -> String {
    "HTTP/1.1 \(status) X\r\n\(fields)content-length: \(body.utf8.count)\r\n\r\n\(body)"
}
