internal import Journal
package import Orders
package import Primitives
package import Service

/// What happens in a cell, for those who listen: one thread that reads the journal on for each, at
/// the pace at which the listener takes it.
///
/// There is no queue of events: the journal is one. A listener is a place in it, and who comes
/// again with the id of the last event goes on there. A listener that takes nothing for too long is
/// cut off, and the thread never waits for one.
package final class Events: Sendable {
    private struct State {
        var listeners: [UInt64: Listener] = [:]
        var lastNumber: UInt64 = 0
        var isStopped = false
        var failure: String?
    }

    let options: EventsOptions
    private let cell: Cell
    private let book: OrderBook
    private let clock: any WallClock
    private let state = ConditionLock(State())
    private let thread = ConditionLock<WorkThread?>(nil)

    /// How long batches gather, in nanoseconds: an event is no older than that when it goes out.
    private static let pause: UInt64 = 20_000_000
    /// How long the thread sleeps while nobody listens.
    private static let idlePause: UInt64 = 1_000_000_000
    /// How long it waits for the order book at once.
    private static let bookPatience: UInt64 = 200_000_000

    /// Reads the journal of a cell whose order book is kept; close it before the cell.
    package init(
        _ cell: Cell, book: OrderBook, options: EventsOptions = EventsOptions(),
        clock: any WallClock = SystemClock()
    ) {
        self.cell = cell
        self.book = book
        self.options = options
        self.clock = clock
        let thread = WorkThread(name: "events", niceness: 10) { [self] in run() }
        self.thread.withLock { $0 = thread }
    }

    /// Listeners now.
    package var listeners: Int { state.withLock { $0.listeners.count } }

    /// What was wrong with the last batch that was read; nil when nothing was.
    package var failure: String? { state.withLock { $0.failure } }

    /// Ends the thread; those who listen are left alone, and the server lets go of them.
    package func close() {
        state.withLock { $0.isStopped = true }
        state.broadcast()
        thread.withLock { $0 }?.join()
    }

    /// A stream of events that begins behind the one at `place`, or for nil behind all that has
    /// happened so far; one that does not follow ends there too.
    ///
    /// - Throws: 409 for an event that there was not yet, 503 where too many listen.
    package func stream(
        _ filter: EventFilter, after place: EventID?, follows: Bool
    ) throws(Problem) -> StreamSource {
        let tail = cell.journal.tail.position
        var start = place ?? EventID(batch: tail + 1, count: 0)
        if start.batch == 0 { start = EventID(batch: 1, count: 0) }
        guard start.batch <= tail || start == EventID(batch: tail + 1, count: 0) else {
            throw Self.unknown("\(start)")
        }
        let listener = Listener(filter: filter, place: start, last: follows ? nil : tail)
        let number = try add(listener)
        return StreamSource { [self] client in
            begin(number, client)
        } ended: { [self] in
            state.withLock { $0.listeners[number] = nil }
        }
    }

    /// 409 for an event that there was not.
    static func unknown(_ id: String) -> Problem {
        Problem(
            409, "unknown_event",
            "There was no event \(id) here: begin behind one that there was, or 0.0.")
    }

    private func add(_ listener: Listener) throws(Problem) -> UInt64 {
        let (merchant, buyer) = (listener.filter.merchant, listener.filter.buyer)
        let number: UInt64? = state.withLock { state in
            let same = state.listeners.values.count {
                $0.filter.merchant == merchant && $0.filter.buyer == buyer
            }
            let most = buyer == nil ? options.listenersOfMerchant : options.listenersOfBuyer
            guard state.listeners.count < options.maximumListeners, same < most else { return nil }
            state.lastNumber += 1
            state.listeners[state.lastNumber] = listener
            return state.lastNumber
        }
        guard let number else {
            throw Problem(
                503, "too_many_listeners", "Too many listen already: end another stream first.",
                retryAfterSeconds: 10)
        }
        return number
    }

    private func begin(_ number: UInt64, _ client: ClientStream) {
        let place = state.withLock { state -> EventID? in
            state.listeners[number]?.client = client
            state.listeners[number]?.began = clock.monotonicNanoseconds()
            return state.listeners[number]?.place
        }
        if let place { send(Self.opening(at: place), to: number, client, place) }
    }

    // MARK: The thread

    private func run() {
        let shelf = EventShelf(
            cell.journal, EventNames(book), maximumBytes: options.keptBytes)
        while let round = nextRound() {
            var isHeldUp = false
            for (number, listener, due) in round.due {
                guard let client = listener.client else { continue }
                switch due {
                case .nothing: break
                case .end: end(number, client)
                case .heartbeat:
                    send(Self.heartbeat(at: listener.place), to: number, client, listener.place)
                case .piece:
                    do throws(EventsError) {
                        let piece = try piece(
                            for: listener, tail: round.tail, shelf, round.merchants)
                        isHeldUp = isHeldUp || piece.isHeldUp
                        if piece.bytes.isEmpty {
                            state.withLock { $0.listeners[number]?.place = piece.place }
                        } else {
                            send(piece.bytes, to: number, client, piece.place)
                        }
                        state.withLock { $0.failure = nil }
                    } catch {
                        state.withLock { $0.failure = "\(error)" }
                        end(number, client)
                    }
                }
            }
            if isHeldUp { _ = cell.settleOrderBook(atMost: Self.bookPatience) }
        }
    }

    private struct Round {
        var due: [(number: UInt64, listener: Listener, due: Listener.Due)]
        var merchants: Set<MerchantID>
        var tail: UInt64
    }

    /// Waits until something is due, for a while; nil at the end.
    private func nextRound() -> Round? {
        let isIdle = state.withLock { $0.listeners.isEmpty }
        _ = state.wait(
            until: { [self] state in
                state.isStopped || isIdle && !state.listeners.isEmpty
                    || state.listeners.values.contains {
                        $0.isReady && $0.place.batch <= cell.journal.tail.position
                    }
            }, atMost: isIdle ? Self.idlePause : Self.pause)
        let tail = cell.journal.tail.position
        let now = clock.monotonicNanoseconds()
        return state.withLock { state in
            guard !state.isStopped else { return nil }
            var round = Round(due: [], merchants: [], tail: tail)
            for (number, listener) in state.listeners {
                round.merchants.insert(listener.filter.merchant)
                let due = listener.due(tail: tail, now: now, options)
                if due != .nothing { round.due.append((number, listener, due)) }
            }
            return round
        }
    }

    /// Sends a piece; the next one waits until it is taken.
    private func send(_ bytes: [UInt8], to number: UInt64, _ client: ClientStream, _ place: EventID)
    {
        let now = clock.monotonicNanoseconds()
        state.withLock { state in
            state.listeners[number]?.place = place
            state.listeners[number]?.isReady = false
            state.listeners[number]?.sent = now
        }
        client.send(bytes) { [state] isTaken in
            state.withLock { state in
                if isTaken {
                    state.listeners[number]?.isReady = true
                } else {
                    state.listeners[number] = nil
                }
            }
            state.signal()
        }
    }

    private func end(_ number: UInt64, _ client: ClientStream) {
        state.withLock { $0.listeners[number] = nil }
        client.end()
    }
}
