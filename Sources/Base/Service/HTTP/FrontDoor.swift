internal import NIOCore
internal import NIOHTTP1

/// The first handler of a connection: answers plain requests for hot routes from their bytes.
///
/// At the first thing that is not plainly that, it puts the parser of HTTP and `HTTPConnection` in
/// its place and hands them every byte not yet answered. So there is one place that judges
/// unclear requests, and the few requests that a crowd sends cost no header objects.
final class FrontDoor: ChannelInboundHandler, ChannelOutboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    private enum State { case idle, answering, passedOn, closed }

    private let dispatch: Dispatch
    private var context: ChannelHandlerContext?
    private var state = State.idle
    private var pending = ByteBuffer()
    private var looks = 0
    private var isTaking = false
    private var isQuiescing = false
    private var wantsRead = false
    private var since = NIODeadline.now()
    private var watch: RepeatedTask?
    private var address = ""

    /// Bytes sent ahead of an answer before no more is read.
    private static let backlogBytes = 64 << 10
    /// Reads in which one request may arrive, as each starts the look at it anew.
    private static let maximumLooks = 16

    init(_ dispatch: Dispatch) { self.dispatch = dispatch }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        address = context.remoteAddress?.ipAddress ?? "local"
        dispatch.open.add()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(
            initialDelay: .seconds(5), delay: .seconds(5)
        ) { _ in bound.value.cutSlow() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        watch?.cancel()
        if state != .closed { dispatch.open.add(-1) }
        state = .closed
    }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        if state != .closed { dispatch.open.add(-1) }
        state = .closed
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if state == .passedOn { return context.fireErrorCaught(error) }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isHalfClosed = event as? ChannelEvent == .inputClosed
        guard state != .passedOn, isHalfClosed || event is ChannelShouldQuiesceEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        isQuiescing = true
        // A client may send its last request and close its half: the answer still goes out.
        if state == .idle { context.close(promise: nil) }
    }

    private func cutSlow() {
        let isUnderWay = pending.readableBytes > 0
        let seconds = isUnderWay ? dispatch.options.requestSeconds : dispatch.options.idleSeconds
        guard state == .idle, .now() - since > .seconds(Int64(seconds)) else { return }
        context?.close(promise: nil)
    }

    // MARK: Requests in

    func read(context: ChannelHandlerContext) {
        if state == .answering, pending.readableBytes >= Self.backlogBytes {
            wantsRead = true
        } else {
            context.read()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        if pending.readableBytes == 0 { pending = bytes } else { pending.writeBuffer(&bytes) }
        takeNext(context)
    }

    private func takeNext(_ context: ChannelHandlerContext) {
        // An answer given at once comes back here: the first call goes on with the rest.
        guard !isTaking else { return }
        isTaking = true
        defer { isTaking = false }
        while state == .idle, pending.readableBytes > 0 {
            let buffer = pending
            let bytes = buffer.readableBytesUInt8Span
            let (path, finding) = dispatch.find(in: bytes)
            switch finding {
            case .more where looks < Self.maximumLooks:
                if looks == 0 { since = .now() }
                looks += 1
                return
            case .more, .other: return passOn(context)
            case .whole(let request, let length):
                looks = 0
                if length == pending.readableBytes {
                    pending = ByteBuffer()
                } else {
                    pending.moveReaderIndex(forwardBy: length)
                }
                state = .answering
                let exchange = Exchange(
                    self, context.eventLoop, address: address, isHead: false)
                if let path, path.route.answer(bytes, request, exchange) { continue }
                state = .idle
                pending = buffer
                return passOn(context)
            }
        }
    }

    /// Goes, and leaves the connection to those who understand all of HTTP.
    private func passOn(_ context: ChannelHandlerContext) {
        state = .passedOn
        let bytes = pending
        pending = ByteBuffer()
        do { try dispatch.addParser(context, after: self) } catch {
            return context.close(promise: nil)
        }
        context.fireChannelRead(Self.wrapInboundOut(bytes))
        context.fireChannelReadComplete()
        if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    private func send(_ answer: ByteBuffer, closing: Bool) {
        guard let context else { return }
        context.writeAndFlush(Self.wrapOutboundOut(answer), promise: nil)
        if closing || isQuiescing {
            state = .closed
            dispatch.open.add(-1)
            return context.close(promise: nil)
        }
        state = .idle
        since = .now()
        if pending.readableBytes > 0 { takeNext(context) }
        if wantsRead {
            wantsRead = false
            context.read()
        }
    }
}

extension FrontDoor: AnswerTaker {
    func finish(_ form: AnswerForm, _ body: ByteBuffer) {
        guard state == .answering else { return }
        var answer = ByteBufferAllocator().buffer(capacity: 256 + body.readableBytes)
        form.write(body, dateLine: dispatch.dateLine, to: &answer)
        dispatch.countAnswer(form.status)
        send(answer, closing: false)
    }

    func finish(
        status: HTTPResponseStatus, headers: HTTPHeaders, body: ByteBuffer, isHead: Bool,
        closing: Bool
    ) {
        guard state == .answering else { return }
        var headers = headers
        dispatch.addCommon(&headers)
        headers.replaceOrAdd(name: "content-length", value: "\(body.readableBytes)")
        if closing || isQuiescing { headers.replaceOrAdd(name: "connection", value: "close") }
        var answer = ByteBufferAllocator().buffer(capacity: 512 + body.readableBytes)
        answer.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n")
        for (name, value) in headers where !value.utf8.contains(where: { $0 < 0x20 }) {
            answer.writeString("\(name): \(value)\r\n")
        }
        answer.writeStaticString("\r\n")
        answer.writeImmutableBuffer(body)
        dispatch.countAnswer(status)
        send(answer, closing: closing)
    }

    // No hot route that is answered here streams.
    func startStream(headers: HTTPHeaders, onClose: @escaping () -> Void) {
        onClose()
        context?.close(promise: nil)
    }

    func sendPiece(_ piece: ByteBuffer) -> Bool { false }

    func sendPiece(_ piece: ByteBuffer, taken: @escaping @Sendable (Bool) -> Void) { taken(false) }

    func endStream() {}
}
