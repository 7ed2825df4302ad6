internal import Glibc

/// Connections from many addresses of this machine to one of its ports, served by one thread.
final class ClientSockets {
    private let target: sockaddr_in
    private var descriptors: [Int32] = []
    /// Those that an answer is awaited on: their numbers, and what the system is asked of each.
    private var awaited: [Int] = []
    private var polled: [pollfd] = []
    /// Where each stands in `awaited`; -1 for nowhere.
    private var places: [Int]
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// - Parameter count: how many there may be; none is open yet.
    init(port: Int, count: Int) {
        target = Self.address(0x7F00_0001, port: port)
        descriptors = Array(repeating: -1, count: count)
        places = Array(repeating: -1, count: count)
    }

    deinit {
        for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
    }

    private static func address(_ host: UInt32, port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        address.sin_addr.s_addr = host.bigEndian
        return address
    }

    func isOpen(_ index: Int) -> Bool { descriptors[index] >= 0 }

    /// Connects one from an address.
    func open(_ index: Int, from host: UInt32) throws(BenchFailure) {
        shut(index)
        let descriptor = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { throw BenchFailure("socket: errno \(errno)") }
        var one: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, size)
        // The port is chosen at the connect, so that addresses do not share the few there are.
        unsafe setsockopt(descriptor, Int32(IPPROTO_IP), 24, &one, size)
        let source = Self.address(host, port: 0)
        let isBound = unsafe Self.with(source) { unsafe bind(descriptor, $0, $1) }
        let result = unsafe Self.with(target) { unsafe connect(descriptor, $0, $1) }
        guard isBound == 0, result == 0 || errno == EINPROGRESS else {
            let number = errno
            close(descriptor)
            throw BenchFailure("connect: errno \(number)")
        }
        descriptors[index] = descriptor
    }

    private static func with(
        _ address: sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    /// Closes one.
    func shut(_ index: Int) {
        guard descriptors[index] >= 0 else { return }
        expectNothing(index)
        close(descriptors[index])
        descriptors[index] = -1
    }

    /// Sends bytes, and awaits an answer; false where they are not taken now, as while it is still
    /// connecting.
    func send(_ index: Int, _ bytes: [UInt8]) -> Bool {
        guard descriptors[index] >= 0 else { return false }
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(
                descriptors[index], $0.baseAddress, $0.count,
                Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        guard sent == bytes.count else { return false }
        guard places[index] < 0 else { return true }
        places[index] = awaited.count
        awaited.append(index)
        polled.append(pollfd(fd: descriptors[index], events: Int16(POLLIN), revents: 0))
        return true
    }

    /// No answer is awaited there any more.
    func expectNothing(_ index: Int) {
        let place = places[index]
        guard place >= 0 else { return }
        places[index] = -1
        let last = awaited.count - 1
        if place < last {
            awaited[place] = awaited[last]
            polled[place] = polled[last]
            places[awaited[place]] = place
        }
        awaited.removeLast()
        polled.removeLast()
    }

    /// Reads what has come where answers are awaited; nil at the end of a connection, which is
    /// closed then.
    func read(_ body: (Int, ArraySlice<UInt8>?) -> Void) {
        guard unsafe poll(&polled, nfds_t(polled.count), 0) > 0 else { return }
        for index in polled.indices.compactMap({ polled[$0].revents != 0 ? awaited[$0] : nil }) {
            guard descriptors[index] >= 0 else { continue }
            let got = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(descriptors[index], $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            if got > 0 {
                body(index, buffer[..<got])
            } else if got == 0 || errno != EAGAIN {
                shut(index)
                body(index, nil)
            }
        }
    }
}
