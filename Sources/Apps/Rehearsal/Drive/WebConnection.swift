internal import NIOCore

/// A connection of a client, with one request under way at most; on its event loop alone.
final class WebConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var context: ChannelHandlerContext?
    private var reader = AnswerReader()
    private var waiting: ((WebAnswer?) -> Void)?
    /// The number of the request that is under way, or of the last one.
    private(set) var number = 0
    private var isClosing = false
    /// Told once when the connection is gone.
    var onClose: (() -> Void)?

    /// Bytes of a body that are kept at most.
    var keptBytes: Int {
        get { reader.keptBytes }
        set { reader.keptBytes = newValue }
    }

    /// Whether requests can be written.
    var isOpen: Bool { !isClosing && context?.channel.isActive == true }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = Self.unwrapInboundIn(data)
        do throws(AnswerReader.Malformed) {
            guard let answer = try reader.take(&buffer) else { return }
            let isOver = answer.closes || buffer.readableBytes > 0
            if isOver { isClosing = true }
            end(answer)
            if isOver { close() }
        } catch {
            close()
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isClosing = true
        let last = reader.close()
        end(last)
        onClose?()
        onClose = nil
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    /// Writes a request, which `flush` sends; `done` gets the answer, or nil when there is none.
    func write(
        _ request: ByteBuffer, number: Int = 0, keepsBody: Bool = true,
        done: @escaping (WebAnswer?) -> Void
    ) {
        guard isOpen, waiting == nil, let context else { return done(nil) }
        waiting = done
        self.number = number
        reader.keepsBody = keepsBody
        context.write(Self.wrapOutboundOut(request), promise: nil)
    }

    func flush() { context?.flush() }

    /// Whether a request is under way.
    var isBusy: Bool { waiting != nil }

    /// Hangs up, as a client does that waits no longer.
    func close() {
        isClosing = true
        context?.close(promise: nil)
    }

    private func end(_ answer: WebAnswer?) {
        let done = waiting
        waiting = nil
        done?(answer)
    }
}
