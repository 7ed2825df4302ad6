internal import NIOCore

/// What comes over a connection to an origin, for whoever uses it at the moment.
protocol OriginConnectionUser: AnyObject {
    /// An answer that is not the last one, such as 103.
    func received(interim status: Int, _ fields: Fields)
    /// The head of the answer.
    func received(_ response: WireResponse)
    /// Bytes of its body.
    func received(_ bytes: ByteBuffer)
    /// The answer is whole.
    func receivedEnd()
    /// The other side goes on to speak another protocol; raw bytes follow as `received`.
    func switched(_ response: WireResponse)
    /// The connection broke before the answer was whole.
    func broke(_ error: FetchError)
    /// Whether more can be written has changed.
    func writabilityChanged()
    /// Whether more bytes are wanted now.
    var wantsMore: Bool { get }
}

/// A connection to an origin: one request at a time, its answer read strictly.
final class OriginConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum State { case idle, head, body(BodyReader, isReusable: Bool), tunnel, closed }

    let origin: Origin
    private let limits: WireLimits
    private var state = State.idle
    private var context: ChannelHandlerContext?
    private var buffer = ByteBuffer()
    private var scanned = 0
    private var method = Method.get
    private var isReading = false
    private var isProcessing = false
    private weak var user: (any OriginConnectionUser)?
    /// Answers so far: one that breaks before the first byte of a later one may just have been idle
    /// for too long.
    private(set) var answers = 0
    var idleSince = NIODeadline.now()

    init(_ origin: Origin, _ limits: WireLimits) {
        self.origin = origin
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    var isOpen: Bool { if case .closed = state { false } else { context != nil } }
    var isWritable: Bool { context?.channel.isWritable ?? false }
    var isBetweenAnswers: Bool { if case .idle = state { true } else { false } }
    /// Whether a byte of the present answer has come.
    var hasBegun: Bool {
        switch state {
        case .idle, .closed: false
        case .head: buffer.readableBytes > 0
        case .body, .tunnel: true
        }
    }

    /// Starts an exchange; the caller writes the request.
    func begin(_ method: Method, for user: any OriginConnectionUser) {
        self.user = user
        self.method = method
        state = .head
        scanned = 0
        readOn()
    }

    func write(_ bytes: ByteBuffer) { context?.write(Self.wrapOutboundOut(bytes), promise: nil) }
    func flush() { context?.flush() }

    func close() {
        state = .closed
        user = nil
        context?.close(promise: nil)
    }

    /// Reads if somebody wants more; an idle connection reads too, to notice its end.
    func readOn() {
        guard !isReading, let context else { return }
        switch state {
        case .closed: return
        case .idle: break
        case .head, .body, .tunnel:
            if !isProcessing, buffer.readableBytes > 0 || isAtEnd { process() }
            guard user?.wantsMore ?? false else { return }
        }
        guard !isReading, isOpen else { return }
        isReading = true
        context.read()
    }

    func channelActive(context: ChannelHandlerContext) {
        readOn()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeBuffer(&bytes) }
        process()
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReading = false
        readOn()
    }

    private func process() {
        guard !isProcessing else { return }
        isProcessing = true
        defer { isProcessing = false }
        while buffer.readableBytes > 0 || isAtEnd {
            switch state {
            case .idle, .closed:
                // Nobody asked: what comes now can belong to nothing.
                if buffer.readableBytes > 0 { close() }
                return
            case .tunnel:
                let bytes = buffer
                buffer = ByteBuffer()
                user?.received(bytes)
            case .head: guard takeHead() else { return }
            case .body(var reader, let isReusable):
                guard user?.wantsMore ?? false else { return }
                do throws(WireError) {
                    let piece = try reader.next(&buffer)
                    state = .body(reader, isReusable: isReusable)
                    switch piece {
                    case .more: return
                    case .bytes(let bytes): user?.received(bytes)
                    case .end: finish(isReusable)
                    }
                } catch {
                    return fail(.badAnswer(error))
                }
            }
        }
    }

    /// Whether a body with no bytes left waits to be closed.
    private var isAtEnd: Bool {
        if case .body(var reader, _) = state, buffer.readableBytes == 0, !reader.isUntilClose {
            var nothing = ByteBuffer()
            if case .end? = try? reader.next(&nothing) { return true }
        }
        return false
    }

    private func takeHead() -> Bool {
        let whole = buffer
        let bytes = whole.readableBytesUInt8Span
        guard let end = HeadParser.end(in: bytes, from: scanned) else {
            guard bytes.count <= limits.headBytes else {
                fail(.badAnswer(.headTooLarge))
                return false
            }
            scanned = max(0, bytes.count - 3)
            return false
        }
        do throws(WireError) {
            guard end <= limits.headBytes else { throw .headTooLarge }
            let response = try HeadParser.response(
                bytes.extracting(0..<end), to: method, limits: limits)
            buffer.moveReaderIndex(forwardBy: end)
            scanned = 0
            if response.status == 101 {
                state = .tunnel
                user?.switched(response)
            } else if response.status < 200 {
                user?.received(interim: response.status, response.fields)
            } else {
                let reader = BodyReader(response.framing, limit: .max / 4)
                state = .body(reader, isReusable: response.isKeptAlive)
                user?.received(response)
            }
            return true
        } catch {
            fail(.badAnswer(error))
            return false
        }
    }

    private func finish(_ isReusable: Bool) {
        answers += 1
        let user = user
        self.user = nil
        idleSince = .now()
        // Bytes behind the answer belong to nothing: such a connection is not used again.
        if isReusable, buffer.readableBytes == 0 { state = .idle } else { close() }
        origin.succeeded()
        user?.receivedEnd()
    }

    private func fail(_ error: FetchError) {
        let user = user
        close()
        user?.broke(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        switch state {
        case .body(let reader, _) where reader.isUntilClose: finish(false)
        case .closed: break
        default: fail(hasBegun ? .cutShort : .closed)
        }
        context.fireChannelInactive()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { user?.writabilityChanged() }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(hasBegun ? .cutShort : .closed)
    }
}
