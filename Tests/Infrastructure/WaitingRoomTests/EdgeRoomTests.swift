import Primitives
import Testing
import WaitingRoom

/// What an edge answers, case by case.
@Suite struct EdgeRoomTests {
    private func open(_ room: Room, rate: Int = 1000, stock: Int64? = nil) throws -> (
        EdgeRoom, CenterRoom
    ) {
        let edge = EdgeRoom(
            room.settings, seals: room.seals, edge: EdgeID(1), incarnation: 1)
        var center = try #require(CenterRoom(room.settings, seed: room.seed, epoch: 1))
        center.take(
            CapacityReport(perSecond: rate, backlog: 0, maximumBacklog: 100, stockLeft: stock),
            at: Room.moment(-500))
        return (edge, center)
    }

    private func talk(_ edge: inout EdgeRoom, _ center: inout CenterRoom, at time: Int64) -> Bool {
        let answer = center.answer(edge.report(at: Room.moment(time)), at: Room.moment(time))
        return edge.take(answer.grant, at: Room.moment(time))
    }

    private func waiting(_ answer: RoomAnswer) throws -> WaitingView {
        guard case .waiting(let view) = answer else {
            throw Surprise(answer: answer)
        }
        return view
    }

    private struct Surprise: Error { var answer: RoomAnswer }

    @Test func `a place outlives reloads, and the start brings a draw`() throws {
        let room = try Room()
        var (edge, center) = try open(room)
        let me = Room.buyer(1)
        let first = try waiting(edge.poll(me, at: Room.moment(-60_000)))
        #expect(first.stage == .gathering && first.estimate == nil && first.drawn == nil)
        let again = try waiting(edge.poll(me, ticket: first.ticket, at: Room.moment(-50_000)))
        #expect(again.joined == first.joined)
        let news = [-400, 0, 500].map { talk(&edge, &center, at: $0) }
        #expect(news == [false, true, false])
        guard
            case .admitted(let pass, let text) = edge.poll(
                me, ticket: again.ticket, at: Room.moment(600))
        else {
            Issue.record("not let in")
            return
        }
        // The answer was lost and the page is loaded again: the same pass, no second credit.
        #expect(
            edge.poll(me, ticket: again.ticket, at: Room.moment(700))
                == .admitted(pass, text: text))
        #expect(edge.admitted == 1)
        #expect(edge.poll(me, pass: text, at: Room.moment(800)) == .inside(pass))
        let other = edge.poll(Room.buyer(2), pass: text, at: Room.moment(800))
        #expect(other != .inside(pass))
    }

    @Test func `nobody is let in without a word from the center`() throws {
        let room = try Room()
        var (edge, center) = try open(room)
        let view = try waiting(edge.poll(Room.buyer(1), at: Room.moment(-1000)))
        let after = try waiting(
            edge.poll(Room.buyer(1), ticket: view.ticket, at: Room.moment(5000)))
        #expect(after.stage == .drawing && after.isCutOff)
        center.take(
            CapacityReport(perSecond: 1000, backlog: 0, maximumBacklog: 100),
            at: Room.moment(4900))
        for time in stride(from: Int64(5000), to: 8000, by: 500) {
            _ = talk(&edge, &center, at: time)
        }
        // Cut off: credits that are left are good until the lease ends, and not a moment longer.
        guard
            case .admitted = edge.poll(
                Room.buyer(1), ticket: after.ticket, at: Room.moment(8000))
        else {
            Issue.record("not let in")
            return
        }
        guard case .admitted = edge.poll(Room.buyer(2), at: Room.moment(8800)) else {
            Issue.record("not let in within the lease")
            return
        }
        let late = try waiting(edge.poll(Room.buyer(3), at: Room.moment(12_000)))
        let later = try waiting(
            edge.poll(Room.buyer(3), ticket: late.ticket, at: Room.moment(200_000)))
        #expect(later.isCutOff && later.estimate == nil)
        #expect(later.joined == late.joined)
    }

    @Test func `copies are refused; what is spoilt joins anew`() throws {
        let room = try Room()
        var (edge, _) = try open(room)
        let mine = try waiting(edge.poll(Room.device(1), at: Room.moment(-1000)))
        #expect(
            edge.poll(Room.device(2), ticket: mine.ticket, at: Room.moment(-900))
                == .refused(.copied))
        let spoilt = try waiting(
            edge.poll(Room.device(2), ticket: "x" + mine.ticket, at: Room.moment(-900)))
        #expect(spoilt.note == .unreadable && spoilt.ticket != mine.ticket)
        let late = try waiting(
            edge.poll(Room.device(1), ticket: mine.ticket, at: Room.moment(700_000)))
        #expect(late.note == .expired)
        #expect(edge.poll(Presenter(), at: Room.moment(0)) == .unidentified)
    }

    @Test func `a seed that was exchanged is not taken`() throws {
        let room = try Room(seed: 1)
        var (edge, center) = try open(room)
        let other = try Room(seed: 2).seed
        var answer = center.answer(edge.report(at: Room.moment(10)), at: Room.moment(10)).grant
        answer.phase = .admitting(other)
        let isNews = edge.take(answer, at: Room.moment(20))
        #expect(!isNews)
        #expect(edge.isCutOff(at: Room.moment(20)))
    }

    @Test func `a backlog, a stale report and the end of stock stop the flow`() {
        var pacer = RatePacer()
        func report(_ backlog: Int) -> CapacityReport {
            CapacityReport(perSecond: 1000, backlog: backlog, maximumBacklog: 100)
        }
        #expect(pacer.rate(ticks: 0) == 0)
        for (backlog, rate) in [(0, 1000), (50, 1000), (75, 500), (100, 0), (1000, 0), (-5, 1000)] {
            pacer.take(report(backlog), ticks: 0)
            #expect(pacer.rate(ticks: 0) == rate)
        }
        pacer.take(report(0), ticks: 0)
        #expect(pacer.rate(ticks: 5000) == 1000)
        #expect(pacer.rate(ticks: 5001) == 0)
        #expect(pacer.step(ticks: 0) == 0)
        #expect((1...1000).reduce(0) { $0 + pacer.step(ticks: Int64($1)) } == 1000)
        #expect(pacer.step(ticks: 900) == 0)
    }

    @Test func `lost, doubled and late words change no sum`() throws {
        var lessor = CreditLessor(epoch: 1)
        lessor.release(100)
        func report(_ leases: [LeaseUse], incarnation: UInt64 = 1, epoch: UInt32 = 1) -> EdgeReport
        {
            EdgeReport(
                edge: EdgeID(1), incarnation: incarnation, number: 1, epoch: epoch, leases: leases,
                door: 0, density: LineDensity())
        }
        let lease = lessor.lease(to: EdgeID(1), incarnation: 1, upTo: 60, deadAt: 3000)
        let given = try #require(lease)
        #expect(given.lease.count == 60 && given.checkpoint?.granted == 100)
        #expect(lessor.free == 40)
        let number = given.lease.number
        let use = LeaseUse(number: number, used: 10, isClosed: false)
        #expect(lessor.settle(report([use]), ticks: 10).newlyUsed == 10)
        #expect(lessor.settle(report([use]), ticks: 11).newlyUsed == 0)
        // Another epoch's word is nothing here; neither is one of a start before.
        let close = LeaseUse(number: number, used: 20, isClosed: true)
        #expect(lessor.settle(report([close], epoch: 2), ticks: 12).newlyUsed == 0)
        #expect(lessor.free == 40)
        #expect(lessor.settle(report([close]), ticks: 13) == (10, [number]))
        #expect(lessor.free == 80)
        #expect(lessor.settle(report([close]), ticks: 14) == (0, [number]))
        #expect(lessor.free == 80)
        // A new start of the edge forfeits what the one before held.
        let more = lessor.lease(to: EdgeID(1), incarnation: 1, upTo: 30, deadAt: 3000)
        #expect(more?.lease.count == 30)
        _ = lessor.settle(report([], incarnation: 2), ticks: 20)
        #expect(lessor.forfeited == 30 && lessor.free == 50)
        #expect(lessor.lease(to: EdgeID(1), incarnation: 1, upTo: 5, deadAt: 3000) == nil)
        // A new center counts all that was reserved as used.
        let next = CreditLessor(epoch: 2, after: given.checkpoint)
        #expect(next.granted == 100 && next.free == 0)
    }
}
