internal import Identity
internal import Primitives
internal import Service

/// The ledger of a rehearsal on a running deployment against what the deployment says of its
/// rehearsal orders and of the shadow stock that they drew on.
struct OutsideComparison {
    private struct Name: Hashable {
        var buyer: UInt64
        var key: String
    }

    let ledger: LedgerReader
    let listing: ShadowBook
    /// Orders that somebody was told of.
    private(set) var acknowledged = 0
    /// Units that acknowledged orders hold, by pool.
    private var units: [StockMovements.Pool: Int64] = [:]
    private var openUnits: [StockMovements.Pool: Int64] = [:]

    init(ledger: LedgerReader, listing: ShadowBook) {
        self.ledger = ledger
        self.listing = listing
    }

    /// Units of all acknowledged orders.
    var allUnits: Int64 { units.values.reduce(0, +) }

    mutating func run(_ findings: inout Findings) {
        var names: [Name: [LedgerRequest]] = [:]
        var cancelled: Set<UInt64> = []
        for request in ledger.requests {
            if request.isOrder {
                names[Name(buyer: request.buyer, key: request.key), default: []].append(request)
            } else if request.kind == UInt8(ascii: "x"), let order = UInt64(request.content),
                request.answer?.isSuccess ?? true
            {
                cancelled.insert(order)
            }
        }
        var explained: Set<UInt64> = []
        var open: [UInt64: Int] = [:]
        for (name, requests) in names {
            compare(name, requests, cancelled, &explained, &open, &findings)
        }
        for order in listing.orders.values where !explained.contains(order.id) {
            guard open[order.buyer, default: 0] > 0 else {
                findings.add(
                    .refused, "order \(order.id)", "nobody was told of it, or asked for it")
                continue
            }
            open[order.buyer, default: 0] -= 1
        }
        for failure in ledger.errors where failure.isBinding {
            findings.add(.resolved, failure.subject, "never got a final answer")
        }
        checkStock(&findings)
    }

    private mutating func compare(
        _ name: Name, _ requests: [LedgerRequest], _ cancelled: Set<UInt64>,
        _ explained: inout Set<UInt64>, _ open: inout [UInt64: Int], _ findings: inout Findings
    ) {
        let buyer = listing.buyer(Int(clamping: name.buyer))
        let subject = "order with key \(name.key) of buyer \(buyer)"
        var told: Set<UInt64> = []
        var fresh = 0
        for request in requests {
            guard let answer = request.answer, answer.isFinal else { continue }
            guard answer.isSuccess else { continue }
            if !answer.isReplay { fresh += 1 }
            told.insert(answer.order)
            let order = listing.orders[answer.order]
            findings.check(
                order?.buyer == buyer && order?.total == answer.amount, .acknowledged,
                "\(subject), order \(answer.order)",
                "was acknowledged for \(answer.amount), and the shop has "
                    + (order.map { "\($0.total) for buyer \($0.buyer)" } ?? "no such order"))
        }
        guard let first = requests.first else { return }
        findings.check(
            told.count <= 1 && fresh <= 1, .answers, subject,
            "was accepted as new \(fresh) times, as orders \(told.sorted())")
        explained.formUnion(told)
        if told.isEmpty {
            let isOpen = requests.contains { !($0.answer?.isFinal ?? false) }
            if isOpen {
                open[buyer, default: 0] += 1
                count(first.content, &openUnits)
            }
            return
        }
        acknowledged += 1
        // What was cancelled, or whose time is over, holds no units any more.
        let isHeld =
            told.isDisjoint(with: cancelled)
            && told.allSatisfy { listing.orders[$0]?.isHeld ?? true }
        if isHeld { count(first.content, &units) } else { count(first.content, &openUnits) }
    }

    private func count(_ content: String, _ sums: inout [StockMovements.Pool: Int64]) {
        for line in content.split(separator: ",") {
            let parts = line.split(separator: ":").compactMap { Int64($0) }
            guard parts.count == 3 else { continue }
            sums[StockMovements.Pool(sale: parts[2], sku: parts[0]), default: 0] += parts[1]
        }
    }

    /// Shadow stock is never exceeded, and holds what was acknowledged.
    private func checkStock(_ findings: inout Findings) {
        for (pool, stock) in listing.stock {
            let (sold, unknown) = (units[pool] ?? 0, openUnits[pool] ?? 0)
            let subject = "shadow stock of " + RealProof.name(pool)
            findings.check(
                stock.given >= stock.taken && sold <= stock.freeBefore + stock.takenBefore, .stock,
                subject, "\(sold) units were acknowledged of \(stock.freeBefore)")
            findings.check(
                stock.taken >= sold && stock.taken <= sold + unknown + stock.takenBefore, .stock,
                subject,
                "\(stock.taken) units are held or sold, \(sold) were acknowledged")
        }
        for pool in units.keys where listing.stock[pool] == nil {
            findings.add(.stock, RealProof.name(pool), "orders were taken where no shadow stock is")
        }
    }
}
