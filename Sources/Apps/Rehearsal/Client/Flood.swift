package import Primitives

/// The crowd at the door: keeps a bounded number of requests in flight, reacts to the answers, and
/// asks again, by the same key, for whatever got no final one.
package final class Flood: Sendable {
    private struct State {
        var shopper: Shopper
        var inFlight: [UInt64: (request: Request, sentAt: UInt64)] = [:]
        var again: [Request] = []
        var agenda = Agenda()
        var lastToken: UInt64 = 0
        var tally = FloodTally()
        var life = 0
        /// Since when, and since which life, nobody is answered.
        var down: (since: UInt64, life: Int)?
    }

    /// Requests in flight at most.
    package let window: Int
    private let ledger: Ledger
    private let clock: any WallClock
    private let state: ConditionLock<State>

    /// Requests that one write carries at most.
    private static let writeSize = 64
    /// After an answer that is not final, the same is asked again.
    private static let retryNanoseconds: UInt64 = 30_000_000
    private static let patienceNanoseconds: UInt64 = 2_000_000

    /// A crowd drawn from `random`, whose first requests open the shop.
    package init(
        ledger: Ledger, random: SeededRandom, window: Int = 512,
        clock: any WallClock = SystemClock()
    ) {
        self.ledger = ledger
        self.window = window
        self.clock = clock
        var state = State(shopper: Shopper(random: random))
        state.again = state.shopper.shop.opening(now: clock.now())
        self.state = ConditionLock(state)
    }

    /// What happened so far.
    package var tally: FloodTally { state.withLock { $0.tally } }

    /// Takes a line that the cell wrote.
    package func take(_ line: [UInt8]) {
        guard let reply = ledger.received(line), let token = reply.token else { return }
        let now = clock.monotonicNanoseconds()
        state.withLock { state in
            guard let (request, sentAt) = state.inFlight.removeValue(forKey: token) else { return }
            state.tally.answered(reply, microseconds: (now - sentAt) / 1000)
            if let down = state.down, state.life > down.life {
                state.tally.outagesMilliseconds.append(Double(now - down.since) / 1e6)
                state.down = nil
            }
            guard reply.isDecided else {
                return state.agenda.add(request, due: now + Self.retryNanoseconds)
            }
            for planned in state.shopper.react(to: request, reply) {
                state.agenda.add(planned.request, due: now + planned.afterMilliseconds * 1_000_000)
            }
        }
        state.signal()
    }

    /// A cell is up: what was asked of the one before is to be asked again.
    package func begin() {
        ledger.note("ready")
        state.withLock { $0.life += 1 }
    }

    /// The cell was killed at `moment`.
    package func wasKilled(at moment: UInt64) {
        state.withLock { state in
            if state.down == nil { state.down = (moment, state.life) }
        }
    }

    /// The cell is gone, and no answer of it will come any more: asks for the rest again next time.
    package func lost() {
        state.withLock { state in
            state.tally.unanswered += state.inFlight.count
            state.again += state.inFlight.sorted { $0.key < $1.key }.map(\.value.request)
            state.inFlight = [:]
        }
    }

    /// Opens the shop: returns when everything that is to be asked at present is answered.
    package func settle(on process: CellProcess, atMostSeconds seconds: UInt64) -> Bool {
        run(on: process, until: 0, settlingFor: seconds)
    }

    /// Asks for orders until `end`, then for what is still open; false when the cell is gone, or
    /// has not answered everything `seconds` after the end.
    package func run(on process: CellProcess, until end: UInt64, settlingFor seconds: UInt64)
        -> Bool
    {
        let limit = max(end, clock.monotonicNanoseconds()) + seconds * 1_000_000_000
        while true {
            let now = clock.monotonicNanoseconds()
            let (requests, isDone) = next(now, ordering: now < end)
            if !requests.isEmpty {
                guard process.child.write(ledger.willSend(requests)) else { return false }
                continue
            }
            if isDone && now >= end { return true }
            guard process.child.exitNow == nil, now < limit else { return false }
            _ = state.wait(
                until: { [window] in $0.inFlight.count < window / 2 && now < end },
                atMost: Self.patienceNanoseconds)
        }
    }

    /// What to send now, and whether nothing is open any more.
    private func next(_ now: UInt64, ordering: Bool) -> ([Request], isDone: Bool) {
        state.withLock { state in
            var requests: [Request] = []
            let room = min(Self.writeSize, window - state.inFlight.count)
            while requests.count < room {
                if !state.again.isEmpty {
                    requests.append(state.again.removeFirst())
                } else if let due = state.agenda.take(now: now) {
                    requests.append(due)
                } else if ordering {
                    requests += state.shopper.click()
                } else {
                    break
                }
            }
            for index in requests.indices {
                state.lastToken += 1
                requests[index].token = state.lastToken
                state.inFlight[state.lastToken] = (requests[index], now)
            }
            return (requests, state.inFlight.isEmpty && state.agenda.isEmpty)
        }
    }
}
