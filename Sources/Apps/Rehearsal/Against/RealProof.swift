internal import Identity
internal import Primitives
internal import Service

/// Compares two readings of the shop's real things: byte for byte the same, or different by exactly
/// what real events say, or not as they should be. Needs nothing but what was read.
struct RealProof {
    let before: RealReading
    let after: RealReading
    let events: RealEvents
    /// Orders of the rehearsal.
    let rehearsed: Set<UInt64>
    /// Visits of pages and rooms that the rehearsal made.
    let visits: Int
    private(set) var documents: [AgainstReport.Document] = []
    var notes: [String] = []

    init(
        before: RealReading, after: RealReading, events: RealEvents, rehearsed: Set<UInt64>,
        visits: Int
    ) {
        self.before = before
        self.after = after
        self.events = events
        self.rehearsed = rehearsed
        self.visits = visits
    }

    mutating func run(_ findings: inout Findings) {
        checkEvents(&findings)
        let movements = StockMovements(events, open: before.orders, late: after.orders)
        for name in RealDocument.Name.allCases {
            let first = before.documents[name] ?? RealDocument(name)
            let last = after.documents[name] ?? RealDocument(name)
            var state = AgainstReport.State.same
            if first.bytes != last.bytes {
                let known = findings.count
                state = .explained
                switch name {
                case .bookStock: compareStock(first, last, movements, &findings)
                case .bookOrders: compareOrders(first, last, &findings)
                case .statistics: state = compareStatistics(first, last, &findings)
                case .shopStock: compareShopStock(first, last, &findings)
                case .rooms:
                    state = .visited
                    notes.append("waiting rooms: their figures moved with who waits in them")
                default: compareList(first, last, &findings)
                }
                if findings.count > known { state = .differs }
            }
            documents.append(
                AgainstReport.Document(
                    name: name.rawValue, before: first.lines.count, after: last.lines.count,
                    digestBefore: first.digest, digestAfter: last.digest, state: state))
        }
    }

    /// No order of the rehearsal may be a real one.
    private func checkEvents(_ findings: inout Findings) {
        for event in events.all {
            let buyer = BuyerID(UInt64(clamping: event.document["buyer"]?.integer ?? 0))
            findings.check(
                !RehearsalBuyers.contains(buyer) && !rehearsed.contains(event.order), .real,
                "order \(event.order)", at: event.position,
                "is an order of a rehearsal, and yet \(event.type) is a real event")
        }
    }

    // MARK: Stock

    static func pool(_ document: JSON) -> StockMovements.Pool {
        StockMovements.Pool(
            sale: document["sale"]?.integer ?? 0, sku: document["sku"]?.integer ?? 0)
    }

    static func name(_ pool: StockMovements.Pool) -> String {
        "SKU \(pool.sku) in sale \(pool.sale)"
    }

    /// The elements of a document by their pools.
    private static func pools(_ document: RealDocument)
        -> [StockMovements.Pool: (position: UInt64, text: String, document: JSON)]
    {
        var pools: [StockMovements.Pool: (position: UInt64, text: String, document: JSON)] = [:]
        for line in document.lines {
            guard let document = try? JSONParser.parse(Array(line.text.utf8)) else { continue }
            pools[pool(document)] = (line.position, line.text, document)
        }
        return pools
    }

    private mutating func compareStock(
        _ first: RealDocument, _ last: RealDocument, _ movements: StockMovements,
        _ findings: inout Findings
    ) {
        let (old, new) = (Self.pools(first), Self.pools(last))
        var explained = 0
        for (pool, now) in new where now.text != old[pool]?.text {
            let then = old[pool]
            let move = movements.sum(pool, after: then?.position ?? 0, upTo: now.position)
            func amount(_ name: String) -> Int64 { then?.document[name]?.integer ?? 0 }
            let expected = Self.document(
                now.document,
                [
                    "given": amount("given") + move.given, "held": amount("held") + move.held,
                    "sold": amount("sold") + move.sold,
                ])
            if expected.text == now.text {
                explained += 1
                continue
            }
            func text(_ document: JSON?) -> String {
                ["given", "held", "sold"].map { "\($0) \(document?[$0]?.integer ?? 0)" }
                    .joined(separator: ", ")
            }
            findings.add(
                .real, Self.name(pool), at: now.position,
                "real stock was \(text(then?.document)), is \(text(now.document)), and by real "
                    + "events should be \(text(expected))")
        }
        for pool in old.keys where new[pool] == nil {
            findings.add(.real, Self.name(pool), "was there before, and is not any more")
        }
        if explained > 0 {
            notes.append("real stock of \(explained) pools moved by exactly what real events say")
        }
    }

    /// A document with other whole numbers for some members.
    static func document(_ document: JSON, _ numbers: [String: Int64]) -> JSON {
        .object(
            (document.members ?? []).map { member in
                JSON.Member(
                    member.name, numbers[member.name].map { .integer($0) } ?? member.value)
            })
    }

    /// What pages show follows the journal by itself: where it moved, it must show what the order
    /// book has, whose movement is explained above.
    private mutating func compareShopStock(
        _ first: RealDocument, _ last: RealDocument, _ findings: inout Findings
    ) {
        let (old, new) = (Self.pools(first), Self.pools(last))
        let book = Self.pools(after.documents[.bookStock] ?? RealDocument(.bookStock))
        let moving = Set(
            events.all.filter { $0.position > after.from }.flatMap { event in
                event.type == "order.placed"
                    ? (event.document["lines"]?.array ?? []).map(Self.pool)
                    : [Self.pool(event.document)]
            })
        let repriced = Set(
            events.all.filter { $0.type == "price.changed" }.map { Self.pool($0.document) })
        for (pool, now) in new where now.text != old[pool]?.text {
            let isSame = ["given", "held", "sold"].allSatisfy {
                now.document[$0] == book[pool]?.document[$0]
            }
            let isTerms = ["price", "limit_per_buyer"].allSatisfy {
                now.document[$0] == old[pool]?.document[$0]
            }
            findings.check(
                isSame && (isTerms || repriced.contains(pool)) || moving.contains(pool), .real,
                Self.name(pool),
                "pages showed \(old[pool]?.text ?? "nothing"), and show \(now.text), which neither "
                    + "the order book nor a real event says")
        }
        for pool in old.keys where new[pool] == nil {
            findings.add(.real, Self.name(pool), "pages show it no more")
        }
    }
}
