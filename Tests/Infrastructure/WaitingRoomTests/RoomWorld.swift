import Primitives
import WaitingRoom

/// A whole room in one thread, from a seed: a center, edges, a network that loses, doubles and
/// delays, clocks that disagree, and people who wait.
struct RoomWorld {
    /// A mistake that is planted, so that the alarm can be heard.
    enum Plant: String, CaseIterable {
        case none
        /// A center starts after an old checkpoint, as if its store had lost one.
        case staleCheckpoint
        /// An edge starts from a copy of its memory, with the same incarnation.
        case resurrectedEdge
        /// An edge's monotonic clock runs at half speed.
        case slowClock
        /// An edge says that it used fewer credits than it did.
        case underReporting
    }

    struct Options {
        var waiters = 1500
        var perSecond = 150
        var seconds = 60
        var isCalm = false
        /// Edge 1 hears nothing in this part of the run, in milliseconds.
        var cut: Range<Int64> = 12_000..<24_000
        var plant = Plant.none
        var stock: Int64?
        /// Of a hundred, who close the page for good at some time.
        var leaversPercent = 10
    }

    static let step: Int64 = 50
    static let edgeCount = 3

    enum Message {
        case report(EdgeReport)
        case grant(CenterGrant)
    }

    let seed: UInt64
    let options: Options
    var random: SeededRandom
    let room: Room
    var now: Int64 = -30_000

    var centers: [CenterRoom] = []
    var checkpoint: LessorCheckpoint?
    var firstCheckpoint: LessorCheckpoint?
    var edges: [EdgeRoom] = []
    var copies: [EdgeRoom?]
    var clocks: [WorldClock] = []
    var network: [Int64: [Message]] = [:]
    var people: [WorldPerson] = []
    var polls: [Int64: [Int]] = [:]
    var spent = SpentPasses()

    var admitted = 0
    var serials: Set<UInt64> = []
    var deadlines: [(epoch: UInt32, lease: CreditLease, deadAt: Int64)] = []
    var checkedOut = 0
    var pollCount = 0
    var predictions = (right: 0, all: 0)
    var failure: String?

    init(seed: UInt64, _ options: Options = Options()) throws {
        self.seed = seed
        self.options = options
        random = SeededRandom(seed: seed)
        room = try Room(seed: seed)
        copies = Array(repeating: nil, count: Self.edgeCount)
        openCenter()
        for edge in 0...Self.edgeCount {
            // Civil clocks are within half of the skew of true time, monotonic within half a drift.
            var clock = WorldClock(
                offset: drawLong(-1000...1000), origin: drawLong(0...1_000_000),
                perMille: drawLong(-10...10))
            if options.isCalm { (clock.offset, clock.perMille) = (0, 0) }
            if options.plant == .slowClock, edge == 1 { clock.perMille = -500 }
            clocks.append(clock)
            if edge < Self.edgeCount { edges.append(newEdge(edge, incarnation: 1)) }
        }
        for index in 0..<options.waiters {
            let isEarly = draw(0...99) < 80
            let joins = isEarly ? drawLong(-29_000...(-1500)) : drawLong(1500...20_000)
            var person = WorldPerson(presenter: Room.buyer(index), edge: draw(0...2))
            if draw(1...100) <= options.leaversPercent { person.leavesAt = drawLong(0...40_000) }
            people.append(person)
            polls[Self.slot(joins), default: []].append(index)
        }
    }

    static func slot(_ time: Int64) -> Int64 { time / step * step }

    mutating func drawLong(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &random)
    }

    mutating func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    func moment(_ clock: Int) -> Moment { clocks[clock].moment(at: now) }

    func newEdge(_ edge: Int, incarnation: UInt64) -> EdgeRoom {
        EdgeRoom(
            room.settings, seals: room.seals, edge: EdgeID(UInt16(edge)), incarnation: incarnation)
    }

    mutating func openCenter() {
        let epoch = (centers.last?.lessor.epoch ?? 0) + 1
        let from = options.plant == .staleCheckpoint ? firstCheckpoint : checkpoint
        guard let center = CenterRoom(room.settings, seed: room.seed, epoch: epoch, after: from)
        else { return }
        // The one before goes on for a while: it does not know that it was replaced.
        centers = Array(centers.suffix(1)) + [center]
    }

    func isCut(_ edge: Int) -> Bool { edge == 1 && options.cut.contains(now) }

    mutating func fail(_ what: String) {
        if failure == nil { failure = "seed \(seed), \(now) ms: \(what)" }
    }
}

/// A machine's clocks, as true time makes them.
struct WorldClock {
    var offset: Int64
    var origin: Int64
    var perMille: Int64

    func moment(at time: Int64) -> Moment {
        Moment(
            wall: Room.start.adding(milliseconds: time + offset),
            ticks: origin + 100_000 + time + time * perMille / 1000)
    }
}

/// Somebody who waits.
struct WorldPerson {
    var presenter: Presenter
    var edge: Int
    var ticket: String?
    var leavesAt: Int64 = .max
    var position: Position?
    var admittedAt: Int64?
    var isAnswered = false
    /// What the first estimate said: the bounds of the moment of coming in.
    var promised: (from: Int64, to: Int64)?
    var wasDismissed = false
}
