internal import NIOCore
internal import Primitives
internal import Service

/// One request to an origin and its answer, which it writes into a flight. It lives on one event
/// loop.
final class Fetch {
    let core: EdgeCore
    let pool: OriginPool
    let loop: any EventLoop
    let flight: Flight
    var plan: FetchPlan
    var connection: OriginConnection?

    private var body: [ByteBuffer] = []
    private var bodyBytes = 0
    private var isBodyWhole = true
    private var isBodyReplayable = true
    private(set) var attempts = 0
    private var isFresh = false
    var deadline: NIODeadline?
    private var isStreamOfEvents = false
    private let started = NIODeadline.now()

    var isOver = false
    var hasHead = false
    var requested = Timestamp(0)
    var epoch: UInt64 = 0
    /// The purge of the URI by this very answer: what it brings is newer than that.
    var ownPurge: UInt64?
    /// Whether the URI had been purged before that, while the request was under way.
    var wasPurged = false
    var storable: StorableHead?
    var storedBytes = 0
    /// What to do with the answer's body.
    var use = Use.stream

    enum Use { case stream, throwAway, askAgain, combine(StorableHead) }

    /// Called on the loop when more of the request's body can be taken.
    var onBodyDemand: (() -> Void)?
    /// Takes over raw bytes after a switch of protocols.
    var tunnel: (any TunnelEnd)?
    var isTunneled = false

    init(
        _ core: EdgeCore, _ pool: OriginPool, _ loop: any EventLoop, _ flight: Flight,
        _ plan: FetchPlan
    ) {
        self.core = core
        self.pool = pool
        self.loop = loop
        self.flight = flight
        self.plan = plan
        let bound = NIOLoopBound(self, eventLoop: loop)
        flight.setCallbacks(
            onDemand: { loop.execute { bound.value.connection?.readOn() } },
            onAbandoned: { loop.execute { bound.value.abandoned() } })
    }

    // MARK: The request

    /// - Parameters:
    ///   - body: what of the body is there.
    ///   - isWhole: whether that is all of it.
    func start(body: ByteBuffer? = nil, isWhole: Bool = true) {
        if let body, body.readableBytes > 0 {
            self.body = [body]
            bodyBytes = body.readableBytes
        }
        isBodyWhole = isWhole
        isBodyReplayable = isWhole
        pool.get(for: self)
    }

    /// More of the body; it is sent as it comes, and so cannot be sent again.
    func send(_ bytes: ByteBuffer) {
        guard let connection, connection.isOpen else {
            bodyBytes += bytes.readableBytes
            return body.append(bytes)
        }
        write(bytes, to: connection)
        connection.flush()
    }

    func endBody() {
        isBodyWhole = true
        guard let connection, connection.isOpen else { return }
        if plan.bodyLength == nil { connection.write(ByteBuffer(string: "0\r\n\r\n")) }
        connection.flush()
    }

    /// Whether more of the body can be taken now.
    var wantsBody: Bool { connection?.isWritable ?? false }

    private func write(_ bytes: ByteBuffer, to connection: OriginConnection) {
        guard plan.bodyLength == nil else { return connection.write(bytes) }
        guard bytes.readableBytes > 0 else { return }
        connection.write(ByteBuffer(string: String(bytes.readableBytes, radix: 16) + "\r\n"))
        connection.write(bytes)
        connection.write(ByteBuffer(string: "\r\n"))
    }

    var canBeSentAgain: Bool { plan.isRepeatable && isBodyReplayable }

    func askAgain() {
        hasHead = false
        use = .stream
        pool.get(for: self, isFresh: isFresh)
    }

    // MARK: The end

    private func abandoned() {
        // What is being stored is worth its end; so is what others may come to wait for.
        guard !isOver, storable == nil, !(plan.isShared && !hasHead) else { return }
        end(.failed(.cancelled))
        if let connection { pool.closed(connection) }
        connection = nil
    }

    func end(_ event: Flight.Event) {
        guard !isOver else { return }
        isOver = true
        onBodyDemand = nil
        tunnel = nil
        pool.forget(self)
        if plan.isShared { core.flights.remove(plan.request.flightKey, flight) }
        flight.finish(event)
    }

    /// The stored response stands in, where it may; else the failure is told.
    func fail(_ error: FetchError) {
        if let stored = plan.stored, !plan.completes, !hasHead, error != .cancelled,
            Lookup.mayServeStale(
                stored, for: plan.request, after: .disconnected, now: core.clock.now(),
                options: core.options.cache)
        {
            return standIn(stored, status: nil)
        }
        end(.failed(error))
    }

    private func standIn(_ stored: StoredResponse, status: Int?) {
        let told = toldOfStandIn(stored, status: status)
        hasHead = true
        flight.set(.stored(stored, told), keepsAll: false)
        end(.end)
    }

    /// What is told of a stored response that stands in for the origin's answer: it is a hit only
    /// where no origin was reached, as else the request was sent on (RFC 9211 §2.1).
    func toldOfStandIn(_ stored: StoredResponse, status: Int?) -> CacheStatus {
        core.figures.staleHits.add()
        var told = CacheStatus()
        told.isHit = attempts == 0
        told.forward = told.isHit ? nil : plan.forward
        told.forwardStatus = status
        told.secondsLeft = stored.remaining(at: core.clock.now()) / 1000
        told.detail = .staleSinceOriginFailed
        return told
    }

    /// The request was sent without an answer: again, where that is harmless, else it is over.
    func retry(_ error: FetchError) {
        connection = nil
        deadline = nil
        guard !isOver else { return }
        guard !hasHead, canBeSentAgain, attempts < 3, error == .closed || error == .cutShort else {
            return fail(error)
        }
        isFresh = true
        pool.get(for: self, isFresh: true)
    }
}

extension Fetch: OriginConnectionTaker {
    func take(_ connection: OriginConnection) {
        guard !isOver else { return pool.put(connection) }
        self.connection = connection
        attempts += 1
        requested = core.clock.now()
        epoch = core.ledger.epoch
        ownPurge = nil
        deadline = .now() + .seconds(core.options.answerSeconds)
        core.figures.originRequests.add()
        connection.begin(plan.request.method, for: self)
        var head = ByteBufferAllocator().buffer(capacity: plan.fields.bytes.count + 512)
        let length = isBodyWhole && plan.bodyLength == nil ? Int64(bodyBytes) : plan.bodyLength
        let hasBody = bodyBytes > 0 || !isBodyWhole
        if plan.bodyLength == nil, isBodyWhole { plan.bodyLength = Int64(bodyBytes) }
        ForwardedHead.write(
            plan, bodyLength: length, hasBody: hasBody, trustsClient: core.options.trustsForwarded,
            token: core.options.centerToken, traceparent: core.newTraceparent(), to: &head)
        connection.write(head)
        for bytes in body { write(bytes, to: connection) }
        if !isBodyReplayable { body = [] }
        connection.flush()
        onBodyDemand?()
    }

    func takeNone(_ error: FetchError) {
        guard !isOver else { return }
        fail(error)
    }

    var holdDeadline: NIODeadline? {
        guard canBeSentAgain else { return nil }
        if let stored = plan.stored, !plan.completes,
            Lookup.mayServeStale(
                stored, for: plan.request, after: .disconnected, now: core.clock.now(),
                options: core.options.cache)
        {
            return nil
        }
        return started + .seconds(core.options.holdSeconds)
    }

    func tick(_ now: NIODeadline) {
        guard let deadline, deadline <= now, let connection, !isOver else { return }
        self.deadline = nil
        self.connection = nil
        connection.origin.failed(at: core.clock.monotonicNanoseconds())
        pool.closed(connection)
        fail(.timeout)
    }

    func moveDeadline() {
        let seconds = isStreamOfEvents ? 3600 : core.options.pieceSeconds
        deadline = .now() + .seconds(seconds)
    }

    func noteKind(_ fields: Fields) {
        isStreamOfEvents =
            fields.first(.contentType)?.prefix(17).matches("text/event-stream") ?? false
    }
}
