internal import Boards
internal import Catalogue
package import Primitives
package import Service
internal import Synchronization

/// Tells every edge what changes, on one thread.
package final class Edges: Sendable {
    private struct State {
        var inbox = EdgeInbox()
        var listeners: [UInt64: EdgeListener] = [:]
        var lastNumber: UInt64 = 0
        var hasNewRooms = false
        var isStopped = false
    }

    /// Edges that listen at most.
    package static let maximumListeners = 64
    /// How long changes gather, in nanoseconds.
    private static let pause: UInt64 = 20_000_000
    /// How long the thread sleeps while no edge listens.
    private static let idlePause: UInt64 = 500_000_000
    /// How often an edge hears something, in nanoseconds.
    private static let beat: UInt64 = 200_000_000
    /// How long a piece may be under way, in nanoseconds.
    private static let patience: UInt64 = 5_000_000_000

    private let sources: EdgeSources
    private let rooms: @Sendable () -> JSON
    private let clock: any WallClock
    private let boot: String
    private let state = ConditionLock(State())
    private let thread = ConditionLock<WorkThread?>(nil)

    /// Follows board and catalogue from now on.
    ///
    /// - Parameters:
    ///   - boot: names this start of the center; no other start has the same.
    ///   - rooms: the waiting rooms, as edges read them.
    package init(
        _ sources: EdgeSources, boot: UInt64, clock: any WallClock,
        rooms: @escaping @Sendable () -> JSON = { [] }
    ) {
        self.sources = sources
        self.rooms = rooms
        self.clock = clock
        self.boot = String(boot, radix: 16)
        let state = state
        sources.board.listen { changes in
            state.withLock { $0.inbox.add(changes) }
            state.signal()
        }
        sources.catalogue.onChange { merchant, change in
            state.withLock { $0.inbox.add(merchant, change) }
            state.signal()
        }
        let thread = WorkThread(name: "edges", niceness: 5) { [self] in run() }
        self.thread.withLock { $0 = thread }
    }

    /// Edges that listen now.
    package var listeners: Int { state.withLock { $0.listeners.count } }

    /// Tells every edge which waiting rooms there are.
    package func tellRooms() {
        state.withLock { $0.hasNewRooms = true }
        state.signal()
    }

    /// Ends the thread.
    package func close() {
        state.withLock { $0.isStopped = true }
        state.broadcast()
        thread.withLock { $0 }?.join()
    }

    /// The stream for an edge that has heard everything up to `id`.
    package func stream(after id: String?) throws(Problem) -> StreamSource {
        let number: UInt64? = state.withLock { state in
            guard state.listeners.count < Self.maximumListeners else { return nil }
            state.lastNumber += 1
            state.listeners[state.lastNumber] = EdgeListener(claimed: id ?? "")
            return state.lastNumber
        }
        guard let number else {
            throw Problem(
                503, "too_many_edges", "Too many edges listen already.", retryAfterSeconds: 5)
        }
        return StreamSource { [state] client in
            state.withLock {
                $0.listeners[number]?.client = client
                $0.listeners[number]?.isReady = true
            }
            state.signal()
        } ended: { [state] in
            state.withLock { $0.listeners[number] = nil }
        }
    }

    // MARK: The thread

    private func run() {
        let catalogue = sources.catalogue
        var desk = EdgeDesk(sources.board) { merchant, sku in
            (try? catalogue.sku(merchant, sku))?.product
        }
        var log = FeedLog(boot: boot)
        desk.readAll()
        while let (inbox, hasNewRooms) = nextInbox() {
            let now = clock.monotonicNanoseconds()
            let ticks = Int64(now / 1_000_000)
            for message in desk.take(inbox, at: clock.now(), ticks: ticks) {
                log.add(message.kind, message.data.bytes)
            }
            if hasNewRooms { log.add("rooms", rooms().bytes) }
            for (number, listener) in state.withLock({ $0.listeners }) {
                serve(number, listener, desk, log, now)
            }
        }
    }

    /// Waits for changes, for a while; nil at the end.
    private func nextInbox() -> (EdgeInbox, hasNewRooms: Bool)? {
        let isIdle = state.withLock { $0.listeners.isEmpty }
        _ = state.wait(
            until: { state in
                state.isStopped || !state.inbox.isEmpty || state.hasNewRooms
                    || state.listeners.values.contains { $0.isReady && !$0.isGreeted }
            }, atMost: isIdle ? Self.idlePause : Self.pause)
        return state.withLock { state in
            guard !state.isStopped else { return nil }
            let taken = (state.inbox, state.hasNewRooms)
            state.inbox = EdgeInbox()
            state.hasNewRooms = false
            return taken
        }
    }

    private func serve(
        _ number: UInt64, _ listener: EdgeListener, _ desk: EdgeDesk, _ log: FeedLog,
        _ now: UInt64
    ) {
        guard let client = listener.client else { return }
        guard listener.isReady else {
            if now &- listener.sent > Self.patience, listener.sent > 0 {
                state.withLock { $0.listeners[number] = nil }
                client.end()
            }
            return
        }
        var piece: [UInt8] = []
        let place = listener.isGreeted ? listener.place : log.place(listener.claimed)
        let missed = place.flatMap { log.messages(after: $0) }
        if listener.isGreeted, let missed {
            piece = missed
        } else {
            // The state comes behind what was missed, so that it is what counts.
            let whole = desk.whole(purging: missed == nil, keys: sources.keys(), rooms: rooms())
            piece = missed ?? []
            piece += FeedLog.piece("state", id: "\(log.boot)-\(log.last)", whole.bytes)
        }
        if piece.isEmpty {
            guard now &- listener.sent > Self.beat else { return }
            piece = Array(":\n\n".utf8)
        }
        state.withLock { state in
            state.listeners[number]?.place = log.last
            state.listeners[number]?.isGreeted = true
            state.listeners[number]?.isReady = false
            state.listeners[number]?.sent = now
        }
        client.send(piece) { [state] isTaken in
            state.withLock { state in
                if isTaken {
                    state.listeners[number]?.isReady = true
                } else {
                    state.listeners[number] = nil
                }
            }
        }
    }
}
