internal import NIOCore
internal import Synchronization

/// A client's end of a stream that is fed at the pace at which the client takes it.
///
/// May be used from any thread, also after the client has left.
package final class ClientStream: Sendable {
    private let exchange: Exchange
    private let isOpen = Mutex(true)

    init(_ exchange: Exchange) { self.exchange = exchange }

    /// Sends a piece. `taken` is called on the event loop: with true once the system has taken it
    /// for the client, who may be slow to make room, with false when the client has left.
    package func send(_ piece: [UInt8], taken: @escaping @Sendable (Bool) -> Void = { _ in }) {
        let isSent = onLoop { exchange in
            exchange.sendPiece(Exchange.chunk(piece), taken: taken)
        }
        if !isSent { taken(false) }
    }

    /// Ends the stream.
    package func end() { _ = onLoop { $0.endStream() } }

    /// The client has left; on the event loop.
    func close() { isOpen.withLock { $0 = false } }

    /// Runs `body` on the event loop unless the client has left. The loop stays until all its
    /// connections are closed, and this one is not while the lock is held: so it is there.
    private func onLoop(_ body: @escaping @Sendable (Exchange) -> Void) -> Bool {
        isOpen.withLock { isOpen in
            if isOpen { exchange.eventLoop.execute { [exchange] in body(exchange) } }
            return isOpen
        }
    }
}
