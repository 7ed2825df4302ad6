import Benchmarks
import Testing

@Suite struct MeasureTests {
    private func check(
        _ value: Double, _ goal: Goal?, rival: Double? = nil, holds: Bool?,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let measure = Measure(
            id: "a", title: "A", value: value, unit: "1/s", against: rival.map { _ in "B" },
            rivalValue: rival, goal: goal)
        #expect(measure.holds == holds, sourceLocation: location)
    }

    @Test func `a goal on the value includes its limit`() {
        check(10, .value(atLeast: 10), holds: true)
        check(9.99, .value(atLeast: 10), holds: false)
        check(10, .value(atMost: 10), holds: true)
        check(10.01, .value(atMost: 10), holds: false)
    }

    @Test func `a goal on the ratio compares with the rival`() {
        check(50, .ratio(atLeast: 0.5), rival: 100, holds: true)
        check(49, .ratio(atLeast: 0.5), rival: 100, holds: false)
        check(200, .ratio(atMost: 2), rival: 100, holds: true)
        check(201, .ratio(atMost: 2), rival: 100, holds: false)
    }

    @Test func `without a goal or its rival nothing is claimed`() {
        check(1, nil, rival: 2, holds: nil)
        check(1, .ratio(atLeast: 1), holds: nil)
    }

    @Test func `what is not a number reaches no goal`() {
        check(.nan, .value(atLeast: 0), holds: false)
        check(.nan, .value(atMost: 0), holds: false)
        check(1, .ratio(atLeast: 1), rival: 0, holds: false)
    }
}
