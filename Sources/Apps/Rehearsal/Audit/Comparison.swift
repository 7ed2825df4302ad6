internal import Primitives

/// The ledger against the journal: what was acknowledged is there, once and unchanged; what was
/// refused, or never asked for, is not.
struct Comparison {
    let intents: Intents
    let books: Books
    var findings: Findings
    private(set) var acknowledgedOrders = 0
    private(set) var unresolved = 0
    private(set) var acknowledgedMoney: Int64 = 0
    /// Keys and references of the journal that an intent of the ledger accounts for.
    private var explained: Set<Token128> = []
    private var explainedCancellations: Set<UInt64> = []

    init(intents: Intents, books: Books, findings: Findings) {
        self.intents = intents
        self.books = books
        self.findings = findings
    }

    mutating func run() {
        for (identity, places) in intents.byIdentity {
            let attempts = places.map { intents.attempts[$0] }
            let isResolved = attempts.last?.reply?.isDecided == true
            if !isResolved { unresolved += 1 }
            findings.check(
                isResolved, .resolved, "\(identity)",
                "its last attempt, token \(attempts.last?.request.token ?? 0), has no final answer")
            if identity.digest != nil { lookForSilentSuccess(identity, attempts) }
            switch identity {
            case .order: compareOrder(identity, attempts)
            case .payment:
                compare(identity, attempts, books.payments, "payment", Self.wanted(payment:_:))
            case .refund:
                compare(identity, attempts, books.refunds, "refund", Self.wanted(refund:_:))
            case .restock:
                compare(identity, attempts, books.restocks, "restock", Self.wanted(restock:_:))
            case .stock: compareStock(identity, attempts)
            case .cancellation(let order): compareCancellation(identity, order, attempts)
            case .sale, .item: compareTerms(identity, attempts)
            }
        }
        lookForUnexplained()
    }

    private mutating func compareOrder(_ identity: RequestIdentity, _ attempts: [Intents.Attempt]) {
        guard let key = identity.digest else { return }
        explained.insert(key)
        let id = books.keys[key]
        let order = id.flatMap { books.orders[$0] }
        var fresh = 0
        var isAccepted = false
        for attempt in attempts {
            guard let reply = attempt.reply, let place = attempt.request.place, reply.isDecided
            else { continue }
            guard reply.isSuccess else {
                let isOtherContent = reply.code == "key_reused"
                findings.check(
                    !isAccepted || isOtherContent, .answers, "\(identity)", at: order?.position,
                    "it was accepted, and then answered \(reply.code ?? "")")
                continue
            }
            isAccepted = true
            if reply.replay != true { fresh += 1 }
            guard let order else {
                findings.add(
                    .acknowledged, "\(identity), order \(reply.order ?? 0)",
                    "was acknowledged with token \(reply.token ?? 0), but is not in the journal")
                continue
            }
            findings.check(
                reply.order == order.id && reply.amount == order.total
                    && Self.isSame(place, order, books),
                .acknowledged, "\(identity), order \(reply.order ?? 0)", at: order.position,
                "is not as it was acknowledged: asked \(place), answered \(reply), journal \(order)"
            )
        }
        if isAccepted { acknowledgedOrders += 1 }
        findings.check(
            fresh <= 1, .answers, "\(identity)", at: order?.position,
            "was accepted as new \(fresh) times")
        findings.check(
            isAccepted || order == nil, .refused, "\(identity), order \(id ?? 0)",
            at: order?.position,
            "is in the journal, but no answer ever said so")
    }

    /// What came as a replay was done by another attempt: one that got no answer, or `unknown`. A
    /// refusal, `busy` and `unavailable` say that nothing happened, and must be true.
    private mutating func lookForSilentSuccess(
        _ identity: RequestIdentity, _ attempts: [Intents.Attempt]
    ) {
        let successes = attempts.filter { $0.reply?.isSuccess == true }
        guard !successes.isEmpty, successes.allSatisfy({ $0.reply?.replay == true }) else { return }
        let mayBeSilent = attempts.contains { $0.reply == nil || $0.reply?.outcome == "unknown" }
        findings.check(
            mayBeSilent, .answers, "\(identity)",
            "it was done by an attempt whose answer says that nothing happened")
    }

    private static func isSame(_ place: Request.Place, _ order: AuditOrder, _ books: Books) -> Bool
    {
        place.merchant == order.merchant && place.buyer == order.buyer
            && place.lines.count == order.lines.count
            && zip(place.lines, order.lines).allSatisfy { asked, line in
                let pool = books.pools[line.pool]
                return asked.sale == pool?.sale && asked.sku == pool?.sku
                    && asked.quantity == line.quantity
                    && asked.unit_price == line.price
            }
    }

    private mutating func compareCancellation(
        _ identity: RequestIdentity, _ id: UInt64, _ attempts: [Intents.Attempt]
    ) {
        let cancelled = books.orders[id]?.cancelled
        if cancelled != nil { explainedCancellations.insert(id) }
        var wasAcknowledged = false
        for case let reply? in attempts.map(\.reply) where reply.isSuccess {
            wasAcknowledged = true
            findings.check(
                cancelled?.refund == reply.amount, .acknowledged, "\(identity)",
                at: cancelled?.position,
                "\(reply.amount ?? 0) was to go back, the journal says \(cancelled?.refund ?? -1)")
        }
        findings.check(
            wasAcknowledged || cancelled == nil, .refused, "\(identity)", at: cancelled?.position,
            "is in the journal, but no answer ever said so")
    }

    /// Compares a movement that a reference names; `wanted` says what an attempt and its answer
    /// make of it, nil when they do not go together.
    private mutating func compare(
        _ identity: RequestIdentity, _ attempts: [Intents.Attempt],
        _ table: [Token128: Books.Movement],
        _ name: String, _ wanted: (Intents.Attempt, Books.Movement) -> Bool
    ) {
        guard let reference = identity.digest else { return }
        explained.insert(reference)
        let movement = table[reference]
        var wasAcknowledged = false
        for attempt in attempts {
            guard let reply = attempt.reply, reply.isSuccess else { continue }
            if !wasAcknowledged, let pay = attempt.request.pay { acknowledgedMoney += pay.amount }
            wasAcknowledged = true
            findings.check(
                movement.map { wanted(attempt, $0) } == true, .acknowledged, "\(identity)",
                at: movement?.position,
                "asked \(attempt.request), answered \(reply), "
                    + "the journal has \(movement.map { "\($0)" } ?? "nothing")"
            )
        }
        findings.check(
            wasAcknowledged || movement == nil, .refused, "\(identity)", at: movement?.position,
            "is in the journal, but no answer ever said so")
    }

    private mutating func compareStock(_ identity: RequestIdentity, _ attempts: [Intents.Attempt]) {
        let books = books
        compare(identity, attempts, books.stockChanges, "stock change") { attempt, movement in
            guard let change = attempt.request.change_stock else { return false }
            let name = Books.ItemName(sale: change.sale, sku: change.sku)
            return movement.amount == change.delta
                && books.poolNumbers[name].map { UInt64($0) } == movement.target
        }
    }

    private mutating func compareTerms(_ identity: RequestIdentity, _ attempts: [Intents.Attempt]) {
        guard let last = attempts.last(where: { $0.reply?.isSuccess == true })?.request else {
            return
        }
        var isSame = false
        if let set = last.set_sale, let sale = books.sales[set.sale] {
            isSame =
                sale
                == Books.Sale(
                    merchant: set.merchant, startsAt: set.starts_at, endsAt: set.ends_at ?? .max,
                    limit: set.limit_per_buyer ?? 0, currency: set.currency)
        } else if let set = last.set_item {
            let pool = books.poolNumbers[Books.ItemName(sale: set.sale, sku: set.sku)].flatMap {
                books.pools[$0]
            }
            isSame = pool?.price == set.unit_price && pool?.limit == set.limit_per_buyer ?? 0
        }
        findings.check(
            isSame, .acknowledged, "\(identity)", "its terms are not as they were acknowledged")
    }

    private mutating func lookForUnexplained() {
        for (key, id) in books.keys where !explained.contains(key) {
            findings.add(
                .refused, "order \(id)", at: books.orders[id]?.position,
                "nobody asked for it: its key is \(key)")
        }
        let movements = [
            ("payment", books.payments), ("refund", books.refunds), ("restock", books.restocks),
            ("stock change", books.stockChanges),
        ]
        for (name, table) in movements {
            for (reference, movement) in table where !explained.contains(reference) {
                findings.add(
                    .refused, "\(name) with reference \(reference)", at: movement.position,
                    "nobody asked for it")
            }
        }
        for order in books.orders.values
        where order.cancelled != nil && !explainedCancellations.contains(order.id) {
            findings.add(
                .refused, "order \(order.id)", at: order.cancelled?.position, "nobody cancelled it")
        }
    }
}
