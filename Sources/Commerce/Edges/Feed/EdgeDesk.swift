internal import Boards
internal import Catalogue
internal import OrderCore
internal import Primitives
internal import Service

/// What edges are told, and what they know when they were told all of it. Belongs to one thread.
struct EdgeDesk {
    /// A pool by its names.
    struct PoolName: Hashable {
        var sale: SaleID
        var sku: SKUID
    }

    /// A message to every edge.
    struct Message {
        var kind: String
        var data: JSON
    }

    /// Pools that are told as sold out at most.
    private static let maximumSoldOut = 50_000
    /// Campaigns that are told; past it the oldest are not.
    private static let maximumSales = 2_000
    /// Products whose numbers are remembered by their SKUs.
    private static let maximumProducts = 100_000
    /// Pages look words and lists up at most so often: what was made of older ones is purged again.
    private static let momentMilliseconds: Int64 = 1_100
    private static let poolsAtOnce = 4096
    /// Tags of one message at most.
    private static let tagsAtOnce = 500

    private let board: StockBoard
    private let product: (MerchantID, SKUID) -> ProductID?
    private var pacer = PurgePacer()
    private var soldOut: Set<PoolName> = []
    private var terms: [SaleID: SaleTerms] = [:]
    private var states: [SaleID: String] = [:]
    private var merchants: Set<MerchantID> = []
    private var products: [SKUID: ProductID] = [:]
    /// Tags to be purged once more, when no page is made of older look-ups any more.
    private var again: [(tag: String, due: Int64)] = []

    init(_ board: StockBoard, product: @escaping (MerchantID, SKUID) -> ProductID?) {
        self.board = board
        self.product = product
    }

    /// Looks at all there is, as at a start.
    mutating func readAll() {
        soldOut = []
        var from = 0
        while true {
            let pools = board.pools(from: from, limit: Self.poolsAtOnce)
            for pool in pools { _ = noteStock(pool) }
            from += pools.count
            if pools.count < Self.poolsAtOnce { break }
        }
        for terms in board.everySale { note(terms) }
    }

    /// Takes changes in; gives what edges are told of them now.
    mutating func take(_ inbox: EdgeInbox, at now: Timestamp, ticks: Int64) -> [Message] {
        var messages: [Message] = []
        if inbox.isFlooded {
            let before = soldOut
            readAll()
            for merchant in merchants { pacer.want(CacheTag.merchant(merchant), at: ticks) }
            messages += stock(out: soldOut.subtracting(before), back: before.subtracting(soldOut))
        }
        for terms in inbox.board.sales {
            note(terms)
            pacer.want(CacheTag.merchant(terms.merchant), at: ticks)
            again.append((CacheTag.merchant(terms.merchant), ticks + Self.momentMilliseconds))
        }
        messages += take(inbox.board.pools, ticks)
        for (merchant, change) in inbox.catalogue {
            var tags = [CacheTag.lists(merchant)]
            switch change {
            case .product(let id): tags.append(CacheTag.product(id))
            case .store: tags.append(CacheTag.merchant(merchant))
            }
            for tag in tags {
                pacer.want(tag, at: ticks)
                again.append((tag, ticks + Self.momentMilliseconds))
            }
        }
        messages += turn(at: now, ticks: ticks)
        return messages
    }

    private mutating func take(
        _ pools: [(old: PoolStatus?, new: PoolStatus)], _ ticks: Int64
    ) -> [Message] {
        var out: Set<PoolName> = []
        var back: Set<PoolName> = []
        for (old, new) in pools {
            let name = PoolName(sale: new.sale, sku: new.sku)
            switch noteStock(new) {
            case true?:
                out.insert(name)
                back.remove(name)
            case false?:
                back.insert(name)
                out.remove(name)
            case nil: break
            }
            guard old.map({ Self.isSeen($0, new) }) ?? true else { continue }
            if let product = product(of: new) { pacer.want(CacheTag.product(product), at: ticks) }
            if terms[new.sale] != nil, old.map({ Self.isPriced($0, new) }) ?? true {
                pacer.want(CacheTag.sale(new.sale), at: ticks)
            }
        }
        return stock(out: out, back: back)
    }

    /// Whether pages show another thing: the price, the limit, or the words for the stock.
    private static func isSeen(_ old: PoolStatus, _ new: PoolStatus) -> Bool {
        isPriced(old, new) || shown(old) != shown(new)
    }

    private static func isPriced(_ old: PoolStatus, _ new: PoolStatus) -> Bool {
        old.unitPrice != new.unitPrice || old.limitPerBuyer != new.limitPerBuyer
            || (old.free > 0) != (new.free > 0)
    }

    /// Few units are told by their number, many are not.
    private static func shown(_ pool: PoolStatus) -> Int64 { max(0, min(pool.free, 11)) }

    private mutating func product(of pool: PoolStatus) -> ProductID? {
        if let known = products[pool.sku] { return known }
        guard let found = product(pool.merchant, pool.sku) else { return nil }
        if products.count >= Self.maximumProducts { products = [:] }
        products[pool.sku] = found
        return found
    }

    /// Whether it is sold out, where that is news.
    private mutating func noteStock(_ pool: PoolStatus) -> Bool? {
        guard pool.sale.rawValue != 0 else { return nil }
        let name = PoolName(sale: pool.sale, sku: pool.sku)
        let isOut = pool.free <= 0
        guard isOut != soldOut.contains(name) else { return nil }
        if isOut {
            guard soldOut.count < Self.maximumSoldOut else { return nil }
            soldOut.insert(name)
        } else {
            soldOut.remove(name)
        }
        return isOut
    }

    private mutating func note(_ terms: SaleTerms) {
        merchants.insert(terms.merchant)
        guard terms.endsAt != .never else { return }
        self.terms[terms.sale] = terms
        if self.terms.count > Self.maximumSales, let oldest = self.terms.keys.min() {
            self.terms[oldest] = nil
            states[oldest] = nil
        }
    }

    /// What the clock brings: sales that open and close, and purges that are due.
    private mutating func turn(at now: Timestamp, ticks: Int64) -> [Message] {
        var messages: [Message] = []
        for terms in terms.values {
            let state = Self.state(terms, at: now)
            guard states[terms.sale] != state else { continue }
            let isFirst = states[terms.sale] == nil
            states[terms.sale] = state
            messages.append(Message(kind: "sale", data: Self.document(terms.sale, state)))
            guard !isFirst else { continue }
            pacer.want(CacheTag.merchant(terms.merchant), at: ticks)
            again.append((CacheTag.merchant(terms.merchant), ticks + Self.momentMilliseconds))
        }
        for (tag, due) in again where due <= ticks { pacer.want(tag, at: ticks) }
        again.removeAll { $0.due <= ticks }
        let tags = pacer.due(at: ticks)
        for start in stride(from: 0, to: tags.count, by: Self.tagsAtOnce) {
            let part = tags[start..<min(start + Self.tagsAtOnce, tags.count)]
            messages.append(
                Message(kind: "purge", data: ["tags": .array(part.map { .string($0) })]))
        }
        return messages
    }

    private static func state(_ terms: SaleTerms, at now: Timestamp) -> String {
        now < terms.startsAt ? "soon" : now < terms.endsAt ? "open" : "over"
    }

    private static func document(_ sale: SaleID, _ state: String) -> JSON {
        ["sale": JSON(sale.rawValue), "state": .string(state)]
    }

    private func stock(out: Set<PoolName>, back: Set<PoolName>) -> [Message] {
        guard !out.isEmpty || !back.isEmpty else { return [] }
        return [
            Message(kind: "stock", data: ["out": Self.document(out), "back": Self.document(back)])
        ]
    }

    private static func document(_ pools: Set<PoolName>) -> JSON {
        .array(pools.map { [JSON($0.sale.rawValue), JSON($0.sku.rawValue)] })
    }

    /// All that an edge has to know.
    func whole(purging: Bool, keys: JSON, rooms: JSON) -> JSON {
        [
            "purge": .array(
                purging ? merchants.map { .string(CacheTag.merchant($0)) } : []),
            "sold_out": Self.document(soldOut),
            "sales": .array(states.map { Self.document($0.key, $0.value) }), "keys": keys,
            "rooms": rooms,
        ]
    }
}
