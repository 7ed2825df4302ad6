internal import NIOCore
internal import NIOExtras
internal import Service

/// A client's connection over HTTP/1.1. Requests are read strictly from its bytes; what the cache
/// has is answered at once, on the event loop; the rest becomes an `Exchange`.
final class FrontConnection: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = Never
    typealias OutboundOut = ByteBuffer

    enum State { case open, tunnel(TunnelLink), closing, closed }

    let core: EdgeCore
    let pool: OriginPool
    private let isSecure: Bool
    let origin: ConnectionOrigin
    var visit: GateVisit?
    var context: ChannelHandlerContext?
    var state = State.open
    private(set) var pending = ByteBuffer()
    private var scanned = 0
    private(set) var reader: BodyReader?
    private(set) var exchange: Exchange?
    var answer = FrontAnswer()
    private var isTaking = false
    /// Whether its turn among newcomers is still to come.
    var isInLane = false
    private var wantsRead = false
    private(set) var isQuiescing = false
    var since = NIODeadline.now()
    private var watch: RepeatedTask?
    private var hasUnflushed = false
    private var isClientDone = false
    private var isWritten = false
    /// What is left to write of a stored body.
    private var outgoing = ByteBuffer()

    /// Bytes sent ahead of an answer before no more is read.
    private static let backlogBytes = 64 << 10
    /// Bodies of stored responses up to this size are copied behind their heads.
    private static let copiedBytes = 8 << 10
    /// Larger ones are written in pieces of this size, as the client takes them.
    private static let sliceBytes = 256 << 10

    init(_ core: EdgeCore, _ pool: OriginPool, _ origin: ConnectionOrigin, isSecure: Bool) {
        self.core = core
        self.pool = pool
        self.origin = origin
        self.isSecure = isSecure
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(
            initialDelay: .seconds(5), delay: .seconds(5)
        ) { _ in bound.value.cutSlow() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        leave()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if case .tunnel(let link) = state { link.clientClosed() }
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        watch?.cancel()
        state = .closed
        exchange?.cancel()
        exchange = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        let isHalfClosed = event as? ChannelEvent == .inputClosed
        guard isHalfClosed || event is ChannelShouldQuiesceEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        takeFromLane()
        isQuiescing = true
        if isHalfClosed { isClientDone = true }
        switch state {
        case .tunnel where isHalfClosed: context.close(promise: nil)
        case .closing where isHalfClosed && isWritten: context.close(promise: nil)
        // A client may send its last request and close its half: the answer still goes out.
        case .open where exchange == nil && outgoing.readableBytes == 0:
            if isHalfClosed || pending.readableBytes == 0 { closeSoftly() }
        default: break
        }
    }

    private func cutSlow() {
        let age = NIODeadline.now() - since
        let limit: Int64
        switch state {
        case .open where exchange == nil && outgoing.readableBytes == 0 && canTakeMore:
            limit =
                pending.readableBytes > 0 ? core.options.headSeconds : core.options.idleSeconds
        case .open:
            // The answer is under way: only a client that takes none of it, or sends none of its
            // request, is cut.
            guard reader != nil || !canTakeMore else { return }
            limit = core.options.stallSeconds
        case .tunnel: return
        case .closing, .closed: limit = canTakeMore ? 5 : core.options.stallSeconds
        }
        if age > .seconds(limit) { context?.close(promise: nil) }
    }

    // MARK: Requests in

    func read(context: ChannelHandlerContext) {
        if canRead { context.read() } else { wantsRead = true }
    }

    private var canRead: Bool {
        switch state {
        case .tunnel(let link): link.originTakesMore
        case .open:
            pending.readableBytes < Self.backlogBytes
                || exchange == nil && reader == nil && canTakeMore
        case .closing: true
        case .closed: false
        }
    }

    func readOn() {
        guard wantsRead, canRead else { return }
        wantsRead = false
        context?.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        if case .tunnel(let link) = state { return link.receivedFromClient(bytes) }
        if case .closing = state { return }
        if pending.readableBytes == 0 {
            pending = bytes
            if exchange == nil { since = .now() }
        } else {
            pending.writeBuffer(&bytes)
        }
        if !waitsForTurn() { takeNext() }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flush()
        context.fireChannelReadComplete()
    }

    func flush() {
        guard hasUnflushed else { return }
        hasUnflushed = false
        context?.flush()
    }

    func takeNext() {
        guard !isTaking else { return }
        isTaking = true
        // A client that sends requests and takes no answers waits with them.
        while case .open = state, pending.readableBytes > 0 || isBodyAtEnd,
            outgoing.readableBytes == 0, reader != nil || canTakeMore
        {
            if reader != nil {
                guard takeBody() else { break }
            } else if exchange != nil {
                break
            } else if !takeHead() {
                break
            }
        }
        isTaking = false
        flush()
        readOn()
    }

    private var isBodyAtEnd: Bool {
        guard var reader else { return false }
        var nothing = ByteBuffer()
        if case .end? = try? reader.next(&nothing) { return true }
        return false
    }

    private func takeBody() -> Bool {
        guard var reader, let exchange, exchange.wantsBody else { return false }
        do throws(WireError) {
            let piece = try reader.next(&pending)
            self.reader = reader
            since = .now()
            switch piece {
            case .more: return false
            case .bytes(let bytes): exchange.receive(bytes)
            case .end:
                self.reader = nil
                exchange.receiveEnd()
            }
            return true
        } catch {
            exchange.cancel()
            self.exchange = nil
            self.reader = nil
            refuse(error)
            return false
        }
    }

    private func takeHead() -> Bool {
        // An empty line before a request is passed over (RFC 9112 §2.2).
        if scanned == 0, pending.readableBytesView.starts(with: [0x0D, 0x0A]) {
            pending.moveReaderIndex(forwardBy: 2)
            return true
        }
        let whole = pending
        let bytes = whole.readableBytesUInt8Span
        guard let end = HeadParser.end(in: bytes, from: scanned) else {
            if HeadParser.hasBareLineEnd(in: bytes, from: scanned) {
                refuse(.malformed(.lineEnd))
            } else if bytes.count > core.options.limits.headBytes {
                refuse(.headTooLarge)
            }
            scanned = max(0, bytes.count - 3)
            return false
        }
        do throws(WireError) {
            guard end <= core.options.limits.headBytes else { throw .headTooLarge }
            let request = try HeadParser.request(
                bytes.extracting(0..<end), limits: core.options.limits, isSecure: isSecure)
            scanned = 0
            if end == pending.readableBytes {
                pending = ByteBuffer()
            } else {
                pending.moveReaderIndex(forwardBy: end)
            }
            begin(request)
            return true
        } catch {
            refuse(error)
            return false
        }
    }

    private func begin(_ request: WireRequest) {
        since = .now()
        answer = FrontAnswer(
            minorVersion: request.minorVersion, isHead: request.head.method == .head,
            isKeptAlive: request.isKeptAlive && !isQuiescing)
        var request = request
        var pass: GatePass?
        if let gate = core.gate {
            guard let given = judge(&request, gate) else { return }
            pass = given.pass
        }
        let (lookup, now) = core.decide(request.head)
        if case .serve(let stored) = lookup, request.framing == .none, pass?.holdsUp != true {
            core.hit(stored, request.head)
            let (head, body) = StoredAnswer.make(
                stored, to: request.head, now: now, told: nil, options: core.options.cache)
            return send(head, whole: body)
        }
        guard let context else { return }
        let exchange = Exchange(
            core, pool, context.eventLoop, request.head, client: origin.client,
            upgrade: request.upgrade, pass: pass, responder: self)
        self.exchange = exchange
        if request.framing != .none {
            reader = BodyReader(request.framing, limit: core.options.limits.bodyBytes)
            if request.expectsContinue {
                write(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n"))
                flush()
            }
        }
        exchange.begin(lookup, now, framing: request.framing)
    }

    // MARK: Answers out

    func write(_ bytes: ByteBuffer) {
        hasUnflushed = true
        context?.write(Self.wrapOutboundOut(bytes), promise: nil)
    }

    /// Writes a whole answer.
    func send(_ head: ResponseHead, whole body: ByteBuffer?) {
        var head = head
        for cookie in answer.cookies { head.fields.append(.setCookie, cookie) }
        if isQuiescing { answer.isKeptAlive = false }
        let size = body?.readableBytes ?? 0
        let isCopied = size <= Self.copiedBytes
        var buffer = ByteBufferAllocator().buffer(
            capacity: head.fields.bytes.count + 256 + (isCopied ? size : 0))
        answer.hasBegun = true
        answer.framing = HeadWriter.write(
            head, name: core.options.cache.name, toHead: answer.isHead,
            minorVersion: answer.minorVersion, isKeptAlive: answer.isKeptAlive, to: &buffer)
        if let body, size > 0, !answer.isHead, answer.framing != .none {
            if isCopied {
                buffer.writeImmutableBuffer(body)
                write(buffer)
            } else {
                write(buffer)
                outgoing = body
                return pumpOutgoing()
            }
        } else {
            write(buffer)
        }
        ended()
    }

    private func pumpOutgoing() {
        while canTakeMore,
            let slice = outgoing.readSlice(
                length: min(Self.sliceBytes, outgoing.readableBytes)), slice.readableBytes > 0
        {
            since = .now()
            write(slice)
            flush()
        }
        guard outgoing.readableBytes == 0 else { return }
        outgoing = ByteBuffer()
        ended()
    }

    /// The answer is written: the next request, or the end.
    func ended() {
        answer.hasBegun = false
        // A body that was not wanted would be taken for the next request.
        let isLast = !answer.isKeptAlive || answer.framing == .untilClose || reader != nil
        exchange = nil
        since = .now()
        if isLast || isQuiescing && pending.readableBytes == 0 { return closeSoftly() }
        if !isTaking { takeNext() }
    }

    private func closeSoftly() {
        guard let context else { return }
        state = .closing
        since = .now()
        hasUnflushed = false
        // What is written goes out first. Then the client is told that no more comes, and what it
        // still sends is taken and thrown away: a reset would take the answer from it.
        let loop = context.eventLoop
        let bound = NIOLoopBound(self, eventLoop: loop)
        let written = loop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in bound.value.isAllWritten() }
        context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer()), promise: written)
        readOn()
    }

    func dropExchange() { exchange = nil }

    /// Goes over to raw bytes.
    func openTunnel(_ link: TunnelLink, _ response: WireResponse) {
        var buffer = ByteBuffer(bytes: StatusLine.bytes(101))
        for entry in response.fields.entries {
            buffer.writeBytes(response.fields.bytes[entry.lineRange])
        }
        buffer.writeStaticString("\r\n")
        state = .tunnel(link)
        write(buffer)
        flush()
        let rest = pending
        pending = ByteBuffer()
        if rest.readableBytes > 0 { link.receivedFromClient(rest) }
        readOn()
    }

    private func isAllWritten() {
        isWritten = true
        context?.close(mode: isSecure || isClientDone ? .all : .output, promise: nil)
    }

    func closeNow() {
        state = .closing
        context?.close(promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            since = .now()
            if case .tunnel(let link) = state { link.clientWritable() }
            if outgoing.readableBytes > 0 { pumpOutgoing() }
            if let exchange { exchange.resume() } else if !isTaking { takeNext() }
        }
        context.fireChannelWritabilityChanged()
    }
}
