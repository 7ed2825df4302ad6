internal import NIOCore
internal import Primitives
internal import Service

/// What an origin's answer does to the cache and to those who wait.
extension Fetch: OriginConnectionUser {
    func received(interim status: Int, _ fields: Fields) {
        moveDeadline()
        // `100` was for this connection alone.
        if status != 100 { flight.add(interim: status, fields.ofAllHops()) }
    }

    func received(_ response: WireResponse) {
        noteKind(response.fields)
        moveDeadline()
        let now = core.clock.now()
        if let stored = plan.stored, takesFor(stored, response, now) { return }
        if plan.request.method == .head { update(response, now) }
        invalidate(response)
        stream(response, now)
    }

    /// Makes stale what the request has changed (RFC 9111 §4.4), but not the answer itself.
    private func invalidate(_ response: WireResponse) {
        let changed = Invalidation.keys(
            plan.request, status: response.status, fields: response.fields)
        guard !changed.isEmpty else { return }
        wasPurged = core.ledger.isPurged(uri: plan.request.key, since: epoch)
        for key in changed {
            let purge = core.store.purge(key)
            if key == plan.request.key { ownPurge = purge }
        }
    }

    /// Whether somebody else purged the URI since the request was sent.
    private func isPurged(_ key: CacheKey) -> Bool {
        guard let ownPurge else { return core.ledger.isPurged(uri: key, since: epoch) }
        return wasPurged || core.ledger.isPurged(uri: key, since: ownPurge)
    }

    /// Handles an answer that is about a stored response; false where it is one of its own.
    private func takesFor(
        _ stored: StoredResponse, _ response: WireResponse, _ now: Timestamp
    ) -> Bool {
        if plan.completes {
            guard response.status == 206,
                let head = StorableHead(
                    request: plan.request, status: 206, fields: response.fields, epoch: epoch,
                    requested: requested, received: now, ledger: core.ledger,
                    options: core.options.cache)
            else { return false }
            use = .combine(head)
            flight.keepAll()
            return true
        }
        if response.status == 304 {
            guard
                let fresh = Freshening.freshened(
                    stored, by: response.fields, request: plan.request, epoch: epoch,
                    requested: requested, received: now, ledger: core.ledger,
                    options: core.options.cache)
            else {
                use = .askAgain
                core.store.remove(stored)
                return true
            }
            core.store.put(fresh)
            var told = CacheStatus()
            told.forward = plan.forward
            told.forwardStatus = 304
            told.isStored = true
            told.secondsLeft = fresh.remaining(at: now) / 1000
            resolve(fresh, told)
            return true
        }
        if response.status >= 500,
            Lookup.mayServeStale(
                stored, for: plan.request, after: .status(response.status), now: now,
                options: core.options.cache)
        {
            resolve(stored, toldOfStandIn(stored, status: response.status))
            return true
        }
        return false
    }

    private func resolve(_ stored: StoredResponse, _ told: CacheStatus) {
        hasHead = true
        use = .throwAway
        // Those who come now find it in the store.
        if plan.isShared { core.flights.remove(plan.request.flightKey, flight) }
        flight.set(.stored(stored, told), keepsAll: false)
    }

    /// A stored response to GET learns from an answer to HEAD.
    private func update(_ response: WireResponse, _ now: Timestamp) {
        guard response.status == 200 || response.status == 304 else { return }
        var asGet = plan.request
        asGet.method = .get
        guard let stored = core.store.find(asGet, asGet.key).stored else { return }
        if let newer = Freshening.updated(
            stored, byHead: response.fields, request: asGet, epoch: epoch, requested: requested,
            received: now, ledger: core.ledger, options: core.options.cache)
        {
            core.store.put(newer)
        } else {
            core.store.purge(asGet.key)
        }
    }

    private func stream(_ response: WireResponse, _ now: Timestamp) {
        var length: Int64?
        switch response.framing {
        case .length(let count): length = count
        case .none:
            length =
                plan.request.method == .head
                ? response.fields.first(.contentLength)?.decimal() : 0
        case .chunked, .untilClose: break
        }
        if plan.mayStore {
            storable = StorableHead(
                request: plan.request, status: response.status, fields: response.fields,
                epoch: epoch, requested: requested, received: now, ledger: core.ledger,
                options: core.options.cache)
        }
        if let length, length > Int64(core.options.cache.objectBytes) { storable = nil }
        // A full answer tells that what was stored does not hold (RFC 9111 §4.3.3).
        if let stored = plan.stored, storable == nil, response.status < 500 {
            core.store.remove(stored)
        }
        var fields = response.fields.ofAllHops()
        fields.remove(.contentLength)
        fields.remove(.surrogateKey)
        fields.remove(.cacheTag)
        if !fields.contains(.date) { fields.append(.date, HTTPDate.format(now.rawValue)) }
        let directives = ResponseDirectives(response.fields)
        let isTrouble =
            [500, 502, 503, 504].contains(response.status)
            && directives.flags.isDisjoint(with: [.noStore, .isPrivate])
        let head = StreamHead(
            status: response.status, fields: fields, length: length, storable: storable,
            isShareable: storable != nil || isTrouble, forward: plan.forward)
        if plan.isShared, !head.isShareable {
            let now = core.clock.monotonicNanoseconds()
            core.flights.setUnshared(plan.request.flightKey, now: now)
            core.flights.remove(plan.request.flightKey, flight)
        }
        hasHead = true
        flight.set(.stream(head), keepsAll: storable != nil)
    }

    func received(_ bytes: ByteBuffer) {
        if isTunneled, let tunnel { return tunnel.receivedFromOrigin(bytes) }
        moveDeadline()
        switch use {
        case .throwAway, .askAgain: return
        case .combine:
            storedBytes += bytes.readableBytes
            guard storedBytes <= core.options.cache.objectBytes else { return }
            flight.add(bytes)
        case .stream:
            if storable != nil {
                storedBytes += bytes.readableBytes
                if storedBytes > core.options.cache.objectBytes {
                    storable = nil
                    if plan.isShared { core.flights.remove(plan.request.flightKey, flight) }
                    flight.keepNoMore()
                }
            }
            flight.add(bytes)
        }
    }

    func receivedEnd() {
        deadline = nil
        let connection = connection
        self.connection = nil
        defer { if let connection { pool.put(connection) } }
        switch use {
        case .throwAway: end(.end)
        case .askAgain: askWithoutConditions()
        case .combine(let head): combine(head)
        case .stream:
            if let storable {
                let isPurged = self.isPurged(storable.key)
                let body = flight.collect()
                if let stored = storable.finished(body, isPurged: isPurged) {
                    keep(stored, storable, body, isPurged)
                }
            }
            end(.end)
        }
    }

    /// Stores; a part is joined with the part that is there.
    private func keep(
        _ stored: StoredResponse, _ head: StorableHead, _ body: ByteBuffer, _ isPurged: Bool
    ) {
        if stored.range != nil, let other = core.store.find(plan.request, head.key).stored {
            if let whole = PartialContent.combine(other, head, body, isPurged: isPurged) {
                return core.store.put(whole)
            }
            // A whole one that is fresh is worth more than a part.
            if other.range == nil, other.remaining(at: core.clock.now()) > 0 { return }
        }
        core.store.put(stored)
    }

    private func askWithoutConditions() {
        plan.stored = nil
        plan.completes = false
        plan.fields = Freshening.unconditional(plan.request.fields)
        storedBytes = 0
        askAgain()
    }

    private func combine(_ head: StorableHead) {
        guard let stored = plan.stored,
            let whole = PartialContent.combine(
                stored, head, flight.collect(),
                isPurged: core.ledger.isPurged(uri: head.key, since: epoch)),
            whole.range == nil
        else {
            if let stored = plan.stored { core.store.remove(stored) }
            flight.forgetPieces()
            return askWithoutConditions()
        }
        core.store.put(whole)
        var told = CacheStatus()
        told.forward = .partial
        told.forwardStatus = 206
        told.isStored = true
        flight.forgetPieces()
        resolve(whole, told)
        end(.end)
    }

    func switched(_ response: WireResponse) {
        deadline = nil
        guard let tunnel, let connection else {
            // Nobody asked for it.
            if let connection { pool.closed(connection) }
            connection = nil
            return fail(.badAnswer(.malformed(.firstLine)))
        }
        hasHead = true
        isTunneled = true
        tunnel.opened(response, connection)
    }

    func broke(_ error: FetchError) {
        let connection = connection
        if let connection {
            self.connection = nil
            pool.closed(connection)
            // One that was idle for long may just have been closed: that says nothing of the
            // origin.
            if !(error == .closed && connection.answers > 0) {
                connection.origin.failed(at: core.clock.monotonicNanoseconds())
            }
        }
        if isTunneled, let tunnel {
            end(.failed(error))
            return tunnel.originClosed()
        }
        retry(error)
    }

    func writabilityChanged() {
        if isTunneled { tunnel?.originWritable() } else { onBodyDemand?() }
    }

    var wantsMore: Bool {
        if isTunneled, let tunnel { return tunnel.wantsMore }
        return flight.wantsMore
    }
}
