internal import HTTPTypes
package import NIOCore
package import NIOHTTP1

/// One request under way on a connection; whoever has it owes it one answer.
package final class Exchange: @unchecked Sendable {
    // @unchecked: the connection is touched on its event loop alone; a method that may be called
    // from elsewhere moves there first.
    /// The loop on which the connection lives.
    package let eventLoop: any EventLoop
    /// The client's address, without port.
    package let address: String
    private var connection: any AnswerTaker
    private let isHead: Bool

    init(_ connection: any AnswerTaker, _ loop: any EventLoop, address: String, isHead: Bool) {
        self.connection = connection
        eventLoop = loop
        self.address = address
        self.isHead = isHead
    }

    /// Answers with a reply, from any thread.
    package func reply(_ reply: Reply) {
        if eventLoop.inEventLoop { return send(reply) }
        eventLoop.execute { self.send(reply) }
    }

    /// Answers with what `make` gives, which runs on a worker and may wait. On the event loop
    /// alone.
    package func replyOnWorker(_ make: @escaping @Sendable () -> Reply) {
        eventLoop.preconditionInEventLoop()
        connection.dispatch.onWorker(self) { _ in make() }
    }

    /// Answers with a status, headers and a body; on the event loop alone.
    package func send(
        status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer, closing: Bool = false
    ) {
        eventLoop.preconditionInEventLoop()
        connection.finish(
            status: status, headers: headers, body: body, isHead: isHead, closing: closing)
    }

    /// Answers with a form made before; on the event loop alone.
    package func send(_ form: AnswerForm, _ body: [UInt8]) {
        eventLoop.preconditionInEventLoop()
        connection.finish(form, body)
    }

    /// Starts an answer that goes on until the client leaves; on the event loop alone. `onClose`
    /// is called there when the connection ends.
    package func startStream(headers: HTTPHeaders, onClose: @escaping () -> Void) {
        eventLoop.preconditionInEventLoop()
        connection = connection.startStream(headers: headers, onClose: onClose)
    }

    /// Frames a piece of a stream as it goes over connections (RFC 9112, 7.1), once for any number
    /// of them.
    package static func chunk(_ bytes: [UInt8]) -> ByteBuffer {
        var chunk = ByteBufferAllocator().buffer(capacity: bytes.count + 20)
        chunk.writeString(String(bytes.count, radix: 16))
        chunk.writeStaticString("\r\n")
        chunk.writeBytes(bytes)
        chunk.writeStaticString("\r\n")
        return chunk
    }

    /// Sends a piece of a stream, as `chunk` made it; says false, and sends nothing, when the
    /// client does not keep up. On the event loop alone.
    package func sendPiece(_ piece: ByteBuffer) -> Bool {
        eventLoop.preconditionInEventLoop()
        return connection.sendPiece(piece)
    }

    /// Sends a piece of a stream and says when the system has taken it, or with false that the
    /// client has left. On the event loop alone.
    func sendPiece(_ piece: ByteBuffer, taken: @escaping @Sendable (Bool) -> Void) {
        eventLoop.preconditionInEventLoop()
        connection.sendPiece(piece, taken: taken)
    }

    /// Ends a stream; on the event loop alone.
    package func endStream() {
        eventLoop.preconditionInEventLoop()
        connection.endStream()
    }

    private func start(_ source: StreamSource, _ headers: HTTPHeaders) {
        let client = ClientStream(self)
        startStream(headers: headers) {
            client.close()
            source.ended()
        }
        if isHead { endStream() } else { source.begin(client) }
    }

    private func send(_ reply: Reply) {
        switch reply.body {
        case .bytes(let bytes): connection.finish(reply, bytes, isHead: isHead)
        case .broadcast where isHead:
            startStream(headers: reply.nioHeaders) {}
            endStream()
        case .broadcast(let broadcast): broadcast.add(self, headers: reply.nioHeaders)
        case .stream(let source): start(source, reply.nioHeaders)
        }
    }
}

extension Reply {
    /// The headers as the encoder takes them.
    var nioHeaders: HTTPHeaders {
        var fields = HTTPHeaders()
        fields.reserveCapacity(headers.count + 4)
        for field in headers { fields.add(name: field.name.rawName, value: field.value) }
        return fields
    }
}
