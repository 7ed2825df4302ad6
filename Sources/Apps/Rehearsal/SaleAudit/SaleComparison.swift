internal import Crypto
internal import Primitives

/// The ledger of a sale against its journal: what was acknowledged is there, once and unchanged;
/// what was refused, or never asked for, is not.
struct SaleComparison {
    private struct Name: Hashable {
        var buyer: UInt64
        var key: String
    }

    let ledger: LedgerReader
    let books: Books
    var findings: Findings
    /// Orders that somebody was told of.
    private(set) var acknowledged = 0
    private var explained: Set<Token128> = []

    private static let merchant: UInt32 = 1

    init(ledger: LedgerReader, books: Books, findings: Findings) {
        self.ledger = ledger
        self.books = books
        self.findings = findings
    }

    mutating func run() {
        var orders: [Name: [Int]] = [:]
        var cancellations: [UInt64: [Int]] = [:]
        for (index, request) in ledger.requests.enumerated() {
            if request.isOrder {
                orders[Name(buyer: request.buyer, key: request.key), default: []].append(index)
            } else if request.kind == UInt8(ascii: "x"), let order = UInt64(request.content) {
                cancellations[order, default: []].append(index)
            }
        }
        for (name, places) in orders { compareOrder(name, places) }
        for (order, places) in cancellations { compareCancellation(order, places) }
        lookForUnexplained(cancellations)
        for failure in ledger.errors where failure.isBinding {
            findings.add(.resolved, failure.subject, "never got a final answer")
        }
    }

    /// What the journal has in place of a buyer's key: the first half of a SHA-256 over merchant,
    /// buyer, and the key.
    static func digest(buyer: UInt64, key: String) -> Token128 {
        var bytes: [UInt8] = []
        for shift in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: merchant >> (8 * shift))) }
        for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: buyer >> (8 * shift))) }
        let hash = Array(SHA256.hash(data: bytes + Array(key.utf8)))
        func word(_ start: Int) -> UInt64 {
            hash[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        return Token128(high: word(0), low: word(8))
    }

    private mutating func compareOrder(_ name: Name, _ places: [Int]) {
        let digest = Self.digest(buyer: name.buyer, key: name.key)
        explained.insert(digest)
        let id = books.keys[digest]
        let order = id.flatMap { books.orders[$0] }
        let subject = "order with key \(name.key) of buyer \(name.buyer)"
        var fresh = 0
        var isAccepted = false
        var isOpen = false
        for place in places {
            let request = ledger.requests[place]
            guard let answer = request.answer, answer.isFinal else {
                isOpen = true
                continue
            }
            guard answer.isSuccess else { continue }
            isAccepted = true
            if !answer.isReplay { fresh += 1 }
            guard let order else {
                findings.add(
                    .acknowledged, "\(subject), order \(answer.order)",
                    "was acknowledged by answer \(place + 1), but is not in the journal")
                continue
            }
            findings.check(
                answer.order == order.id && answer.amount == order.total
                    && isSame(request, order),
                .acknowledged, "\(subject), order \(answer.order)", at: order.position,
                "is not as it was acknowledged: asked \(request.content), told \(answer.amount), "
                    + "the journal has order \(order.id) of \(order.total)")
        }
        if isAccepted { acknowledged += 1 }
        findings.check(
            fresh <= 1, .answers, subject, at: order?.position,
            "was accepted as new \(fresh) times")
        let last = places.last { ledger.requests[$0].answer?.isFinal == true }
        let isRefused = last.map { ledger.requests[$0].answer?.isSuccess == false } ?? false
        findings.check(
            isAccepted || !isRefused || order == nil, .answers, "\(subject), order \(id ?? 0)",
            at: order?.position, "its buyer was told no in the end, but it is in the journal")
        findings.check(
            isAccepted || isOpen || order == nil, .refused, "\(subject), order \(id ?? 0)",
            at: order?.position, "is in the journal, but every answer refused it")
    }

    private func isSame(_ request: LedgerRequest, _ order: AuditOrder) -> Bool {
        let hasCoupon = request.content.hasSuffix(LedgerRequest.couponMark)
        let lines =
            hasCoupon
            ? request.content.dropLast(LedgerRequest.couponMark.count) : request.content[...]
        let asked = lines.split(separator: ",")
        guard request.buyer == order.buyer, hasCoupon == (order.coupon != nil),
            asked.count == order.lines.count
        else { return false }
        return zip(asked, order.lines).allSatisfy { text, line in
            let parts = text.split(separator: ":").compactMap { UInt64($0) }
            guard parts.count == 3, let pool = books.pools[line.pool] else { return false }
            // Sale 0 leaves it to the shop, which sells by whatever sale is on.
            return parts[0] == pool.sku && parts[1] == UInt64(line.quantity)
                && (parts[2] == 0 || parts[2] == UInt64(pool.sale))
        }
    }

    private mutating func compareCancellation(_ id: UInt64, _ places: [Int]) {
        let answers = places.compactMap { ledger.requests[$0].answer }
        let cancelled = books.orders[id]?.cancelled
        findings.check(
            cancelled != nil || !answers.contains(where: \.isSuccess), .acknowledged,
            "cancellation of order \(id)", "was acknowledged, but is not in the journal")
    }

    private mutating func lookForUnexplained(_ cancellations: [UInt64: [Int]]) {
        for (key, id) in books.keys where !explained.contains(key) {
            findings.add(
                .refused, "order \(id)", at: books.orders[id]?.position,
                "nobody asked for it: its key is \(key)")
        }
        for order in books.orders.values
        where order.cancelled != nil && cancellations[order.id] == nil {
            findings.add(
                .refused, "order \(order.id)", at: order.cancelled?.position, "nobody cancelled it")
        }
    }
}
