import Glibc
import Primitives
import Synchronization

/// An origin that answers with whatever bytes a test wants.
final class TestOrigin: Sendable {
    /// A request as it came.
    struct Received: Sendable {
        var head: String
        var body: String
        /// Which one it is, from 1 on.
        var number: Int

        /// The value of a field; the name is in lower case.
        func field(_ name: String) -> String? {
            for line in head.split(separator: "\r\n").dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, parts[0].lowercased() == name {
                    return String(parts[1].drop { $0 == " " })
                }
            }
            return nil
        }
    }

    /// Answers over the socket; false to end the connection.
    typealias Answer = @Sendable (Received, Socket) -> Bool

    let port: Int
    private let listener: Socket
    private let answer: Answer
    private let received = Mutex<[Received]>([])
    private let open = Mutex<[Socket]>([])

    init(port: Int = 0, _ answer: @escaping Answer) throws {
        (listener, self.port) = try Socket.listening(port: port)
        self.answer = answer
        let this = self
        _ = WorkThread(name: "origin") { this.listen() }
    }

    /// Answers with texts; an empty one ends the connection.
    convenience init(port: Int = 0, text: @escaping @Sendable (Received) -> String) throws {
        try self.init(port: port) { request, socket in
            let answer = text(request)
            socket.send(answer)
            return !answer.isEmpty
        }
    }

    /// What came so far.
    var requests: [Received] { received.withLock { $0 } }

    func stop() {
        listener.close()
        for socket in open.withLock({ $0 }) { shutdown(socket.descriptor, Int32(SHUT_RDWR)) }
    }

    private func listen() {
        while let socket = listener.accepted() {
            open.withLock { $0.append(socket) }
            _ = WorkThread(name: "origin-c") { self.serve(socket) }
        }
    }

    private func serve(_ socket: Socket) {
        var buffer: [UInt8] = []
        while let request = next(socket, &buffer) {
            guard answer(request, socket) else { break }
        }
        open.withLock { $0.removeAll { $0.descriptor == socket.descriptor } }
        socket.close()
    }

    private func next(_ socket: Socket, _ buffer: inout [UInt8]) -> Received? {
        let end = Array("\r\n\r\n".utf8)
        var place = buffer.firstRange(of: end)
        while place == nil {
            let bytes = socket.receive()
            guard !bytes.isEmpty else { return nil }
            buffer += bytes
            place = buffer.firstRange(of: end)
        }
        guard let place else { return nil }
        var request = Received(
            head: String(decoding: buffer[..<place.upperBound], as: UTF8.self), body: "", number: 0)
        buffer.removeFirst(place.upperBound)
        let length = request.field("content-length").flatMap { Int($0) } ?? 0
        while buffer.count < length {
            let bytes = socket.receive()
            guard !bytes.isEmpty else { return nil }
            buffer += bytes
        }
        request.body = String(decoding: buffer[..<length], as: UTF8.self)
        buffer.removeFirst(length)
        received.withLock { all in
            request.number = all.count + 1
            all.append(request)
        }
        return request
    }
}
