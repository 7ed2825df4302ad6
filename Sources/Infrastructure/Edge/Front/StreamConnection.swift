internal import NIOCore
internal import NIOHPACK
internal import NIOHTTP2
internal import Primitives
internal import Service
internal import Shield

/// A client's request over HTTP/2: one stream of its connection.
final class StreamConnection: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    private let core: EdgeCore
    private let pool: OriginPool
    private let client: ClientAddress
    private let visit: GateVisit?
    private var cookies: [String] = []
    private var context: ChannelHandlerContext?
    private var exchange: Exchange?
    private var isHead = false
    private var hasRequest = false
    private var isOver = false
    private var isReading = false
    private var bodyBytes: Int64 = 0
    private var outgoing = ByteBuffer()
    /// Stored bodies are written in pieces of this size, as the client takes them.
    private static let sliceBytes = 64 << 10

    init(_ core: EdgeCore, _ pool: OriginPool, _ client: ClientAddress, _ visit: GateVisit?) {
        self.core = core
        self.pool = pool
        self.client = client
        self.visit = visit
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        leave()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        leave()
        context.close(promise: nil)
    }

    private func leave() {
        // Streams that are opened to be reset.
        if !isOver, hasRequest, let visit, visit.watch.streamReset(ticks: ticks) != nil {
            context?.channel.parent?.close(promise: nil)
        }
        isOver = true
        exchange?.cancel()
        exchange = nil
    }

    private var ticks: Int64 {
        Int64(clamping: core.clock.monotonicNanoseconds() / 1_000_000)
    }

    func channelActive(context: ChannelHandlerContext) {
        readOn()
        context.fireChannelActive()
    }

    private func readOn() {
        guard !isReading, !isOver, exchange?.wantsBody ?? true else { return }
        isReading = true
        context?.read()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        readOn()
    }

    // MARK: The request

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .headers(let headers):
            guard !hasRequest else {
                // Trailers end the body.
                if headers.endStream { exchange?.receiveEnd() }
                return
            }
            hasRequest = true
            begin(headers.headers, endsStream: headers.endStream, context)
        case .data(let data):
            guard case .byteBuffer(let bytes) = data.data, let exchange else { return }
            bodyBytes += Int64(bytes.readableBytes)
            guard bodyBytes <= core.options.limits.bodyBytes else {
                exchange.cancel()
                self.exchange = nil
                return refuse(.bodyTooLarge)
            }
            if bytes.readableBytes > 0 { exchange.receive(bytes) }
            if data.endStream { self.exchange?.receiveEnd() }
        default: break
        }
    }

    private func begin(
        _ headers: HPACKHeaders, endsStream: Bool, _ context: ChannelHandlerContext
    ) {
        do throws(WireError) {
            var request = try HTTP2Head.request(headers, limits: core.options.limits)
            isHead = request.method == .head
            var pass: GatePass?
            if let gate = core.gate, let visit {
                switch gate.judge(&request, visit, isSecond: true) {
                case .pass(let given):
                    pass = given
                    if let given { cookies = given.cookies }
                case .answer(let head, let body):
                    core.figures.gated.add()
                    return send(head, whole: body)
                }
            }
            let (lookup, now) = core.decide(request)
            if case .serve(let stored) = lookup, endsStream, pass?.holdsUp != true {
                core.hit(stored, request)
                let (head, body) = StoredAnswer.make(
                    stored, to: request, now: now, told: nil, options: core.options.cache)
                return send(head, whole: body)
            }
            let exchange = Exchange(
                core, pool, context.eventLoop, request, client: client, upgrade: nil,
                pass: pass, responder: self)
            self.exchange = exchange
            let length = request.fields.first(.contentLength)?.decimal()
            exchange.begin(
                lookup, now,
                framing: endsStream ? .none : length.map { BodyFraming.length($0) } ?? .chunked)
        } catch {
            refuse(error)
        }
    }

    private func refuse(_ error: WireError) {
        core.figures.refused.add()
        let (head, body) = FailureAnswer.make(
            error.status, code: "malformed_request", text: "This is refused: \(error.text).",
            retryAfter: nil, for: nil)
        send(head, whole: body)
    }

    // MARK: The answer

    func send(_ head: ResponseHead, whole body: ByteBuffer?) {
        let size = isHead ? 0 : body?.readableBytes ?? 0
        write(head, endsStream: size == 0)
        guard size > 0, let body else { return over() }
        outgoing = body
        pumpOutgoing()
    }

    private func write(_ head: ResponseHead, endsStream: Bool) {
        var head = head
        for cookie in cookies { head.fields.append(.setCookie, cookie) }
        let headers = HTTP2Head.response(head, name: core.options.cache.name)
        context?.write(
            Self.wrapOutboundOut(.headers(.init(headers: headers, endStream: endsStream))),
            promise: nil)
    }

    private func pumpOutgoing() {
        while !isOver, canTakeMore, outgoing.readableBytes > 0,
            let slice = outgoing.readSlice(length: min(Self.sliceBytes, outgoing.readableBytes))
        {
            let isLast = outgoing.readableBytes == 0
            context?.writeAndFlush(
                Self.wrapOutboundOut(.data(.init(data: .byteBuffer(slice), endStream: isLast))),
                promise: nil)
            if isLast { over() }
        }
    }

    private func over() {
        guard !isOver else { return }
        isOver = true
        visit?.watch.streamFinished(ticks: ticks)
        exchange = nil
        context?.flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            if outgoing.readableBytes > 0 { pumpOutgoing() } else { exchange?.resume() }
        }
        context.fireChannelWritabilityChanged()
    }
}

extension StreamConnection: Responder {
    var canTakeMore: Bool { context?.channel.isWritable ?? false }

    func send(interim status: Int, _ fields: Fields) {
        let head = ResponseHead(status: status, fields: fields, cacheStatus: CacheStatus())
        let headers = HTTP2Head.response(head, name: nil)
        context?.writeAndFlush(
            Self.wrapOutboundOut(.headers(.init(headers: headers))), promise: nil)
    }

    func send(_ head: ResponseHead) {
        write(head, endsStream: false)
        if head.length == nil { context?.flush() }
    }

    func send(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0, !isHead else { return }
        context?.writeAndFlush(
            Self.wrapOutboundOut(.data(.init(data: .byteBuffer(bytes)))), promise: nil)
    }

    func finish() {
        guard !isOver else { return }
        context?.writeAndFlush(
            Self.wrapOutboundOut(.data(.init(data: .byteBuffer(ByteBuffer()), endStream: true))),
            promise: nil)
        over()
    }

    func abort() {
        leave()
        context?.close(promise: nil)
    }

    func add(cookies: [String]) { self.cookies += cookies }

    func resumeBody() { readOn() }

    // Other protocols start over HTTP/1.1.
    func makeTunnel(_ fetch: Fetch) -> (any TunnelEnd)? { nil }
}
