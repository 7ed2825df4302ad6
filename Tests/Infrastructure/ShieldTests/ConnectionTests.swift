import Shield
import Testing

/// Slow clients are cut, quick ones never; floods of frames are survived.
@Suite struct ConnectionTests {
    private static let limits = ConnectionLimits()

    @Test func `a head that never ends is cut, however it drips`() {
        var watch = ConnectionWatch(Self.limits, ticks: 0)
        #expect(watch.check(ticks: 60_000) == nil)
        #expect(watch.check(ticks: 60_001) == .idle)
        watch.headBegan(ticks: 1000)
        for second in 2...11 {
            watch.headBegan(ticks: Int64(second) * 1000)
            #expect(watch.check(ticks: Int64(second) * 1000) == nil)
        }
        #expect(watch.check(ticks: 11_001) == .slowHead)
    }

    @Test func `a body must bring bytes, and not too many`() {
        var watch = ConnectionWatch(Self.limits, ticks: 0)
        watch.headEnded(ticks: 0)
        for second in 1...20 {
            #expect(watch.bodyArrived(bytes: 1024, ticks: Int64(second) * 1000) == nil)
        }
        var slow = ConnectionWatch(Self.limits, ticks: 0)
        slow.headEnded(ticks: 0)
        var cut: CutReason?
        for second in 1...20 where cut == nil {
            cut = slow.bodyArrived(bytes: 10, ticks: Int64(second) * 1000)
        }
        #expect(cut == .slowBody)
        #expect(watch.bodyArrived(bytes: 10 << 20, ticks: 20_001) == .largeBody)
    }

    @Test func `a reader that keeps an answer waiting is cut, a slow server is not its fault`() {
        var watch = ConnectionWatch(Self.limits, ticks: 0)
        watch.headEnded(ticks: 0)
        watch.bodyEnded(ticks: 100)
        #expect(watch.check(ticks: 300_000) == nil)
        watch.answerTaken(bytes: 100, left: 50_000, ticks: 300_000)
        #expect(watch.check(ticks: 304_000) == nil)
        #expect(watch.check(ticks: 307_000) == .slowReader)
        var quick = watch
        quick.answerTaken(bytes: 49_000, left: 1000, ticks: 301_000)
        #expect(quick.check(ticks: 310_000) == nil)
        quick.answerEnded(ticks: 310_000)
        #expect(quick.check(ticks: 311_000) == nil)
    }

    @Test func `connections are counted by prefix`() throws {
        let home = try #require(NetworkPrefix([192, 0, 2, 1]))
        let mobile = try #require(NetworkPrefix([198, 51, 100, 1]))
        var limits = Self.limits
        limits.connections = 2000
        var counts = ConnectionCounts(limits)
        func open(_ prefix: NetworkPrefix, _ kind: NetworkKind, _ count: Int) -> Int {
            var refused = 0
            for _ in 0..<count where counts.open(prefix, kind) != nil { refused += 1 }
            return refused
        }
        #expect(open(home, .broadband, 250) == 50)
        #expect(open(mobile, .carrier, 1600) == 0)
        #expect(open(mobile, .carrier, 1) == 1)
        #expect(counts.open == 1800)
        for _ in 0..<300 { counts.close(home) }
        #expect(counts.open == 1600)
        #expect(open(home, .broadband, 1) == 0)
    }

    @Test func `rapid reset is cut, leaving pages is not`() {
        var flood = StreamWatch(ticks: 0)
        var cut: Int?
        for number in 1...1000 where cut == nil {
            if flood.streamReset(ticks: Int64(number) / 10) != nil { cut = number }
        }
        #expect(cut == 101)
        var person = StreamWatch(ticks: 0)
        for number in 0..<100_000 {
            let ticks = Int64(number) * 5
            person.streamFinished(ticks: ticks)
            if number % 3 == 0 {
                let reason = person.streamReset(ticks: ticks)
                #expect(reason == nil)
            }
        }
    }

    @Test func `frames that bring nothing, and heads without end, are cut`() {
        var watch = StreamWatch(ticks: 0)
        let first = (1...1000).first { _ in watch.controlFrame(ticks: 1) != nil }
        #expect(first == 501)
        var slow = StreamWatch(ticks: 0)
        let never = (1...5000).first { slow.controlFrame(ticks: Int64($0) * 100) != nil }
        #expect(never == nil)
        var head = StreamWatch(ticks: 0)
        _ = head.headerFrame(isContinuation: false)
        let end = (1...100).first { _ in head.headerFrame(isContinuation: true) != nil }
        #expect(end == 17)
    }
}
