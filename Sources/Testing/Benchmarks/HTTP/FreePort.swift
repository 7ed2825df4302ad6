internal import Glibc

/// Ports of this machine that nobody listens on.
enum FreePort {
    /// A port whose next one is free as well, at the time of asking.
    static func pair() throws -> Int {
        for _ in 0..<100 {
            let port = try bound(0)
            if (try? bound(port + 1)) != nil { return port }
        }
        throw BenchFailure("no two free ports in a row")
    }

    private static func bound(_ port: Int) throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, size) | getsockname(socket, $0, &size)
            }
        }
        guard result == 0 else { throw BenchFailure("no free port: errno \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
