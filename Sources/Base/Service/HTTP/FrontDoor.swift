internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1

/// The first handler of a connection: answers plain requests, GETs and those for hot routes, from
/// their bytes.
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

    let dispatch: Dispatch
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
    /// Bytes of a body up to which it goes out in one piece with its head.
    private static let joinedBytes = 16 << 10
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
            switch dispatch.find(in: bytes) {
            case .more where looks < Self.maximumLooks:
                if looks == 0 { since = .now() }
                looks += 1
                return
            case .more, .other: return passOn(context)
            case .plain(let request):
                dispatch.answer(request, in: buffer, begin(request.length, context))
            case .hot(let route, let request, let length):
                let exchange = begin(length, context)
                if route.answer(bytes, request, exchange) { continue }
                state = .idle
                pending = buffer
                return passOn(context)
            }
        }
    }

    /// Takes a plain request off the pending bytes.
    private func begin(_ length: Int, _ context: ChannelHandlerContext) -> Exchange {
        looks = 0
        if length == pending.readableBytes {
            pending = ByteBuffer()
        } else {
            pending.moveReaderIndex(forwardBy: length)
        }
        state = .answering
        return Exchange(self, context.eventLoop, address: address, isHead: false)
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
    func finish(_ form: AnswerForm, _ body: [UInt8]) {
        guard state == .answering else { return }
        var answer: [UInt8] = []
        answer.reserveCapacity(256 + body.count)
        form.write(body, dateLine: dispatch.dateLine, to: &answer)
        dispatch.countAnswer(form.status)
        send(ByteBuffer(bytes: answer), closing: false)
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

    func finish(_ reply: Reply, _ body: [UInt8], isHead: Bool) {
        guard state == .answering else { return }
        let status = HTTPResponseStatus(statusCode: reply.status)
        var head: [UInt8] = []
        head.reserveCapacity(512 + (body.count <= Self.joinedBytes ? body.count : 0))
        head.append(text: "HTTP/1.1 ")
        head.append(decimal: Int64(status.code))
        head.append(UInt8(ascii: " "))
        head += status.reasonPhrase.utf8
        head.append(text: "\r\nx-content-type-options: nosniff\r\n")
        for field in reply.headers {
            head += field.name.rawName.utf8
            head.append(text: ": ")
            head += field.value.utf8
            head.append(text: "\r\n")
        }
        if status.mayHaveResponseBody {
            head.append(text: "content-length: ")
            head.append(decimal: Int64(body.count))
            head.append(text: "\r\n")
        }
        if isQuiescing { head.append(text: "connection: close\r\n") }
        head += dispatch.dateLine
        head.append(text: "\r\n")
        dispatch.countAnswer(status)
        guard status.mayHaveResponseBody, !body.isEmpty else {
            return send(ByteBuffer(bytes: head), closing: false)
        }
        if body.count <= Self.joinedBytes {
            head += body
        } else {
            context?.write(Self.wrapOutboundOut(ByteBuffer(bytes: head)), promise: nil)
            head = body
        }
        send(ByteBuffer(bytes: head), closing: false)
    }

    /// An answer that goes on is for those who understand all of HTTP.
    func startStream(headers: HTTPHeaders, onClose: @escaping () -> Void) -> any AnswerTaker {
        guard state == .answering, let context,
            let connection = try? dispatch.addParser(context, after: self)
        else {
            onClose()
            context?.close(promise: nil)
            return self
        }
        state = .passedOn
        pending = ByteBuffer()
        connection.takeOver()
        let next = connection.startStream(headers: headers, onClose: onClose)
        if isQuiescing { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        return next
    }

    func sendPiece(_ piece: ByteBuffer) -> Bool { false }

    func sendPiece(_ piece: ByteBuffer, taken: @escaping @Sendable (Bool) -> Void) { taken(false) }

    func endStream() {}
}
