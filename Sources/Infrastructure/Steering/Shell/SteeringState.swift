internal import IPLibrary
package import Primitives
internal import Synchronization

/// What steering knows, and the thread that turns it into maps: reports come in, answers go out by
/// the map that was published last.
///
/// A look-up takes no lock of this state: whoever answers keeps the map and asks one atomic number
/// whether there is a newer one.
package final class SteeringState: Sendable {
    private struct Inner {
        var board: NodeBoard
        var meter: DemandMeter
        var counts: [Int]
        var map: SteeringMap
        var isUrgent = false
        var isStopped = false
        var foldedAt: UInt64 = 0
    }

    /// How often silence is looked for, in nanoseconds.
    private static let tick: UInt64 = 50_000_000

    /// From addresses to pools.
    package let clients: ClientMap
    private let inner: ConditionLock<Inner>
    private let published: Mutex<SteererBox>
    private let version: Atomic<UInt64>
    private let clock: any WallClock
    private let keeper: MapKeeper?
    private let thread = Mutex<WorkThread?>(nil)
    private let onTrouble: @Sendable (String) -> Void

    /// Starts with the map that `keeper` has, or with none, and follows reports from now on.
    package init(
        plan: SteeringPlan, clients: ClientMap, keeper: MapKeeper?, clock: any WallClock,
        onTrouble: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.clients = clients
        self.clock = clock
        self.keeper = keeper
        self.onTrouble = onTrouble
        let now = clock.monotonicNanoseconds()
        var board = NodeBoard(plan.nodes)
        var meter = DemandMeter(pools: plan.pools.count)
        var map = SteeringMap(empty: plan)
        if let kept = keeper?.load(plan) {
            map = kept.map
            meter.restore(kept.demand)
            let states = zip(plan.nodes, kept.map.states).map { ($0.name, $1) }
            board.restore(Dictionary(states, uniquingKeysWith: { first, _ in first }), at: now)
        }
        published = Mutex(SteererBox(Steerer(map: map, clients: clients)))
        version = Atomic(map.version)
        inner = ConditionLock(
            Inner(
                board: board, meter: meter,
                counts: Array(repeating: 0, count: plan.pools.count), map: map, foldedAt: now))
        thread.withLock { $0 = WorkThread(name: "steering") { [self] in work() } }
    }

    /// The number of the map that is published.
    package var publishedVersion: UInt64 { version.load(ordering: .acquiring) }

    /// The steerer of the map that is published.
    package var steerer: Steerer { published.withLock { $0 }.steerer }

    /// Takes a report; gives what is known of the node now, nil for a node that is not known.
    package func take(_ report: NodeReport, of name: String) -> NodeState? {
        let now = clock.monotonicNanoseconds()
        let (state, isUrgent): (NodeState?, Bool) = inner.withLock { inner in
            guard let number = inner.board.number(of: name) else { return (nil, false) }
            let isUrgent = inner.board.take(report, of: number, at: now)
            inner.isUrgent = inner.isUrgent || isUrgent
            return (inner.board.states[number], isUrgent)
        }
        if isUrgent { inner.signal() }
        return state
    }

    /// Takes how many answers each pool got.
    package func count(_ answers: [Int]) {
        inner.withLock { inner in
            for (pool, count) in zip(inner.counts.indices, answers) { inner.counts[pool] += count }
        }
    }

    /// Takes one answer that a pool got.
    package func count(pool: Int) { inner.withLock { $0.counts[pool] += 1 } }

    /// What is known of the nodes now.
    package var states: [NodeState] { inner.withLock { $0.board.states } }

    /// Stops following, and keeps the last map.
    package func stop() {
        inner.withLock { $0.isStopped = true }
        inner.broadcast()
        thread.withLock { $0 }?.join()
        keep(force: true)
    }

    private func work() {
        while true {
            _ = inner.wait(until: { $0.isUrgent || $0.isStopped }, atMost: Self.tick)
            let now = clock.monotonicNanoseconds()
            let (next, isStopped): (SteeringMap?, Bool) = inner.withLock { inner in
                (inner.isStopped ? nil : Self.step(&inner, now), inner.isStopped)
            }
            if isStopped { return }
            if let next {
                publish(next)
                keep(force: false)
            }
        }
    }

    /// Takes silent nodes out, and makes a new map where one is due.
    private static func step(_ inner: inout Inner, _ now: UInt64) -> SteeringMap? {
        let hasExpired = inner.board.expire(at: now)
        let isForced = hasExpired || inner.isUrgent
        inner.isUrgent = false
        let isDue = now >= inner.foldedAt + NodeReport.interval
        guard isForced || isDue else { return nil }
        if isDue {
            inner.meter.fold(inner.counts)
            inner.counts = Array(repeating: 0, count: inner.counts.count)
            inner.foldedAt = now
        }
        inner.map = inner.map.next(
            inner.board.states, demand: inner.meter.parts, isForced: isForced)
        return inner.map
    }

    private func publish(_ map: SteeringMap) {
        let box = SteererBox(Steerer(map: map, clients: clients))
        published.withLock { $0 = box }
        version.store(map.version, ordering: .releasing)
    }

    private func keep(force: Bool) {
        guard let keeper else { return }
        let (map, demand) = inner.withLock { ($0.map, $0.meter.parts) }
        if let trouble = keeper.keep(
            map, demand: demand, at: clock.monotonicNanoseconds(), force: force)
        {
            onTrouble(trouble)
        }
    }
}
