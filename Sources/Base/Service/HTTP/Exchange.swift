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
    private let connection: any AnswerTaker
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

    /// Answers with a status, headers and a body; on the event loop alone.
    package func send(
        status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer, closing: Bool = false
    ) {
        eventLoop.preconditionInEventLoop()
        connection.finish(
            status: status, headers: headers, body: body, isHead: isHead, closing: closing)
    }

    /// Answers with a form made before; on the event loop alone.
    package func send(_ form: AnswerForm, _ body: ByteBuffer) {
        eventLoop.preconditionInEventLoop()
        connection.finish(form, body)
    }

    /// Starts an answer that goes on until the client leaves; on the event loop alone. `onClose`
    /// is called there when the connection ends.
    package func startStream(headers: HTTPHeaders, onClose: @escaping () -> Void) {
        eventLoop.preconditionInEventLoop()
        connection.startStream(headers: headers, onClose: onClose)
    }

    /// Sends a piece of a stream; says false, and sends nothing, when the client does not keep up.
    /// On the event loop alone.
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
        var headers = HTTPHeaders()
        headers.reserveCapacity(reply.headers.count + 4)
        for field in reply.headers {
            headers.add(name: field.name.rawName, value: field.value)
        }
        let status = HTTPResponseStatus(statusCode: reply.status)
        switch reply.body {
        case .bytes(let bytes):
            send(status: status, headers: headers, body: ByteBuffer(bytes: bytes))
        case .broadcast(let broadcast): broadcast.add(self, headers: headers)
        case .stream(let source): start(source, headers)
        }
    }
}
