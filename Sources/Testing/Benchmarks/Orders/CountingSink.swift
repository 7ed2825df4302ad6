internal import Histogram
internal import OrderCore
package import Orders
internal import Primitives
internal import Synchronization

/// Counts a flood's answers, and, where the token is the time an order was due, how long each took.
package final class CountingSink: AnswerSink {
    private struct Times {
        var histogram: Histogram<UInt32>
        var isOn = false
    }

    private let clock = SystemClock()
    private let answered = Atomic<Int>(0)
    private let accepted = Atomic<Int>(0)
    private let times: ConditionLock<Times>

    /// - Parameter measuresTime: tokens are nanoseconds of the monotonic clock.
    package init(measuresTime: Bool) {
        times = ConditionLock(
            Times(
                histogram: Histogram<UInt32>(
                    lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000,
                    numberOfSignificantValueDigits: .three), isOn: measuresTime))
    }

    /// Counts.
    package func deliver(_ answers: ArraySlice<Answer>) {
        var good = 0
        for answer in answers where answer.outcome == .decided && answer.decision.code == .accepted
        { good += 1 }
        times.withLock { times in
            guard times.isOn else { return }
            let now = clock.monotonicNanoseconds()
            for answer in answers where answer.token > 0 {
                times.histogram.record((now - min(now, answer.token)) / 1000)
            }
        }
        accepted.wrappingAdd(good, ordering: .relaxed)
        answered.wrappingAdd(answers.count, ordering: .releasing)
    }

    /// Answers so far.
    package var answerCount: Int { answered.load(ordering: .acquiring) }
    /// Accepted orders so far.
    package var acceptedCount: Int { accepted.load(ordering: .relaxed) }

    /// How long answers took, in milliseconds: at these percentiles, and at most.
    package func milliseconds(at percentiles: [Double]) -> (at: [Double], most: Double) {
        times.withLock { times in
            let at = percentiles.map { Double(times.histogram.valueAtPercentile($0)) / 1000 }
            return (at, Double(times.histogram.max) / 1000)
        }
    }
}
