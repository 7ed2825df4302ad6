internal import NIOCore
internal import Synchronization

/// Moves the pieces of a stream to a client; a client that does not keep up is cut off, since what
/// it missed could not be told apart from what never was.
final class StreamPump: Sendable {
    private let stream: AsyncStream<[UInt8]>
    private let exchange: Exchange
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ stream: AsyncStream<[UInt8]>, exchange: Exchange) {
        self.stream = stream
        self.exchange = exchange
    }

    /// Starts moving. The task ends with the stream or with the connection, whichever is first.
    func start() {
        let (stream, exchange) = (stream, exchange)
        let running = Task {
            for await piece in stream {
                let hasRoom = try? await exchange.eventLoop.submit {
                    exchange.sendPiece(ByteBuffer(bytes: piece))
                }.get()
                guard hasRoom == true else { break }
            }
            exchange.eventLoop.execute { exchange.endStream() }
        }
        task.withLock { $0 = running }
    }

    /// Ends it: the client is gone.
    func stop() { task.withLock { $0 }?.cancel() }
}
