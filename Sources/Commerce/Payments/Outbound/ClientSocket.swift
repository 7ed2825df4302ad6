internal import Glibc
internal import Primitives

/// A connected TCP socket whose calls wait until a deadline at most; closed when it goes away.
struct ClientSocket: ~Copyable {
    private let file: Int32
    private let clock: any WallClock
    private let deadline: UInt64
    private static let pieceBytes = 16 << 10

    /// Resolves the host and connects.
    init(_ address: OutboundAddress, clock: any WallClock, deadline: UInt64) throws(OutboundError) {
        self.clock = clock
        self.deadline = deadline
        file = try Self.open(address, clock, deadline)
    }

    deinit { _ = Glibc.close(file) }

    /// Sends all bytes.
    func send(_ bytes: [UInt8]) throws(OutboundError) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { piece in
                unsafe Glibc.send(file, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN || errno == EWOULDBLOCK {
                try Self.wait(file, for: Int16(POLLOUT), clock, deadline, mayHaveArrived: sent > 0)
            } else if errno != EINTR {
                throw OutboundError("sending failed: \(Self.reason)", mayHaveArrived: true)
            }
        }
    }

    /// The next bytes; none at the end.
    func receive() throws(OutboundError) -> [UInt8] {
        while true {
            var count = 0
            let piece = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceBytes) {
                count = unsafe recv(file, $0.baseAddress, $0.count, 0)
                $1 = max(count, 0)
            }
            if count >= 0 { return piece }
            if errno == EAGAIN || errno == EWOULDBLOCK {
                try Self.wait(file, for: Int16(POLLIN), clock, deadline, mayHaveArrived: true)
            } else if errno != EINTR {
                throw OutboundError("receiving failed: \(Self.reason)", mayHaveArrived: true)
            }
        }
    }

    private static func open(
        _ address: OutboundAddress, _ clock: any WallClock, _ deadline: UInt64
    ) throws(OutboundError) -> Int32 {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(address.host, "\(address.port)", &hints, &list) == 0,
            let first = unsafe list
        else { throw OutboundError("\(address.host) has no address", mayHaveArrived: false) }
        defer { unsafe freeaddrinfo(first) }
        var failure = OutboundError("\(address.host) has no address", mayHaveArrived: false)
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let entry = unsafe next {
            do { return try unsafe connect(entry.pointee, clock, deadline) } catch {
                failure = error
            }
            unsafe next = entry.pointee.ai_next
        }
        throw failure
    }

    private static func connect(
        _ entry: addrinfo, _ clock: any WallClock, _ deadline: UInt64
    ) throws(OutboundError) -> Int32 {
        let kind = unsafe entry.ai_socktype | Int32(SOCK_NONBLOCK.rawValue)
            | Int32(SOCK_CLOEXEC.rawValue)
        let file = unsafe socket(entry.ai_family, kind, entry.ai_protocol)
        guard file >= 0 else { throw OutboundError("no socket: \(reason)", mayHaveArrived: false) }
        do throws(OutboundError) {
            if unsafe Glibc.connect(file, entry.ai_addr, entry.ai_addrlen) != 0 {
                guard errno == EINPROGRESS else {
                    throw OutboundError("connecting failed: \(reason)", mayHaveArrived: false)
                }
                try wait(file, for: Int16(POLLOUT), clock, deadline, mayHaveArrived: false)
                var failure: Int32 = 0
                var length = socklen_t(MemoryLayout<Int32>.size)
                let asked = unsafe getsockopt(file, SOL_SOCKET, SO_ERROR, &failure, &length)
                guard asked == 0, failure == 0 else {
                    errno = failure
                    throw OutboundError("connecting failed: \(reason)", mayHaveArrived: false)
                }
            }
        } catch {
            _ = Glibc.close(file)
            throw error
        }
        return file
    }

    private static func wait(
        _ file: Int32, for events: Int16, _ clock: any WallClock, _ deadline: UInt64,
        mayHaveArrived: Bool
    ) throws(OutboundError) {
        while true {
            let now = clock.monotonicNanoseconds()
            guard now < deadline else {
                throw OutboundError("no answer in time", mayHaveArrived: mayHaveArrived)
            }
            var entry = pollfd(fd: file, events: events, revents: 0)
            let ready = unsafe poll(&entry, 1, Int32((deadline - now) / 1_000_000 + 1))
            if ready > 0 { return }
            guard ready == 0 || errno == EINTR else {
                throw OutboundError("waiting failed: \(reason)", mayHaveArrived: mayHaveArrived)
            }
        }
    }

    private static var reason: String { unsafe String(cString: strerror(errno)) }
}
