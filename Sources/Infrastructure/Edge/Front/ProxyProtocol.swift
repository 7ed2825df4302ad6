internal import NIOCore

/// Reads the PROXY protocol, version 2, before anything else of a connection: a balancer before the
/// edge tells by it where the client is. A connection that begins otherwise is closed.
final class ProxyProtocol: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let origin: ConnectionOrigin
    private var buffer = ByteBuffer()
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]
    /// Bytes of addresses and what follows them.
    private static let maximumLength = 2048

    init(_ origin: ConnectionOrigin) { self.origin = origin }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = Self.unwrapInboundIn(data)
        buffer.writeBuffer(&bytes)
        let known = min(buffer.readableBytes, Self.signature.count)
        guard buffer.readableBytesView.prefix(known).elementsEqual(Self.signature.prefix(known))
        else { return context.close(promise: nil) }
        guard buffer.readableBytes >= 16,
            let version = buffer.getInteger(at: buffer.readerIndex + 12, as: UInt8.self),
            let family = buffer.getInteger(at: buffer.readerIndex + 13, as: UInt8.self),
            let length = buffer.getInteger(at: buffer.readerIndex + 14, as: UInt16.self)
        else { return }
        guard version >> 4 == 2, version & 0x0F <= 1, Int(length) <= Self.maximumLength else {
            return context.close(promise: nil)
        }
        guard buffer.readableBytes >= 16 + Int(length) else { return }
        buffer.moveReaderIndex(forwardBy: 16)
        var addresses = buffer.readSlice(length: Int(length)) ?? ByteBuffer()
        // LOCAL: the balancer itself, which only looks whether the edge is well.
        if version & 0x0F == 1 {
            let size = family >> 4 == 1 ? 4 : family >> 4 == 2 ? 16 : 0
            if size > 0 {
                guard let bytes = addresses.readSlice(length: size),
                    let address = try? SocketAddress(packedIPAddress: bytes, port: 0),
                    let text = address.ipAddress
                else { return context.close(promise: nil) }
                origin.client = ClientAddress(host: text)
            }
        }
        let rest = buffer
        buffer = ByteBuffer()
        if rest.readableBytes > 0 { context.fireChannelRead(Self.wrapInboundOut(rest)) }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}
