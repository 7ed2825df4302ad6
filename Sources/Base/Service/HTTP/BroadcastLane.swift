internal import NIOCore

/// The listeners of a broadcast on one event loop.
final class BroadcastLane: @unchecked Sendable {
    // @unchecked: everything but `send` runs on the loop, and `send` moves there first.
    private let loop: any EventLoop
    private var listeners: [ObjectIdentifier: Exchange] = [:]
    private var round: [Exchange] = []
    private var piece = ByteBuffer()
    private var isSending = false
    /// When the last piece came, and how long before it the one before.
    private var latest = NIODeadline.now()
    private var interval = TimeAmount.zero
    /// From the start of a turn to the next.
    private var pace = TimeAmount.zero

    /// Listeners served in one turn: others on the loop wait no longer than that takes.
    private static let listenersInTurn = 16
    /// How long the loop does other things between two turns, at least.
    private static let rest = TimeAmount.microseconds(100)
    /// A round is spread over so much of the time between two pieces, but no longer than the
    /// longest: thousands of writes at once would leave the core to nobody else.
    private static let spread = 0.28
    private static let longest = TimeAmount.milliseconds(200)

    init(_ loop: any EventLoop) { self.loop = loop }

    func add(_ exchange: Exchange) { listeners[ObjectIdentifier(exchange)] = exchange }

    func remove(_ exchange: Exchange) { listeners[ObjectIdentifier(exchange)] = nil }

    /// Starts a round, unless the last one is still under way: then this piece is left out.
    func send(_ bytes: [UInt8]) {
        loop.execute { [self] in
            let now = loop.now
            interval = min(now - latest, Self.longest)
            latest = now
            guard !isSending else { return }
            isSending = true
            piece = Exchange.chunk(bytes)
            round = Array(listeners.values)
            let turns = Int64(round.count / Self.listenersInTurn + 1)
            pace = .nanoseconds(Int64(Double(interval.nanoseconds) * Self.spread) / turns)
            turn(from: 0)
        }
    }

    private func turn(from start: Int) {
        let due = loop.now + pace
        let end = min(start + Self.listenersInTurn, round.count)
        for listener in round[start..<end] { _ = listener.sendPiece(piece) }
        if end < round.count {
            // Through the timer, not the queue of tasks: between two turns sockets are served.
            loop.scheduleTask(deadline: max(due, loop.now + Self.rest)) { [self] in
                turn(from: end)
            }
        } else {
            round = []
            isSending = false
        }
    }
}
