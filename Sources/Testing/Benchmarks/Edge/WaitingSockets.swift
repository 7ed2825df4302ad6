internal import Glibc
internal import Primitives

/// Sockets that each ask once and wait for their answer, read by one thread.
final class WaitingSockets {
    private let port: Int
    private var sockets: [pollfd] = []
    private var counts: [Int] = []

    init(port: Int) throws { self.port = port }

    deinit {
        for socket in sockets where socket.fd >= 0 { close(socket.fd) }
    }

    /// Connects one more and asks.
    func open(_ request: String) throws(BenchFailure) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        let text = Array(request.utf8)
        let sent = unsafe text.withUnsafeBytes {
            unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard socket >= 0, result == 0, sent == text.count else {
            close(socket)
            throw BenchFailure("connect: errno \(errno)")
        }
        sockets.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0))
        counts.append(0)
    }

    /// Reads until every connection is at its end; gives when the last answer had all its bytes.
    func readAll(atLeast bytes: Int, atMostSeconds seconds: UInt64, _ clock: SystemClock)
        throws(BenchFailure) -> UInt64
    {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var open = sockets.count
        var last: UInt64 = 0
        let deadline = clock.monotonicNanoseconds() + seconds * 1_000_000_000
        while open > 0 {
            guard clock.monotonicNanoseconds() < deadline else {
                throw BenchFailure("\(open) answers did not come")
            }
            let count = nfds_t(sockets.count)
            _ = unsafe sockets.withUnsafeMutableBufferPointer {
                unsafe poll($0.baseAddress, count, 100)
            }
            for index in sockets.indices where sockets[index].revents != 0 {
                let socket = sockets[index].fd
                let taken = unsafe buffer.withUnsafeMutableBytes {
                    unsafe recv(socket, $0.baseAddress, $0.count, 0)
                }
                if taken > 0 {
                    if counts[index] < bytes, counts[index] + taken >= bytes {
                        last = clock.monotonicNanoseconds()
                    }
                    counts[index] += taken
                    continue
                }
                close(socket)
                sockets[index].fd = -1
                sockets[index].revents = 0
                open -= 1
            }
        }
        guard counts.allSatisfy({ $0 >= bytes }) else {
            throw BenchFailure("some answers were not whole")
        }
        return last
    }
}
