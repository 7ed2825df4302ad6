import Glibc

/// Ports that nobody listens on just now.
enum FreePort {
    /// A port with a free one after it; nil where a hundred tries find none.
    static func pair() -> Int? {
        for _ in 0..<100 {
            guard let (first, port) = listen(on: 0) else { return nil }
            defer { close(first) }
            if port < 65_535, let (second, _) = listen(on: port + 1) {
                close(second)
                return port
            }
        }
        return nil
    }

    /// Binds a port of the loopback, any for 0; no address is kept, as nobody connects.
    private static func listen(on port: Int) -> (socket: Int32, port: Int)? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(descriptor, address, length) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else {
            close(descriptor)
            return nil
        }
        return (descriptor, Int(in_port_t(bigEndian: address.sin_port)))
    }
}
