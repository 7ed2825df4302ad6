internal import NIOCore

/// A connection that has changed to another protocol, such as WebSocket: bytes pass both ways, each
/// no faster than the other side takes them.
final class TunnelLink {
    private weak var front: FrontConnection?
    private var connection: OriginConnection?
    private let fetch: Fetch

    init(_ front: FrontConnection, _ fetch: Fetch) {
        self.front = front
        self.fetch = fetch
    }

    var originTakesMore: Bool { connection?.isWritable ?? false }

    func receivedFromClient(_ bytes: ByteBuffer) {
        connection?.write(bytes)
        connection?.flush()
    }

    func clientClosed() {
        guard let connection else { return }
        self.connection = nil
        fetch.connection = nil
        fetch.end(.failed(.cancelled))
        fetch.pool.closed(connection)
    }

    func clientWritable() { connection?.readOn() }
}

extension TunnelLink: TunnelEnd {
    func opened(_ response: WireResponse, _ connection: OriginConnection) {
        guard let front else { return clientClosed() }
        self.connection = connection
        front.openTunnel(self, response)
    }

    func receivedFromOrigin(_ bytes: ByteBuffer) { front?.send(tunneled: bytes) }

    func originClosed() {
        connection = nil
        front?.context?.close(promise: nil)
    }

    func originWritable() { front?.readOn() }

    var wantsMore: Bool { front?.canTakeMore ?? false }
}
