internal import NIOCore
internal import Primitives
internal import Service

/// One request of a client that the cache could not answer at once, until it is answered.
final class Exchange {
    let core: EdgeCore
    let pool: OriginPool
    let loop: any EventLoop
    var request: RequestHead
    private let client: ClientAddress
    private let upgrade: [UInt8]?
    var isSlow: Bool
    var duty: GateDuty?
    var hearing: GateHearing?
    /// Whether the gate is asked about it now.
    var isAsking = false
    private var isInSlowLane = false
    private(set) var responder: (any Responder)?
    private var flight: Flight?
    private var fetch: Fetch?
    private var isLeader = false
    private var attempts = 0
    private var hasHead = false
    private var hasAskedDisk = false
    private var isReading = false
    private var patience: Scheduled<Void>?
    /// Bytes of the answer's body are not wanted.
    private var isBodyless = false

    private(set) var body = ByteBuffer()
    private var bodyLength: Int64?
    private(set) var isBodyWhole = true

    /// Times that a request joins what others fetch before it goes on its own way.
    private static let maximumJoins = 4

    init(
        _ core: EdgeCore, _ pool: OriginPool, _ loop: any EventLoop, _ request: RequestHead,
        client: ClientAddress, upgrade: [UInt8]?, pass: GatePass?,
        responder: any Responder
    ) {
        self.core = core
        self.pool = pool
        self.loop = loop
        self.request = request
        self.client = client
        self.upgrade = upgrade
        isSlow = pass?.isSlow ?? false
        duty = pass?.duty
        hearing = pass?.hearing
        self.responder = responder
    }

    // MARK: Beginning

    /// - Parameter framing: how its body is framed, which is then given by `receive`.
    func begin(_ lookup: Lookup, _ now: Timestamp, framing: BodyFraming) {
        switch framing {
        case .none, .untilClose: hearing == nil ? act(lookup, now) : waitForCenter()
        case .length(let length):
            bodyLength = length
            isBodyWhole = false
            if length > Int64(core.options.replayBytes) { fetchAlone(.method) }
        case .chunked: isBodyWhole = false
        }
    }

    private func act(_ lookup: Lookup, _ now: Timestamp) {
        if asksDisk(lookup) { return }
        switch lookup {
        case .serve(let stored): deliver(stored, now, nil)
        case .serveAndRevalidate(let stored):
            core.figures.staleHits.add()
            revalidate(stored)
            deliver(stored, now, nil)
        case .validate(let stored, let reason):
            share(
                plan(
                    reason, stored: stored,
                    fields: stored.hasValidator
                        ? Freshening.conditions(stored, for: request.fields)
                        : Freshening.unconditional(request.fields)))
        case .complete(let stored, let range):
            var plan = plan(
                .partial, stored: stored,
                fields: Freshening.completion(stored, range, for: request.fields))
            plan.completes = true
            start(plan, Flight(), isNew: true)
        case .fetch(let reason): fetch(reason)
        case .refuse:
            fail(504, "not_stored", "Nothing that is stored answers this request.", nil)
        }
    }

    /// Looks on the disk for what is not in memory, once, and then again; false where there is
    /// nothing.
    private func asksDisk(_ lookup: Lookup) -> Bool {
        switch lookup {
        case .fetch(.uriMiss), .fetch(.varyMiss), .refuse: break
        default: return false
        }
        guard !hasAskedDisk, let disk = core.disk, disk.mayHave(request.key) else { return false }
        hasAskedDisk = true
        disk.take(request.key, on: loop).assumeIsolated().whenComplete { result in
            if case .success(let found) = result {
                for stored in found { self.core.store.put(stored) }
            }
            if self.responder != nil { self.restart() }
        }
        return true
    }

    private func fetch(_ reason: CacheStatus.Forward) {
        if request.forwardsLeft == 0 { return answerAsLast() }
        let isPlain =
            request.method == .get && upgrade == nil
            && !request.fields.containsAny(Self.ofThisClient)
            && reason != .request && reason != .method
        guard isPlain else { return fetchAlone(reason) }
        share(plan(reason, stored: nil, fields: Freshening.unconditional(request.fields)))
    }

    private static let ofThisClient = FieldNames([.authorization, .range])

    /// Waits for what another request fetches, or fetches it for all.
    private func share(_ plan: FetchPlan) {
        let now = core.clock.monotonicNanoseconds()
        guard request.method == .get, attempts < Self.maximumJoins,
            !request.fields.contains(.range),
            plan.stored != nil || !core.flights.isUnshared(request.flightKey, now: now)
        else { return start(plan, Flight(), isNew: true) }
        attempts += 1
        var plan = plan
        plan.isShared = true
        let (flight, isNew) = core.flights.join(request.flightKey) { Flight() }
        start(plan, flight, isNew: isNew)
    }

    func fetchAlone(_ reason: CacheStatus.Forward) {
        if hearing != nil { return waitForCenter() }
        if let duty { return perform(duty, reason) }
        var plan = plan(reason, stored: nil, fields: request.fields)
        plan.upgrade = upgrade
        plan.bodyLength = isBodyWhole ? Int64(body.readableBytes) : bodyLength
        start(plan, Flight(), isNew: true)
    }

    private func plan(
        _ reason: CacheStatus.Forward, stored: StoredResponse?, fields: Fields
    ) -> FetchPlan {
        FetchPlan(
            request: request, fields: fields, forward: reason, stored: stored, client: client)
    }

    private func start(_ plan: FetchPlan, _ flight: Flight, isNew: Bool) {
        isLeader = isNew
        self.flight = flight
        guard flight.join(self, on: loop, isLeader: isNew) else {
            // It went on without us: ask again, or alone.
            core.flights.remove(request.flightKey, flight)
            return restart()
        }
        if isNew {
            (plan.forward == .method ? core.figures.passes : core.figures.misses).add()
            let fetch = Fetch(core, pool, loop, flight, plan)
            self.fetch = fetch
            if plan.upgrade != nil { fetch.tunnel = responder?.makeTunnel(fetch) }
            fetch.onBodyDemand = { [weak self] in self?.responder?.resumeBody() }
            let (body, isWhole) = (body, isBodyWhole)
            self.body = ByteBuffer()
            guard isSlow, !plan.isShared, !isInSlowLane else {
                return fetch.start(body: body, isWhole: isWhole)
            }
            isInSlowLane = true
            guard pool.slowLane.enter(self, { fetch.start(body: body, isWhole: isWhole) }) else {
                isInSlowLane = false
                return failed(.overloaded)
            }
        } else {
            core.figures.collapsed.add()
            let seconds = core.options.collapseSeconds
            patience = loop.assumeIsolated().scheduleTask(in: .seconds(seconds)) { [weak self] in
                guard let self, !self.hasHead else { return }
                self.attempts = Self.maximumJoins
                self.restart()
            }
        }
    }

    /// The flight was of no use to this request: looks again, as the next one may be.
    func restart() {
        patience?.cancel()
        flight?.leave(self)
        flight = nil
        fetch = nil
        let (lookup, now) = core.decide(request)
        act(lookup, now)
    }

    /// Asks for a newer one without anybody who waits.
    private func revalidate(_ stored: StoredResponse) {
        let (flight, isNew) = core.flights.join(request.flightKey) { Flight() }
        guard isNew else { return }
        var plan = plan(
            .stale, stored: stored, fields: Freshening.conditions(stored, for: request.fields))
        plan.request.method = .get
        plan.isShared = true
        Fetch(core, pool, loop, flight, plan).start()
    }

    // MARK: The request's body

    /// Whether more of the body is taken now.
    var wantsBody: Bool { fetch.map(\.wantsBody) ?? true }

    func receive(_ bytes: ByteBuffer) {
        if let fetch { return fetch.send(bytes) }
        body.writeImmutableBuffer(bytes)
        // Too much to be kept for another try: from here on it is passed through.
        if body.readableBytes > core.options.replayBytes { fetchAlone(.method) }
    }

    func receiveEnd() {
        isBodyWhole = true
        if let fetch { fetch.endBody() } else if flight == nil, !isAsking { fetchAlone(.method) }
    }

    // MARK: The answer

    /// The client takes more.
    func resume() { flightChanged() }

    /// The client is gone.
    func cancel() {
        patience?.cancel()
        if isInSlowLane {
            isInSlowLane = false
            pool.slowLane.leave(self)
        }
        if hearing != nil { pool.hearing.leave(self) }
        responder = nil
        flight?.leave(self)
        flight = nil
        fetch?.onBodyDemand = nil
        fetch = nil
    }

    private func deliver(_ stored: StoredResponse, _ now: Timestamp, _ told: CacheStatus?) {
        let (head, body) = StoredAnswer.make(
            stored, to: request, now: now, told: told, options: core.options.cache)
        answer(head, body)
    }

    private func begin(_ head: StreamHead) {
        var told = CacheStatus()
        told.forward = head.forward
        told.isStored = head.storable != nil
        told.isCollapsed = !isLeader
        if let storable = head.storable {
            told.secondsLeft = storable.freshness.remaining(at: core.clock.now()) / 1000
        }
        var answer = ResponseHead(
            status: head.status, fields: head.fields, length: head.length, cacheStatus: told)
        let now = core.clock.now().rawValue
        let isUnmodified =
            head.status == 200 && head.storable != nil && request.method == .get
            && Delivery.isUnmodified(
                request.fields, tag: head.fields.first(.etag),
                modified: {
                    head.fields.first(.lastModified).flatMap { HTTPDate.parse($0, now: now) }
                }, now: now)
        if isUnmodified {
            answer.status = 304
            answer.length = nil
            answer.fields.filter { name, _ in Delivery.belongsInNotModified(name) }
            answer.cacheStatus.forwardStatus = head.status
        }
        hasHead = true
        patience?.cancel()
        responder?.send(answer)
        isBodyless = isUnmodified || request.method == .head
        if isUnmodified {
            let responder = responder
            cancel()
            responder?.finish()
        }
    }

    /// Answers a request that is to go no farther (RFC 9110 §7.6.2).
    private func answerAsLast() {
        guard request.method == .options else {
            return fail(501, "trace_ends_here", "TRACE is not answered by this edge.", nil)
        }
        let fields: Fields = ["date": HTTPDate.format(core.clock.now().rawValue)]
        answer(
            ResponseHead(status: 204, fields: fields, length: nil, cacheStatus: CacheStatus()), nil)
    }

    /// Answers with this, and is done.
    func answer(_ head: ResponseHead, _ body: ByteBuffer?) {
        hasHead = true
        let responder = responder
        cancel()
        responder?.send(head, whole: body)
    }

    func fail(_ status: Int, _ code: String, _ text: String, _ retryAfter: Int?) {
        let (head, body) = FailureAnswer.make(
            status, code: code, text: text, retryAfter: retryAfter, for: request)
        answer(head, body)
    }

    private func failed(_ error: FetchError) {
        if hasHead {
            let responder = responder
            cancel()
            responder?.abort()
            return
        }
        // Another's failure is no answer: the next one tries.
        if !isLeader, attempts < Self.maximumJoins, error != .overloaded, error != .unreachable {
            return restart()
        }
        let isAway = error == .unreachable || error == .overloaded
        let text =
            isAway
            ? "The shop cannot be reached at the moment. Please try again shortly."
            : "The shop did not answer as it should. Please try again."
        fail(error.status, error.code, text, isAway ? 2 : nil)
    }
}

extension Exchange: FlightReader {
    func flightChanged() {
        guard !isReading else { return }
        isReading = true
        defer { isReading = false }
        while let flight, let responder {
            if hasHead, !responder.canTakeMore { return }
            switch flight.next(self) {
            case .wait: return
            case .interim(let status, let fields): responder.send(interim: status, fields)
            case .head(.stored(let stored, let told)):
                guard
                    isLeader
                        || stored.vary.matches(
                            request.fields, language: stored.fields.first(.contentLanguage))
                else { return restart() }
                var told = told
                told.isCollapsed = !isLeader && !told.isHit
                return deliver(stored, core.clock.now(), told)
            case .head(.stream(let head)):
                guard isLeader || head.answers(request) else { return restart() }
                begin(head)
            case .bytes(let bytes): if !isBodyless { responder.send(bytes) }
            case .end:
                cancel()
                responder.finish()
            case .failed(let error): failed(error)
            }
        }
    }
}
