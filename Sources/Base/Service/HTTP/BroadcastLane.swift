internal import NIOCore

/// The listeners of a broadcast on one event loop.
final class BroadcastLane: @unchecked Sendable {
    // @unchecked: everything but `send` runs on the loop, and `send` moves there first.
    private let loop: any EventLoop
    private var listeners: [ObjectIdentifier: Exchange] = [:]
    private var round: [Exchange] = []
    private var piece = ByteBuffer()
    private var isSending = false

    /// Listeners served in one turn: others on the loop wait no longer than that takes.
    private static let listenersInTurn = 32
    /// How long the loop does other things between two turns.
    private static let rest = TimeAmount.microseconds(100)

    init(_ loop: any EventLoop) { self.loop = loop }

    func add(_ exchange: Exchange) { listeners[ObjectIdentifier(exchange)] = exchange }

    func remove(_ exchange: Exchange) { listeners[ObjectIdentifier(exchange)] = nil }

    /// Starts a round, unless the last one is still under way: then this piece is left out.
    func send(_ bytes: [UInt8]) {
        loop.execute { [self] in
            guard !isSending else { return }
            isSending = true
            piece = Exchange.chunk(bytes)
            round = Array(listeners.values)
            turn(from: 0)
        }
    }

    private func turn(from start: Int) {
        let end = min(start + Self.listenersInTurn, round.count)
        for listener in round[start..<end] { _ = listener.sendPiece(piece) }
        if end < round.count {
            // Through the timer, not the queue of tasks: between two turns sockets are served.
            loop.scheduleTask(in: Self.rest) { [self] in turn(from: end) }
        } else {
            round = []
            isSending = false
        }
    }
}
