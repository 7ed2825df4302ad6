import Foundation
import Glibc
import Service
import Testing

/// An HTTP client that blocks: one request to a connection.
struct Web: Sendable {
    /// What came back.
    struct Answer: Sendable {
        var status: Int
        var headers: [String: String]
        var text: String

        /// The document; null where it is none.
        var json: JSON { (try? JSONParser.parse(text.utf8)) ?? .null }
    }

    let port: Int

    /// Sends a request; of a stream of events it reads the head alone.
    func ask(
        _ method: String, _ path: String, _ headers: [(String, String)] = [],
        _ body: [UInt8] = []
    ) throws -> Answer {
        let stream = try open(method, path, headers, body)
        defer { stream.close() }
        return try stream.answer()
    }

    /// Sends a request and leaves the answer to be read.
    func open(
        _ method: String, _ path: String, _ headers: [(String, String)] = [],
        _ body: [UInt8] = []
    ) throws -> WebStream {
        let stream = try WebStream(port: port)
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n"
        head += "Connection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if method != "GET" { head += "Content-Length: \(body.count)\r\n" }
        stream.send(Array((head + "\r\n").utf8) + body)
        return stream
    }
}
