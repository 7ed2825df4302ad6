internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// One stream for any number of listeners. Each piece must make sense by itself: a listener that
/// does not keep up misses some.
package final class Broadcast: Sendable {
    /// Listeners at most; further ones are told to come back.
    package static let maximumListeners = 20_000

    private struct State {
        var lanes: [ObjectIdentifier: BroadcastLane] = [:]
        var latest: [UInt8]?
    }

    private let state = Mutex(State())
    private let count = Atomic<Int>(0)

    /// No listeners yet.
    package init() {}

    /// Listeners now.
    package var listeners: Int { count.load(ordering: .relaxed) }

    /// Sends a piece to every listener; gives the bytes to the event loops and returns.
    package func send(_ piece: [UInt8]) {
        let lanes = state.withLock { state in
            state.latest = piece
            return Array(state.lanes.values)
        }
        for lane in lanes { lane.send(piece) }
    }

    /// Adds a listener; on its event loop alone.
    func add(_ exchange: Exchange, headers: HTTPHeaders) {
        guard count.add(1, ordering: .relaxed).newValue <= Self.maximumListeners else {
            count.subtract(1, ordering: .relaxed)
            return exchange.reply(
                .problem(
                    Problem(503, "busy", "Too many listen: come back.", retryAfterSeconds: 5)))
        }
        let loop = exchange.eventLoop
        let (lane, latest) = state.withLock { state in
            let id = ObjectIdentifier(loop)
            let lane = state.lanes[id] ?? BroadcastLane(loop)
            state.lanes[id] = lane
            return (lane, state.latest)
        }
        exchange.startStream(headers: headers) { [self] in
            lane.remove(exchange)
            count.subtract(1, ordering: .relaxed)
        }
        lane.add(exchange)
        if let latest { _ = exchange.sendPiece(Exchange.chunk(latest)) }
    }
}
