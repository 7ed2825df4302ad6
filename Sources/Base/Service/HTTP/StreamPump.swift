internal import NIOCore

/// Moves the pieces of a stream to a client; a client that does not keep up is cut off, since what
/// it missed could not be told apart from what never was.
struct StreamPump: Sendable {
    let stream: AsyncStream<[UInt8]>
    let exchange: Exchange

    /// Moves until the stream ends, or the client leaves, which the next piece shows.
    func start() {
        let (stream, exchange) = (stream, exchange)
        exchange.eventLoop.makeFutureWithTask {
            for await piece in stream {
                let hasRoom = try await exchange.eventLoop.submit {
                    exchange.sendPiece(Exchange.chunk(piece))
                }.get()
                guard hasRoom else { break }
            }
        }.whenComplete { _ in exchange.endStream() }
    }
}
