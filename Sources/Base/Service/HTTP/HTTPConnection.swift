internal import NIOCore
internal import NIOExtras
internal import NIOHTTP1
internal import Primitives

/// One connection: takes one request at a time, bounded in size and time, and hands it on.
///
/// Requests that a client sends ahead wait in the backlog, which is bounded by not reading on.
final class HTTPConnection: ChannelInboundHandler, ChannelOutboundHandler, RemovableChannelHandler,
    AnswerTaker
{
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
        case idle
        case receiving(HTTPRequestHead, ByteBuffer?, limit: Int)
        /// Answered already, as it is too large: the rest is thrown away and the connection closed.
        case refusing
        case answering(HTTPRequestHead)
        case streaming(onClose: () -> Void)
        case closed
    }

    let dispatch: Dispatch
    private var context: ChannelHandlerContext?
    private var encoder: ChannelHandlerContext?
    private var state = State.idle
    private var backlog = CircularBuffer<HTTPServerRequestPart>()
    private var isDraining = false
    private var wantsRead = false
    private var isQuiescing = false
    private var since = NIODeadline.now()
    private var watch: RepeatedTask?
    private var address = ""

    init(_ dispatch: Dispatch) { self.dispatch = dispatch }

    // MARK: The connection's life

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        address = context.remoteAddress?.ipAddress ?? "local"
        dispatch.open.add()
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(
            initialDelay: .seconds(5), delay: .seconds(5)
        ) { _ in loopBound.value.cutSlow() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        encoder = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        dispatch.open.add(-1)
        watch?.cancel()
        if case .streaming(let onClose) = state { onClose() }
        state = .closed
        backlog.removeAll()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Bytes that are no HTTP: one clear answer where none was begun, and an end.
        guard error is HTTPParserError else { return context.close(promise: nil) }
        switch state {
        case .idle, .receiving:
            state = .answering(HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"))
            let isLong = (error as? HTTPParserError) == .headerOverflow
            let problem =
                isLong
                ? Problem(431, "headers_too_large", "The headers are too large: send fewer.")
                : Problem(400, "malformed_request", "This is not HTTP/1.1.")
            let body = ByteBuffer(bytes: problem.json.bytes)
            finish(
                status: .init(statusCode: problem.status),
                headers: ["content-type": "application/problem+json"], body: body, isHead: false,
                closing: true)
        default: context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            isQuiescing = true
            switch state {
            case .idle where backlog.isEmpty: context.close(promise: nil)
            case .streaming: endStream()
            default: break
            }
        } else if let event = event as? ChannelEvent, event == .inputClosed {
            // A client may send its last request and close its half: the answer still goes out.
            switch state {
            case .answering: isQuiescing = true
            default: context.close(promise: nil)
            }
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Cuts a client that sends too slowly, or that only holds the connection.
    private func cutSlow() {
        let seconds: Int
        switch state {
        case .idle: seconds = dispatch.options.idleSeconds
        case .receiving, .refusing: seconds = dispatch.options.requestSeconds
        case .answering, .streaming, .closed: return
        }
        if .now() - since > .seconds(Int64(seconds)) { context?.close(promise: nil) }
    }

    // MARK: Requests in

    func read(context: ChannelHandlerContext) {
        // While an answer is owed, no more is read than was read already.
        if case .answering = state { wantsRead = true } else { context.read() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = Self.unwrapInboundIn(data)
        switch state {
        case .answering: backlog.append(part)
        case .idle where !backlog.isEmpty: backlog.append(part)
        case .streaming, .closed: break
        default: take(part)
        }
    }

    private func take(_ part: HTTPServerRequestPart) {
        switch (part, state) {
        case (.head(let head), .idle):
            since = .now()
            guard let limit = dispatch.bodyLimit(head) else {
                state = .receiving(head, nil, limit: 0)
                return
            }
            let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
            state = .receiving(head, nil, limit: limit)
            if length > limit { refuse(limit) } else if length > 0 { expectation(head) }
        case (.body(var bytes), .receiving(let head, let body, let limit)):
            var whole = body ?? ByteBuffer()
            state = .refusing
            guard whole.readableBytes + bytes.readableBytes <= limit || limit == 0 else {
                return refuse(limit)
            }
            if limit > 0 { whole.writeBuffer(&bytes) }
            state = .receiving(head, whole, limit: limit)
        case (.end, .receiving(let head, let body, _)):
            state = .answering(head)
            guard let loop = context?.eventLoop else { return }
            let exchange = Exchange(self, loop, address: address, isHead: head.method == .HEAD)
            dispatch.answer(head, body, exchange)
        case (.end, .refusing): context?.close(promise: nil)
        default: break
        }
    }

    private func expectation(_ head: HTTPRequestHead) {
        guard head.headers.first(name: "expect")?.lowercased() == "100-continue" else { return }
        write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
        context?.flush()
    }

    private func refuse(_ limit: Int) {
        let problem = Problem(
            413, "body_too_large", "The body may have \(limit) bytes at most on this path.")
        var headers: HTTPHeaders = ["content-type": "application/problem+json"]
        headers.add(name: "connection", value: "close")
        let body = ByteBuffer(bytes: problem.json.bytes)
        headers.add(name: "content-length", value: "\(body.readableBytes)")
        write(
            .head(HTTPResponseHead(version: .http1_1, status: .payloadTooLarge, headers: headers)))
        write(.body(.byteBuffer(body)))
        write(.end(nil))
        context?.flush()
        since = .now()
        state = .refusing
    }

    // MARK: Answers out

    private func write(_ part: HTTPServerResponsePart) {
        context?.write(Self.wrapOutboundOut(part), promise: nil)
    }

    /// Writes a whole answer; the one to HEAD has the length of its body and no body.
    func finish(
        status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer, isHead: Bool,
        closing: Bool
    ) {
        guard case .answering(let head) = state else { return }
        let isLast = closing || isQuiescing || !head.isKeepAlive
        var headers = headers
        dispatch.addCommon(&headers)
        if status.mayHaveResponseBody {
            headers.add(name: "content-length", value: "\(body.readableBytes)")
        }
        if isLast {
            headers.add(name: "connection", value: "close")
        } else if head.version == .http1_0 {
            headers.add(name: "connection", value: "keep-alive")
        }
        write(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers)))
        if !isHead, body.readableBytes > 0, status.mayHaveResponseBody {
            write(.body(.byteBuffer(body)))
        }
        write(.end(nil))
        context?.flush()
        dispatch.countAnswer(status)
        if isLast {
            state = .closed
            context?.close(promise: nil)
        } else {
            nextRequest()
        }
    }

    func finish(_ form: AnswerForm, _ body: [UInt8]) {
        finish(
            status: form.status, headers: ["content-type": form.contentType],
            body: ByteBuffer(bytes: body),
            isHead: false, closing: false)
    }

    func finish(_ reply: Reply, _ body: [UInt8], isHead: Bool) {
        finish(
            status: HTTPResponseStatus(statusCode: reply.status), headers: reply.nioHeaders,
            body: ByteBuffer(bytes: body), isHead: isHead, closing: false)
    }

    /// Takes over an answer to a plain request that is to go on.
    func takeOver() {
        state = .answering(HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"))
    }

    func startStream(headers: HTTPHeaders, onClose: @escaping () -> Void) -> any AnswerTaker {
        guard case .answering(let head) = state, let context else {
            onClose()
            return self
        }
        encoder = try? context.pipeline.syncOperations.context(
            handlerType: HTTPResponseEncoder.self)
        var headers = headers
        dispatch.addCommon(&headers)
        // The answer to HEAD is its head alone (RFC 9112, 6.3): not even the end of no chunks.
        let isHead = head.method == .HEAD
        if isHead { headers.add(name: "connection", value: "close") }
        write(.head(HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)))
        context.flush()
        dispatch.countAnswer(.ok)
        guard !isHead else {
            state = .closed
            onClose()
            context.close(promise: nil)
            return self
        }
        state = .streaming(onClose: onClose)
        // Reading goes on, to notice a client that leaves.
        backlog.removeAll()
        readOn()
        if isQuiescing { endStream() }
        return self
    }

    func sendPiece(_ piece: ByteBuffer) -> Bool {
        guard case .streaming = state, let encoder, encoder.channel.isWritable else { return false }
        // Past the encoder: a piece for thousands is framed once.
        encoder.writeAndFlush(FrontDoor.wrapOutboundOut(piece), promise: nil)
        return true
    }

    func sendPiece(_ piece: ByteBuffer, taken: @escaping @Sendable (Bool) -> Void) {
        guard case .streaming = state, let encoder else { return taken(false) }
        let written = encoder.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { result in
            if case .success = result { taken(true) } else { taken(false) }
        }
        encoder.writeAndFlush(FrontDoor.wrapOutboundOut(piece), promise: written)
    }

    func endStream() {
        guard case .streaming(let onClose) = state else { return }
        state = .closed
        onClose()
        write(.end(nil))
        context?.flush()
        context?.close(promise: nil)
    }

    private func nextRequest() {
        state = .idle
        since = .now()
        drainBacklog()
        if case .answering = state { return }
        readOn()
    }

    private func readOn() {
        guard wantsRead else { return }
        wantsRead = false
        context?.read()
    }

    /// Takes what was sent ahead, up to the next request that is owed an answer.
    private func drainBacklog() {
        // An answer given at once comes back here: the first call goes on with the rest.
        guard !isDraining else { return }
        isDraining = true
        defer { isDraining = false }
        while case .idle = state, let part = backlog.popFirst() {
            take(part)
            while case .receiving = state, let part = backlog.popFirst() { take(part) }
        }
    }
}
