import Foundation
import Glibc
import Testing

/// One connection, read as it comes.
final class WebStream {
    private let socket: Int32
    private var bytes: [UInt8] = []
    private var isAtEnd = false

    /// Seconds after which what did not come counts as missing.
    private static let patience = 60

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, size)
            }
        }
        try #require(result == 0, "cannot connect")
        var timeout = timeval(tv_sec: Self.patience, tv_usec: 0)
        unsafe setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func close() { _ = Glibc.close(socket) }

    /// Everything up to the next occurrence of `mark`, which is left out; nil at the end.
    func read(upTo mark: String) -> String? {
        let mark = Array(mark.utf8)
        while true {
            if let place = place(of: mark) {
                let text = String(decoding: bytes[..<place], as: UTF8.self)
                bytes.removeFirst(place + mark.count)
                return text
            }
            guard fill() else { return nil }
        }
    }

    /// The whole answer, or of a stream of events its head.
    func answer() throws -> Web.Answer {
        let head = try #require(read(upTo: "\r\n\r\n"), "no answer came")
        let lines = head.split(separator: "\r\n")
        let status = try #require(lines.first?.split(separator: " ").dropFirst().first.flatMap {
            Int($0)
        })
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard let name = parts.first?.lowercased() else { continue }
            let value = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            headers[name] = headers[name].map { $0 + "\n" + value } ?? value
        }
        if headers["content-type"]?.hasPrefix("text/event-stream") != true {
            while fill() {}
        }
        return Web.Answer(
            status: status, headers: headers, text: String(decoding: bytes, as: UTF8.self))
    }

    private func place(of mark: [UInt8]) -> Int? {
        guard bytes.count >= mark.count else { return nil }
        return (0...bytes.count - mark.count).first {
            bytes[$0..<$0 + mark.count].elementsEqual(mark)
        }
    }

    private func fill() -> Bool {
        guard !isAtEnd else { return false }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(socket, $0.baseAddress, $0.count, 0)
        }
        guard count > 0 else {
            isAtEnd = true
            return false
        }
        bytes += buffer[..<count]
        return true
    }
}
