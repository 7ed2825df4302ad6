internal import Glibc
internal import Synchronization

/// Ports of loopback that are free now.
enum LoopbackPorts {
    /// Pairs that were looked at: none is given twice, as it is bound only later.
    private static let looked = Atomic<Int>(0)

    /// A port whose successor is free too, on all given addresses.
    static func pair(_ addresses: [String] = ["127.0.0.1"]) throws(RehearsalError) -> Int {
        // Runs beside one another begin at different ports.
        let start = Int(getpid()) * 16 % 12_000
        for _ in 0..<400 {
            let step = looked.add(1, ordering: .relaxed).newValue
            let port = 20_000 + (start + step * 2) % 12_000
            let isFree = addresses.allSatisfy { bind(port, $0) && bind(port + 1, $0) }
            if isFree { return port }
        }
        throw RehearsalError(.process, "no free port was found on loopback")
    }

    private static func bind(_ port: Int, _ host: String) -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return false }
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.bind(socket, $0, size) == 0
            }
        }
    }
}
