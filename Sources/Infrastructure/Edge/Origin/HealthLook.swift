internal import NIOCore

/// Reads the first line of an answer to a look at an origin's health.
final class HealthLook: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let done: EventLoopPromise<Bool>
    private var bytes: [UInt8] = []
    private var isOver = false

    init(_ done: EventLoopPromise<Bool>) { self.done = done }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.append(contentsOf: Self.unwrapInboundIn(data).readableBytesView.prefix(64))
        guard bytes.count >= 12, !isOver else { return }
        isOver = true
        done.succeed(
            bytes.starts(with: "HTTP/1.".utf8) && bytes[8..<12].elementsEqual(" 200".utf8))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isOver { done.succeed(false) }
        isOver = true
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
