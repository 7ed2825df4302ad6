internal import Glibc
internal import Primitives

/// Connections on which one order at a time is under way, served by one thread.
final class OrderSockets {
    private var sockets: [Int32] = []
    /// What is asked after, and whose socket it is: of those alone that wait for an answer.
    private var waiting: [pollfd] = []
    private var waiters: [Int] = []
    private var due: [UInt64] = []
    private var heads: [[UInt8]] = []
    private var free: [Int] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private let clock = SystemClock()
    private static let restNanoseconds: UInt64 = 200_000
    private static let lengthName = Array("content-length: ".utf8)
    private static let created = Array("HTTP/1.1 201".utf8)

    init(port: Int, count: Int) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        for index in 0..<count {
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var one: Int32 = 1
            unsafe setsockopt(
                socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one,
                socklen_t(MemoryLayout<Int32>.size))
            let result = unsafe withUnsafePointer(to: &address) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw BenchFailure("cannot connect: errno \(errno)") }
            sockets.append(socket)
            due.append(0)
            heads.append([])
            free.append(index)
        }
    }

    deinit {
        for socket in sockets { close(socket) }
    }

    var hasFree: Bool { !free.isEmpty }

    /// Sends an order that was due at a moment.
    func send(_ bytes: [UInt8], due moment: UInt64) throws {
        guard let index = free.popLast() else { return }
        due[index] = moment
        waiting.append(pollfd(fd: sockets[index], events: Int16(POLLIN), revents: 0))
        waiters.append(index)
        let sent = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.send(sockets[index], $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == bytes.count else { throw BenchFailure("send: errno \(errno)") }
    }

    /// Reads what has come or comes meanwhile; tells of each whole answer when its order was due
    /// and whether it was accepted.
    func readAll(waitingNanoseconds wait: UInt64, _ body: (UInt64, Bool) -> Void) throws {
        // Asking after the sockets for every order would take half a core from the server; what is
        // due meanwhile is sent this much later, which its time counts.
        if wait > 0 { clock.pause(nanoseconds: Self.restNanoseconds) }
        let count = unsafe poll(
            &waiting, nfds_t(waiting.count), Int32(min(wait / 1_000_000, 100)))
        guard count > 0 else { return }
        // From the end: the last one takes the place of one that has its answer.
        for place in waiting.indices.reversed() where waiting[place].revents != 0 {
            let index = waiters[place]
            let got = unsafe buffer.withUnsafeMutableBytes {
                unsafe recv(sockets[index], $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            guard got > 0 else { throw BenchFailure("the server hung up: errno \(errno)") }
            let isAccepted: Bool
            if heads[index].isEmpty, Self.isWhole(buffer, count: got) {
                isAccepted = buffer.starts(with: Self.created)
            } else {
                heads[index] += buffer[..<got]
                guard Self.isWhole(heads[index], count: heads[index].count) else { continue }
                isAccepted = heads[index].starts(with: Self.created)
                heads[index] = []
            }
            waiting.swapAt(place, waiting.count - 1)
            waiting.removeLast()
            waiters.swapAt(place, waiters.count - 1)
            waiters.removeLast()
            free.append(index)
            body(due[index], isAccepted)
        }
    }

    private static func isWhole(_ bytes: [UInt8], count: Int) -> Bool {
        var end = 0
        while end + 3 < count {
            if bytes[end + 3] == 0x0A, bytes[end + 1] == 0x0A, bytes[end] == 0x0D { break }
            end += 1
        }
        guard end + 3 < count else { return false }
        // The length is the last line of the head.
        var start = end
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        guard start + lengthName.count <= end else { return true }
        for place in lengthName.indices where bytes[start + place] != lengthName[place] {
            return true
        }
        var length = 0
        for place in start + lengthName.count..<end {
            length = length * 10 + Int(bytes[place] &- UInt8(ascii: "0"))
        }
        return count >= end + 4 + length
    }
}
