internal import NIOCore

/// Accepts no further connection while as many are open as may be; they wait in the backlog.
final class ConnectionLimit: ChannelInboundHandler, ChannelOutboundHandler {
    typealias InboundIn = any Channel
    typealias OutboundIn = Never

    private let limit: Int
    private var open = 0
    private var isReadWaiting = false

    init(_ limit: Int) { self.limit = limit }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = Self.unwrapInboundIn(data)
        open += 1
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        channel.closeFuture.hop(to: context.eventLoop).whenComplete { _ in
            let (handler, context) = bound.value
            handler.closed(context)
        }
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        if open < limit { context.read() } else { isReadWaiting = true }
    }

    private func closed(_ context: ChannelHandlerContext) {
        open -= 1
        guard isReadWaiting, open < limit else { return }
        isReadWaiting = false
        context.read()
    }
}
