package import OrderCore
package import Primitives
internal import Synchronization

/// The figures of the big screen, for each merchant and for all: what the journal says of orders
/// and money, and what the HTTP layer counted. Rehearsal orders have figures of their own.
///
/// A reader copies the figures, whose arrays are shared until the fold changes them next, and adds
/// up outside the lock.
package final class SaleBoard: Sendable {
    struct Pair: Sendable, Codable {
        var real: SaleState
        var rehearsal: SaleState
    }

    private struct Copy {
        var figures: Pair
        var takenAt: UInt64
    }

    private struct Traffic {
        var all = TrafficFigures()
        var merchants: [MerchantID: TrafficFigures] = [:]
        var latencies = LatencyRing()
    }

    let figures: Mutex<Pair>
    private let copy: Mutex<Copy?>
    private let traffic = Mutex(Traffic())
    private let stock: StockBoard
    private let clock: any WallClock
    /// Readers within so many nanoseconds share one copy.
    private static let copyAge: UInt64 = 100_000_000

    init(stock: StockBoard, dayStart: Timestamp, clock: any WallClock) {
        self.stock = stock
        self.clock = clock
        let empty = SaleState(dayStart: dayStart.rawValue)
        figures = Mutex(Pair(real: empty, rehearsal: empty))
        copy = Mutex(nil)
    }

    /// Counts a step of a buyer, or of so many at once.
    package func count(_ step: FunnelStep, of merchant: MerchantID, times: Int64 = 1) {
        traffic.withLock { traffic in
            traffic.all.steps[step.rawValue] += times
            Self.with(merchant, &traffic) { $0.steps[step.rawValue] += times }
        }
    }

    /// Counts an answer to an order with the time from request to answer; nil for an answer that
    /// is no decision, such as `busy`.
    ///
    /// - Parameter entry: where the buyer of a new order enters the funnel; nil for no new order.
    package func count(
        answer code: DecisionCode?, of merchant: MerchantID, latencyNanoseconds: UInt64,
        entry: FunnelStep? = nil
    ) {
        let second = clock.now().rawValue / 1000
        traffic.withLock { traffic in
            traffic.all.count(code, entry)
            Self.with(merchant, &traffic) { $0.count(code, entry) }
            traffic.latencies.add(microseconds: latencyNanoseconds / 1000, at: second)
        }
    }

    /// The figures at `now`: of one merchant, or of all for nil; as they are in this moment where
    /// they are to be fresh, else a tenth of a second old at most.
    package func frame(
        for merchant: MerchantID?, at now: Timestamp, isRehearsal: Bool = false,
        isFresh: Bool = false
    ) -> ScreenFrame {
        let pair = isFresh ? figures.withLock { $0 } : currentFigures()
        let state = isRehearsal ? pair.rehearsal : pair.real
        var frame = ScreenFrame(state, merchant: merchant, at: now)
        frame.position = stock.position
        frame.burn(stock, rehearsal: isRehearsal)
        let (counts, latencies) = traffic.withLock { traffic in
            (
                merchant.map { traffic.merchants[$0] ?? TrafficFigures() } ?? traffic.all,
                traffic.latencies.merged(at: now.rawValue / 1000)
            )
        }
        frame.add(counts)
        frame.add(latencies)
        return frame
    }

    /// Folds a batch: figures change under the lock, a batch at a time.
    func fold(_ payload: RawSpan, position: UInt64, with fold: BoardFold) throws(BoardsError) {
        try figures.withLock { pair throws(BoardsError) in
            try fold.fold(payload, position: position, into: &pair)
        }
    }

    /// When the day began that the figures count from.
    var dayStart: Timestamp { Timestamp(figures.withLock { $0.real.dayStart }) }

    /// Forgets all figures, or takes those of a snapshot; says whether it took them.
    func start(with snapshot: FiguresSnapshot?) -> Bool {
        figures.withLock { pair in
            let dayStart = pair.real.dayStart
            if let known = snapshot?.figures, let real = known.real.onDay(from: dayStart),
                let rehearsal = known.rehearsal.onDay(from: dayStart)
            {
                pair = Pair(real: real, rehearsal: rehearsal)
                return true
            }
            pair = Pair(
                real: SaleState(dayStart: dayStart), rehearsal: SaleState(dayStart: dayStart))
            return false
        }
    }

    private func currentFigures() -> Pair {
        let now = clock.monotonicNanoseconds()
        return copy.withLock { copy in
            if let copy, now < copy.takenAt + Self.copyAge { return copy.figures }
            // Dropped first, so that the fold need not copy what nobody reads any more.
            copy = nil
            let pair = figures.withLock { $0 }
            copy = Copy(figures: pair, takenAt: now)
            return pair
        }
    }

    private static func with(
        _ merchant: MerchantID, _ traffic: inout Traffic, _ change: (inout TrafficFigures) -> Void
    ) {
        if traffic.merchants.count >= SaleState.maximumMerchants,
            traffic.merchants[merchant] == nil
        {
            return
        }
        change(&traffic.merchants[merchant, default: TrafficFigures()])
    }
}
