internal import IPLibrary
internal import NIOCore

/// DNS over one TCP connection (RFC 7766): messages behind their length, answered in order.
final class StreamDesk: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A connection that sends nothing whole for so long is closed.
    private static let idle = TimeAmount.seconds(10)
    /// Questions of one connection at most.
    private static let maximumQuestions = 10_000

    private let desk: DNSDesk
    private var clerk: DNSClerk
    private var rates = ResponseRates(perSecond: 0)
    private var pending = ByteBuffer()
    private var questions = 0
    private var limit: Scheduled<Void>?

    init(_ desk: DNSDesk) {
        self.desk = desk
        clerk = DNSClerk(desk)
    }

    func channelActive(context: ChannelHandlerContext) { restart(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        pending.writeBuffer(&bytes)
        clerk.refresh()
        var isWhole = false
        while let length = pending.getInteger(at: pending.readerIndex, as: UInt16.self),
            pending.readableBytes >= 2 + Int(length)
        {
            pending.moveReaderIndex(forwardBy: 2)
            guard let question = pending.readSlice(length: Int(length)) else { break }
            isWhole = true
            questions += 1
            guard questions <= Self.maximumQuestions,
                let answer = clerk.answer(
                    question, from: context.channel.remoteAddress, isStream: true, rates: &rates,
                    at: 0, allocator: context.channel.allocator)
            else { return context.close(promise: nil) }
            context.write(Self.wrapOutboundOut(answer), promise: nil)
        }
        pending.discardReadBytes()
        if isWhole { restart(context) }
        context.flush()
        clerk.tell()
    }

    /// Reads on only while the client takes its answers.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        let isWritable = context.channel.isWritable
        context.channel.setOption(ChannelOptions.autoRead, value: isWritable).whenFailure { _ in }
    }

    func channelInactive(context: ChannelHandlerContext) {
        limit?.cancel()
        clerk.tell()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func restart(_ context: ChannelHandlerContext) {
        limit?.cancel()
        let channel = context.channel
        limit = context.eventLoop.scheduleTask(in: Self.idle) { channel.close(promise: nil) }
    }
}
