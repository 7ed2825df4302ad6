import Glibc
import Testing

/// Asks over UDP and TCP on loopback, with a limit of time.
enum UDPClient {
    /// The answer to a question; nil where none comes within two seconds.
    static func ask(_ question: [UInt8], port: Int) throws -> [UInt8]? {
        let file = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        try #require(file >= 0)
        defer { close(file) }
        try connect(file, port)
        try #require(send(file, question) == question.count)
        return receive(file)
    }

    /// The answer over TCP, without its length.
    static func askStream(_ question: [UInt8], port: Int) throws -> [UInt8]? {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(file >= 0)
        defer { close(file) }
        try connect(file, port)
        let count = question.count
        let message = [UInt8(count >> 8), UInt8(count & 0xFF)] + question
        // In two pieces, as a slow sender would.
        try #require(send(file, Array(message[..<5])) == 5)
        try #require(send(file, Array(message[5...])) == message.count - 5)
        var bytes: [UInt8] = []
        while bytes.count < 2 || bytes.count < 2 + Int(bytes[0]) << 8 + Int(bytes[1]) {
            guard let more = receive(file), !more.isEmpty else { return nil }
            bytes += more
        }
        return Array(bytes.dropFirst(2))
    }

    /// Sends a whole text and gives all that comes until the other side closes.
    static func exchange(_ text: String, port: Int) throws -> String {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(file >= 0)
        defer { close(file) }
        try connect(file, port)
        try #require(send(file, Array(text.utf8)) == text.utf8.count)
        var bytes: [UInt8] = []
        while let more = receive(file), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func connect(_ file: Int32, _ port: Int) throws {
        var limit = timeval(tv_sec: 2, tv_usec: 0)
        unsafe setsockopt(
            file, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let failed = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe Glibc.connect(file, pointer, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(failed == 0)
    }

    private static func send(_ file: Int32, _ bytes: [UInt8]) -> Int {
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(file, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
    }

    private static func receive(_ file: Int32) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe recv(file, buffer.baseAddress, buffer.count, 0)
        }
        return count < 0 ? nil : Array(bytes[..<count])
    }
}
