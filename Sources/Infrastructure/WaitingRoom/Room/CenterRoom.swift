internal import Primitives

/// The center's half of a room: it draws, paces, moves the frontier and leases credits.
///
/// It keeps no list of waiters. Edges tell how many stand where; the frontier is a point on the
/// line, and whoever is before it comes in when a credit is there. So nobody overtakes by more than
/// the few who are let in at the same moment, and who is idle holds nobody up.
package struct CenterRoom: Sendable {
    /// An edge that is silent for so long is taken for cut off: others go on without its waiters.
    package static let silenceMilliseconds: Int64 = 5000
    /// How long a head of the line has to show itself before the next are called.
    package static let headPatienceMilliseconds: Int64 = 3000
    /// Credits that can pile up, in seconds of the rate: many while people are called and on their
    /// way, few while nobody waits, as all of them could come in at one moment.
    private static let waitingSeconds = 4
    private static let idleSeconds = 1

    struct EdgeView: Sendable {
        var incarnation: UInt64
        var heardAt: Int64
        var door: UInt32
        var density: LineDensity
        /// Heads that the frontier passed, by when, and who have not come in yet.
        var called: [(ticks: Int64, heads: Double)] = []

        var expected: Double { called.reduce(0) { $0 + $1.heads } }
    }

    /// What the room is like.
    package let settings: RoomSettings
    /// Where the room is in its life.
    package private(set) var phase: RoomPhase = .gathering
    /// Who is up to here may come in.
    package internal(set) var frontier: Position = .first
    /// The book of credits.
    package internal(set) var lessor: CreditLessor

    private let seed: DrawSeed
    private var pacer = RatePacer()
    private var stockLeft: Int64?
    private var pace = PaceWindows()
    var edges: [EdgeID: EdgeView] = [:]

    /// Opens the room's book in a new epoch, after what an epoch before made durable. Nil when the
    /// seed is not the one that was committed to.
    package init?(
        _ settings: RoomSettings, seed: DrawSeed, epoch: UInt32,
        after checkpoint: LessorCheckpoint? = nil
    ) {
        guard seed.commitment == settings.commitment else { return nil }
        self.settings = settings
        self.seed = seed
        lessor = CreditLessor(epoch: epoch, after: checkpoint)
    }

    /// Takes in what the order core says; no stock left sends the queue home.
    package mutating func take(_ report: CapacityReport, at now: Moment) {
        pacer.take(report, ticks: now.ticks)
        stockLeft = report.stockLeft
        if let left = report.stockLeft, left <= 0 { dismiss(.soldOut) }
    }

    /// Sends the queue home. Credits that no edge holds are gone at once.
    package mutating func dismiss(_ reason: Dismissal) {
        if case .dismissed = phase { return }
        phase = .dismissed(reason)
        lessor.withdraw()
    }

    /// Takes an edge's report in and answers it.
    package mutating func answer(_ report: EdgeReport, at now: Moment) -> CenterAnswer {
        let (used, settled) = lessor.settle(report, ticks: now.ticks)
        pace.add(used, ticks: now.ticks)
        note(report, used, at: now)
        step(at: now)
        let leased = lease(to: report, at: now)
        let grant = CenterGrant(
            epoch: lessor.epoch, edge: report.edge, incarnation: report.incarnation,
            report: report.number, lease: leased?.lease, settled: settled, phase: phase,
            frontier: frontier, density: density(at: now), outlook: outlook(at: now))
        return CenterAnswer(checkpoint: leased?.checkpoint, grant: grant)
    }

    /// Who waits at the edges that are heard.
    package func density(at now: Moment) -> LineDensity {
        var sum = LineDensity()
        for edge in edges.values where isHeard(edge, at: now) { sum.add(edge.density) }
        return sum
    }

    /// How fast it went lately.
    package func outlook(at now: Moment) -> Outlook {
        let rate = pacer.rate(ticks: now.ticks) * 60
        let seen = pace.perMinute(ticks: now.ticks)
        return Outlook(
            slowestPerMinute: min(rate, seen?.slowest ?? rate),
            fastestPerMinute: max(rate, seen?.fastest ?? rate), stockLeft: stockLeft)
    }

    func isHeard(_ edge: EdgeView, at now: Moment) -> Bool {
        now.ticks - edge.heardAt <= Self.silenceMilliseconds
    }

    private mutating func note(_ report: EdgeReport, _ used: UInt64, at now: Moment) {
        guard edges[report.edge] != nil || edges.count < CreditLessor.maximumEdges else { return }
        var view =
            edges[report.edge]
            ?? EdgeView(
                incarnation: report.incarnation, heardAt: now.ticks, door: 0,
                density: LineDensity())
        guard report.incarnation >= view.incarnation else { return }
        view.incarnation = report.incarnation
        view.heardAt = now.ticks
        view.door = report.door
        view.density = report.density
        // Whoever came in is no longer expected, the longest called first.
        var arrived = Double(used)
        while arrived > 0, let first = view.called.first {
            if first.heads > arrived {
                view.called[0].heads -= arrived
                arrived = 0
            } else {
                arrived -= first.heads
                view.called.removeFirst()
            }
        }
        view.called.removeAll { now.ticks - $0.ticks > Self.headPatienceMilliseconds }
        edges[report.edge] = view
    }

    private mutating func step(at now: Moment) {
        if case .gathering = phase, now.wall >= settings.startsAt { phase = .admitting(seed) }
        let credits = pacer.step(ticks: now.ticks)
        guard case .admitting = phase else { return }
        let seconds = frontier == .last ? Self.idleSeconds : Self.waitingSeconds
        let most = UInt64(max(1, pacer.rate(ticks: now.ticks) * seconds))
        let unused = lessor.free + lessor.unused(ticks: now.ticks)
        lessor.release(min(credits, most > unused ? most - unused : 0))
        moveFrontier(at: now)
    }

    private mutating func lease(to report: EdgeReport, at now: Moment) -> (
        lease: CreditLease, checkpoint: LessorCheckpoint?
    )? {
        guard case .admitting = phase, let view = edges[report.edge],
            view.incarnation == report.incarnation
        else { return nil }
        var wanted = max(view.expected, Double(view.door))
        if frontier == .last {
            let share = pacer.rate(ticks: now.ticks) / max(1, edges.count)
            wanted = max(wanted, Double(max(1, share)))
        }
        let held = lessor.unused(by: report.edge, ticks: now.ticks)
        let count = UInt64(wanted.rounded(.up))
        guard count > held else { return nil }
        return lessor.lease(
            to: report.edge, incarnation: report.incarnation, upTo: count - held,
            deadAt: now.ticks + settings.leaseMilliseconds + settings.leaseMargin)
    }
}
