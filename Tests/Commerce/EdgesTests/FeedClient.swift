import Glibc
import Primitives
import Service
import Testing

/// An edge's line to the center, read message by message.
final class FeedClient {
    /// A message as it came.
    struct Message {
        var kind: String
        var id: String
        var data: JSON

        /// The tags of a purge.
        var tags: [String] { (data["tags"]?.array ?? []).compactMap { $0.string } }
    }

    private let descriptor: Int32
    private var text: [UInt8] = []
    /// The head of the answer.
    private(set) var head = ""

    init(port: Int, token: String, after id: String?) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let place = descriptor
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(place, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(result == 0, "cannot connect")
        let mark = id.map { "last-event-id: \($0)\r\n" } ?? ""
        let request = Array(
            ("GET /feed HTTP/1.1\r\nhost: a\r\nauthorization: Bearer \(token)\r\n"
                + "\(mark)\r\n").utf8)
        let sent = unsafe request.withUnsafeBytes {
            unsafe Glibc.send(place, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        try #require(sent == request.count)
        let end = Array("\r\n\r\n".utf8)
        while head.isEmpty {
            if let place = text.firstRange(of: end) {
                head = String(decoding: text[..<place.upperBound], as: UTF8.self)
                text.removeFirst(place.upperBound)
            } else {
                try fill()
            }
        }
    }

    deinit { Glibc.close(descriptor) }

    private func fill() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let place = descriptor
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(place, $0.baseAddress, $0.count, 0)
        }
        try #require(count > 0, "nothing more came")
        text += buffer[..<count]
    }

    /// The next message; beats are passed over. A message is never parted by a chunk's head.
    func next() throws -> Message {
        let begin = Array("event: ".utf8)
        let end = Array("\n\n".utf8)
        while true {
            if let from = text.firstRange(of: begin),
                let until = text[from.lowerBound...].firstRange(of: end)
            {
                let block = text[from.lowerBound..<until.lowerBound]
                let lines = String(decoding: block, as: UTF8.self).split(separator: "\n")
                text.removeFirst(until.upperBound)
                func value(_ name: String) -> String {
                    let line = lines.first { $0.hasPrefix(name + ": ") } ?? ""
                    return String(line.dropFirst(name.count + 2))
                }
                return Message(
                    kind: value("event"), id: value("id"),
                    data: try JSONParser.parse(value("data").utf8))
            }
            try fill()
        }
    }

    /// The next message of a kind that fits.
    func next(_ kind: String, _ fits: (Message) -> Bool = { _ in true }) throws -> Message {
        while true {
            let message = try next()
            if message.kind == kind, fits(message) { return message }
        }
    }
}
