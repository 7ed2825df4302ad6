internal import IPLibrary
internal import NIOCore
internal import Primitives

/// DNS over UDP on one event loop.
final class DatagramDesk: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let desk: DNSDesk
    private var clerk: DNSClerk
    private var rates: ResponseRates
    private var now: UInt64?

    init(_ desk: DNSDesk) {
        self.desk = desk
        clerk = DNSClerk(desk)
        rates = ResponseRates(perSecond: desk.rateLimit)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = Self.unwrapInboundIn(data)
        if now == nil { clerk.refresh() }
        let milliseconds = now ?? desk.clock.monotonicNanoseconds() / 1_000_000
        now = milliseconds
        // Port 0 cannot be answered, and a question from our own port would be an echo.
        guard envelope.remoteAddress.port != 0,
            let answer = clerk.answer(
                envelope.data, from: envelope.remoteAddress, isStream: false, rates: &rates,
                at: milliseconds, allocator: context.channel.allocator)
        else { return }
        context.write(
            Self.wrapOutboundOut(
                AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: answer)),
            promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        now = nil
        context.flush()
        clerk.tell()
    }

    // A datagram that could not be sent is the asker's to repeat.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}
