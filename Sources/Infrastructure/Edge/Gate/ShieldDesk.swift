internal import IPLibrary
internal import Primitives
internal import Service
internal import Shield
internal import Synchronization

/// The shield of an edge node, shared by its threads.
final class ShieldDesk: Sendable {
    let library: IPLibrary?
    /// One message a second for whoever watches.
    let stream = Broadcast()
    private let core: Mutex<ShieldCore>
    private let connections: Mutex<ConnectionCounts>
    private let clock: any WallClock
    private let verdicts: [Metrics.Counter]

    init(
        _ options: ShieldOptions, connections: Int, clock: any WallClock, metrics: Metrics,
        secret: UInt64
    ) throws(IPLibraryError) {
        library = try options.library.map { path throws(IPLibraryError) in
            try IPLibrary(path: path)
        }
        self.clock = clock
        core = Mutex(ShieldCore(options.limits, secret: secret, at: Self.moment(clock)))
        var limits = ConnectionLimits()
        limits.connections = connections
        limits.connectionsPerPrefix = options.connectionsPerPrefix
        self.connections = Mutex(ConnectionCounts(limits))
        verdicts = ["pass", "slow", "challenge", "refuse"].map {
            metrics.counter(
                "spillway_edge_shield_total", "Requests, by what the shield did.",
                [("verdict", $0)])
        }
    }

    static func moment(_ clock: any WallClock) -> ShieldMoment {
        ShieldMoment(
            wall: clock.now(), ticks: Int64(clamping: clock.monotonicNanoseconds() / 1000))
    }

    /// Decides on a request; a spared client's passes in any case.
    func decide(_ traits: RequestTraits, isSpared: Bool, at now: Timestamp) -> Verdict {
        let ticks = Int64(clamping: clock.monotonicNanoseconds() / 1000)
        let moment = ShieldMoment(wall: now, ticks: ticks)
        let verdict = core.withLock { $0.decide(traits, isSpared: isSpared, at: moment) }
        switch verdict {
        case .pass: verdicts[0].add()
        case .slow: verdicts[1].add()
        case .challenge: verdicts[2].add()
        case .refuse: verdicts[3].add()
        }
        return verdict
    }

    /// Closes a second, and tells those who watch.
    func tick() {
        let moment = Self.moment(clock)
        let (second, events) = core.withLock { core in
            let events = core.tick(at: moment)
            return (core.history.last, events)
        }
        if let second, stream.listeners > 0 {
            stream.send(ShieldDocument.message(second, events))
        }
    }

    /// Takes a connection in; false where its network has too many.
    func open(_ prefix: NetworkPrefix, _ kind: NetworkKind) -> Bool {
        connections.withLock { $0.open(prefix, kind) == nil }
    }

    func close(_ prefix: NetworkPrefix) { connections.withLock { $0.close(prefix) } }

    func page(_ language: Language) -> Reply {
        let moment = Self.moment(clock)
        return core.withLock { MonitorPage.page($0, language, at: moment) }
    }

    var document: JSON {
        let moment = Self.moment(clock)
        return core.withLock { ShieldDocument.document($0, at: moment) }
    }
}
