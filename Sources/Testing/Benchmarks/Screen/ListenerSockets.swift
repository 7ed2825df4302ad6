internal import Glibc

/// The sockets of listeners, read by one thread as they bring something.
final class ListenerSockets {
    private struct Listener {
        var head: [UInt8] = []
        var isListening = false
        var isOver = false
        var endsInLineBreak = false
        var updates = 0
    }

    private var address = sockaddr_in()
    private var sockets: [pollfd] = []
    private var listeners: [Listener] = []
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)
    /// Listeners that were let in or refused.
    private(set) var settled = 0
    /// Listeners that were let in.
    private(set) var listening = 0
    /// Listeners that were cut off after they had been let in.
    private(set) var lost = 0
    /// Bytes since counting began.
    private(set) var bytes = 0
    /// What a listener that was refused was told.
    private(set) var refusal = "no answer"

    init(host: String, port: Int) throws(BenchFailure) {
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port)).bigEndian
        guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            throw BenchFailure("\(host) is no address of four numbers")
        }
    }

    deinit {
        for socket in sockets where socket.fd >= 0 { close(socket.fd) }
    }

    /// Updates that each listener got since counting began; of those that were let in.
    var updates: [Int] { listeners.filter(\.isListening).map(\.updates) }

    /// Connects one more and asks.
    func open(_ request: String) throws(BenchFailure) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw BenchFailure("socket: errno \(errno)") }
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(socket, $0, size)
            }
        }
        let text = Array(request.utf8)
        let sent = unsafe text.withUnsafeBytes {
            unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard result == 0, sent == text.count else {
            close(socket)
            throw BenchFailure("connect: errno \(errno)")
        }
        listeners.append(Listener())
        sockets.append(pollfd(fd: socket, events: Int16(POLLIN), revents: 0))
    }

    /// Begins to count from nothing.
    func startCounting() {
        bytes = 0
        for index in listeners.indices { listeners[index].updates = 0 }
    }

    /// Reads whatever has come, or comes within so many milliseconds.
    func readAll(waitingAtMost milliseconds: Int32) {
        guard unsafe poll(&sockets, nfds_t(sockets.count), milliseconds) > 0 else { return }
        for index in sockets.indices where sockets[index].revents != 0 { read(index) }
    }

    private func read(_ index: Int) {
        let socket = sockets[index].fd
        let count = unsafe buffer.withUnsafeMutableBytes {
            unsafe recv(socket, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
        }
        if count > 0 {
            bytes += count
            take(buffer[..<count], &listeners[index])
        } else if count == 0 || errno != EAGAIN {
            if listeners[index].isListening {
                lost += 1
            } else if !listeners[index].isOver {
                settled += 1
            }
            listeners[index].isOver = true
            close(socket)
            // The system passes over what is negative.
            sockets[index].fd = -1
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>, _ listener: inout Listener) {
        var bytes = bytes
        if !listener.isListening, !listener.isOver {
            listener.head += bytes
            guard let end = listener.head.firstRange(of: Array("\r\n\r\n".utf8)) else { return }
            let text = String(decoding: listener.head[..<end.lowerBound], as: UTF8.self)
            listener.isListening = text.hasPrefix("HTTP/1.1 200")
            listener.isOver = !listener.isListening
            if listener.isListening { listening += 1 } else { refusal = text }
            settled += 1
            bytes = listener.head[end.upperBound...]
            listener.head = []
        }
        // Every update ends in an empty line.
        var last = listener.endsInLineBreak
        for byte in bytes {
            let isBreak = byte == 0x0A
            if isBreak, last { listener.updates += 1 }
            last = isBreak
        }
        listener.endsInLineBreak = last
    }
}
