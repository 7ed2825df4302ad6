internal import OrderCore

/// What the HTTP layer counts for one merchant, or for all.
struct TrafficFigures: Sendable {
    /// Seconds that percentiles look back.
    static let seconds = 10

    var steps = [Int64](repeating: 0, count: FunnelStep.allCases.count)
    /// By raw value of the decision's code.
    var answers = [Int64](repeating: 0, count: 64)
    /// Answers without a decision: busy, unavailable and the like.
    var undecided: Int64 = 0

    mutating func count(_ code: DecisionCode?, _ entry: FunnelStep?) {
        if let entry, entry.rawValue <= FunnelStep.order.rawValue {
            for step in entry.rawValue...FunnelStep.order.rawValue { steps[step] += 1 }
        }
        guard let code else {
            undecided += 1
            return
        }
        answers[Int(code.rawValue)] += 1
    }
}

/// The latencies of the last seconds.
struct LatencyRing: Sendable {
    private var seconds = [LatencyHistogram](
        repeating: LatencyHistogram(), count: TrafficFigures.seconds + 1)
    private var newest: Int64 = 0

    mutating func add(microseconds: UInt64, at second: Int64) {
        advance(to: second)
        guard second > newest - Int64(seconds.count) else { return }
        seconds[Int(second % Int64(seconds.count))].add(microseconds: microseconds)
    }

    /// All latencies of the ten whole seconds before `second`, and of this one.
    mutating func merged(at second: Int64) -> LatencyHistogram {
        advance(to: second)
        return seconds.reduce(into: LatencyHistogram()) { $0.merge($1) }
    }

    private mutating func advance(to second: Int64) {
        guard second > newest, second >= 0 else { return }
        let gap = min(second - newest, Int64(seconds.count))
        for cleared in (second - gap + 1)...second {
            seconds[Int(cleared % Int64(seconds.count))].clear()
        }
        newest = second
    }
}
