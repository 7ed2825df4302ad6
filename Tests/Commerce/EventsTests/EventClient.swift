import Foundation
import Glibc
import Primitives
import Service
import Testing

/// One stream of events over a socket, read event by event.
final class EventClient {
    /// An event as it came.
    struct Event: Hashable {
        var id: String
        var type: String
        var data: JSON
    }

    private let socket: Int32
    private var bytes: [UInt8] = []
    /// The body so far that makes no whole line.
    private var pending: [UInt8] = []
    private var lines: [String] = []
    private var isAtEnd = false
    private var isClosed = false
    /// The status that the stream was answered with.
    private(set) var status = 0
    /// The id that a browser would come again with.
    private(set) var lastID: String?
    /// Blocks without data: the opening and heartbeats.
    private(set) var marks = 0

    /// Asks for a stream; `receiveBytes` bounds what the system keeps for a client that reads
    /// nothing.
    init(
        port: Int, path: String, lastID: String? = nil, receiveBytes: Int32? = nil,
        patienceSeconds: Int = 60
    ) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var receiveBytes {
            unsafe setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBytes, 4)
        }
        var timeout = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        unsafe setsockopt(
            socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let place = socket
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(place, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0, "cannot connect")
        let mark = lastID.map { "Last-Event-ID: \($0)\r\n" } ?? ""
        let head = Array("GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\(mark)\r\n".utf8)
        let sent = unsafe head.withUnsafeBytes {
            unsafe Glibc.send(place, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        try #require(sent == head.count)
    }

    deinit { close() }

    func close() {
        if !isClosed { _ = Glibc.close(socket) }
        isClosed = true
    }

    /// Reads the head of the answer.
    func begin() throws {
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                bytes.removeFirst(end.upperBound)
                status = Int(head.split(separator: " ")[1]) ?? 0
                return
            }
            try #require(fill(), "no answer came")
        }
    }

    /// The next event; nil at the end of the stream.
    func next() throws -> Event? {
        if status == 0 { try begin() }
        var event = Event(id: "", type: "", data: .null)
        while let line = line() {
            if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                switch line[..<colon] {
                case "id": event.id = String(value)
                case "event": event.type = String(value)
                case "data": event.data = try JSONParser.parse(value.utf8)
                default: break
                }
            } else if line.isEmpty {
                if !event.id.isEmpty { lastID = event.id }
                if event.data != .null { return event }
                marks += 1
                event = Event(id: "", type: "", data: .null)
            }
        }
        return nil
    }

    /// The next `count` events, or fewer where the stream ends.
    func take(_ count: Int = .max) throws -> [Event] {
        var events: [Event] = []
        while events.count < count, let event = try next() { events.append(event) }
        return events
    }

    /// Reads until a block without data has come.
    func waitForMark() throws {
        let before = marks
        while marks == before {
            guard let line = line() else { return }
            if line.hasPrefix("id: ") { lastID = String(line.dropFirst(4)) }
            if line.isEmpty { marks += 1 }
        }
    }

    private func line() -> String? {
        while true {
            if !lines.isEmpty { return lines.removeFirst() }
            if let chunk = chunk() {
                pending += chunk
                while let end = pending.firstIndex(of: 0x0A) {
                    lines.append(String(decoding: pending[..<end], as: UTF8.self))
                    pending.removeFirst(end + 1)
                }
                continue
            }
            guard fill() else { return nil }
        }
    }

    /// The next chunk of the chunked body, if it is here.
    private func chunk() -> [UInt8]? {
        guard let end = bytes.firstRange(of: [0x0D, 0x0A]),
            let count = Int(String(decoding: bytes[..<end.lowerBound], as: UTF8.self), radix: 16),
            bytes.count >= end.upperBound + count + 2
        else { return nil }
        let chunk = Array(bytes[end.upperBound..<end.upperBound + count])
        bytes.removeFirst(end.upperBound + count + 2)
        if count == 0 { isAtEnd = true }
        return count == 0 ? nil : chunk
    }

    private func fill() -> Bool {
        guard !isAtEnd else { return false }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let place = socket
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(place, $0.baseAddress, $0.count, 0)
        }
        guard count > 0 else {
            isAtEnd = true
            return false
        }
        bytes += buffer[..<count]
        return true
    }
}
