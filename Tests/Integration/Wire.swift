import Foundation
import Glibc
import Testing

/// A plain connection to a server on this machine.
final class Wire {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let descriptor = descriptor
        let failed = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard failed == 0 else { throw POSIXError(.ECONNREFUSED) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Sends what fits; says whether the connection still stands.
    @discardableResult
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let descriptor = descriptor
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        return sent == bytes.count
    }

    /// Up to `count` bytes of what comes; empty at the end.
    func read(_ count: Int = 65_536) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: count)
        let descriptor = descriptor
        let taken = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return Array(buffer.prefix(max(0, taken)))
    }

    /// A request as it goes out.
    static func request(
        _ method: String, _ path: String, _ headers: [String] = [], _ body: String = ""
    ) -> String {
        let lines =
            ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1"] + headers
            + (body.isEmpty ? [] : ["Content-Type: application/json"])
            + (method == "GET" ? [] : ["Content-Length: \(body.utf8.count)"])
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// Sends one request and gives the answer's head and its document.
    static func ask(
        _ port: Int, _ method: String, _ path: String, _ headers: [String] = [],
        _ body: String = ""
    ) throws -> (head: String, json: [String: Any]) {
        let wire = try Wire(port: port)
        wire.send(request(method, path, headers + ["Connection: close"], body))
        var bytes: [UInt8] = []
        while true {
            let some = wire.read()
            if some.isEmpty { break }
            bytes += some
        }
        let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)), "no answer came")
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let document = try? JSONSerialization.jsonObject(with: Data(bytes[end.upperBound...]))
        return (head, document as? [String: Any] ?? [:])
    }
}
