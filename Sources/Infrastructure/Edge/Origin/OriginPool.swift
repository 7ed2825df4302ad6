internal import NIOCore
internal import NIOPosix
internal import Service
internal import Synchronization

/// Who wants a connection to an origin.
protocol OriginConnectionTaker: AnyObject {
    /// Here it is.
    func take(_ connection: OriginConnection)
    /// There is none.
    func takeNone(_ error: FetchError)
    /// Until when it may wait for an origin to come back; nil where it may not.
    var holdDeadline: NIODeadline? { get }
    /// Sees whether a deadline has passed; called ten times a second.
    func tick(_ now: NIODeadline)
}

/// The connections of one event loop to the origins. All of it runs on that loop.
final class OriginPool {
    let slowLane = SlowLane()
    let hearing: HearingLine
    let newcomers: NewcomerLane
    private let loop: any EventLoop
    private let options: EdgeOptions
    private let origins: [Origin]
    private let figures: EdgeFigures
    private let clock: @Sendable () -> UInt64
    private var idle: [ObjectIdentifier: [OriginConnection]] = [:]
    private var open: [ObjectIdentifier: Int] = [:]
    private var waiting = CircularBuffer<any OriginConnectionTaker>()
    private var held = CircularBuffer<Held>()
    private var active: [ObjectIdentifier: any OriginConnectionTaker] = [:]
    private var turn = 0
    private var isProbing = false
    private var ticks: RepeatedTask?

    private struct Held {
        let taker: any OriginConnectionTaker
        let until: NIODeadline
    }

    init(
        _ loop: any EventLoop, _ options: EdgeOptions, _ origins: [Origin], _ figures: EdgeFigures,
        clock: @escaping @Sendable () -> UInt64
    ) {
        self.loop = loop
        self.options = options
        self.origins = origins
        self.figures = figures
        self.clock = clock
        newcomers = NewcomerLane(loop)
        hearing = HearingLine(figures, maximum: options.heldRequests)
    }

    func start() {
        let bound = NIOLoopBound(self, eventLoop: loop)
        ticks = loop.scheduleRepeatedTask(
            initialDelay: .milliseconds(100), delay: .milliseconds(100)
        ) { _ in bound.value.tick() }
    }

    func stop() {
        ticks?.cancel()
        hearing.stop()
        for connection in idle.values.joined() { connection.close() }
        idle = [:]
        for held in held { held.taker.takeNone(.unreachable) }
        held.removeAll()
        for taker in waiting { taker.takeNone(.unreachable) }
        waiting.removeAll()
    }

    // MARK: Getting a connection

    /// Gives a connection now or later, but once.
    ///
    /// - Parameter isFresh: a new one is wanted, as one that was open for long has failed.
    func get(for taker: any OriginConnectionTaker, isFresh: Bool = false) {
        active[ObjectIdentifier(taker)] = taker
        let now = clock()
        var isFull = false
        for step in 0..<origins.count {
            let origin = origins[(turn + step) % origins.count]
            let name = ObjectIdentifier(origin)
            if !isFresh, origin.isUp, let connection = popIdle(name) {
                turn = (turn + step + 1) % origins.count
                return taker.take(connection)
            }
            guard open[name, default: 0] < options.originConnections else {
                isFull = true
                continue
            }
            guard origin.isOpen(at: now) else { continue }
            turn = (turn + step + 1) % origins.count
            return connect(origin, for: taker, triesLeft: origins.count - step - 1)
        }
        if isFull {
            guard waiting.count < options.heldRequests else {
                return taker.takeNone(.overloaded)
            }
            waiting.append(taker)
        } else {
            hold(taker)
        }
    }

    private func popIdle(_ name: ObjectIdentifier) -> OriginConnection? {
        while let connection = idle[name]?.popLast() {
            if connection.isOpen, connection.isBetweenAnswers { return connection }
            closed(connection)
        }
        return nil
    }

    private func connect(
        _ origin: Origin, for taker: any OriginConnectionTaker, triesLeft: Int
    ) {
        open[ObjectIdentifier(origin), default: 0] += 1
        let limits = options.limits
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(options.connectMilliseconds))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        OriginConnection(origin, limits))
                }
            }
        bootstrap.connect(host: origin.address.host, port: origin.address.port)
            .assumeIsolated().whenComplete { result in
                if case .success(let channel) = result,
                    let connection = try? channel.pipeline.syncOperations.handler(
                        type: OriginConnection.self)
                {
                    taker.take(connection)
                    return
                }
                self.open[ObjectIdentifier(origin), default: 1] -= 1
                origin.failed(at: self.clock())
                self.figures.connectFailures.add()
                // Another origin may be better; each is tried once.
                if triesLeft > 0, let other = self.other(than: origin) {
                    self.connect(other, for: taker, triesLeft: triesLeft - 1)
                } else {
                    self.hold(taker)
                }
            }
    }

    private func other(than origin: Origin) -> Origin? {
        let now = clock()
        return origins.first { $0 !== origin && $0.isOpen(at: now) }
    }

    /// Gives a connection back, to be used again if it can be.
    func put(_ connection: OriginConnection) {
        guard connection.isOpen, connection.isBetweenAnswers else { return closed(connection) }
        if let taker = waiting.popFirst() { return taker.take(connection) }
        idle[ObjectIdentifier(connection.origin), default: []].append(connection)
        connection.readOn()
    }

    /// A connection is gone.
    func closed(_ connection: OriginConnection) {
        connection.close()
        open[ObjectIdentifier(connection.origin), default: 1] -= 1
        if let taker = waiting.popFirst() { get(for: taker) }
    }

    /// Nothing more is wanted.
    func forget(_ taker: any OriginConnectionTaker) {
        active[ObjectIdentifier(taker)] = nil
        waiting.removeAll { $0 === taker }
        let before = held.count
        held.removeAll { $0.taker === taker }
        figures.held.add(held.count - before, ordering: .relaxed)
    }

    // MARK: Holding until an origin is back

    /// Keeps what can be sent again until an origin can be reached.
    func hold(_ taker: any OriginConnectionTaker) {
        guard let until = taker.holdDeadline, until > .now(),
            figures.held.load(ordering: .relaxed) < options.heldRequests
        else { return taker.takeNone(.unreachable) }
        figures.held.add(1, ordering: .relaxed)
        figures.heldTotal.add()
        held.append(Held(taker: taker, until: until))
    }

    private func release() {
        let all = held
        held.removeAll()
        figures.held.subtract(all.count, ordering: .relaxed)
        for held in all { get(for: held.taker) }
    }

    private func tick() {
        let now = NIODeadline.now()
        let late = held.filter { $0.until <= now }
        if !late.isEmpty {
            held.removeAll { $0.until <= now }
            figures.held.subtract(late.count, ordering: .relaxed)
            for held in late { held.taker.takeNone(.unreachable) }
        }
        if !held.isEmpty { probe() }
        hearing.tick(now)
        for taker in Array(active.values) { taker.tick(now) }
        let old = now - .seconds(30)
        for (name, connections) in idle {
            let stale = connections.filter { $0.idleSince < old || !$0.isOpen }
            guard !stale.isEmpty else { continue }
            idle[name] = connections.filter { $0.idleSince >= old && $0.isOpen }
            for connection in stale { closed(connection) }
        }
    }

    /// While requests are held, one attempt at a time sees whether an origin is back.
    private func probe() {
        guard !isProbing else { return }
        isProbing = true
        let probes = origins.map { origin in
            let done = loop.makePromise(of: Bool.self)
            ClientBootstrap(group: loop)
                .connectTimeout(.milliseconds(500))
                .connect(host: origin.address.host, port: origin.address.port)
                .assumeIsolated().whenComplete { result in
                    if case .success(let channel) = result {
                        channel.close(promise: nil)
                        origin.setWell(true)
                        done.succeed(true)
                    } else {
                        done.succeed(false)
                    }
                }
            return done.futureResult
        }
        EventLoopFuture.reduce(false, probes, on: loop) { $0 || $1 }
            .assumeIsolated().whenComplete { result in
                self.isProbing = false
                if case .success(true) = result { self.release() }
            }
    }
}
