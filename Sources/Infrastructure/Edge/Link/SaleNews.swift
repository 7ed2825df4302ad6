internal import Service
internal import Synchronization

/// What the center told last of stock and sales, and since when it was heard.
///
/// It counts only while the center is heard: an edge that is cut off says no "no" of its own.
final class SaleNews: Sendable {
    struct Pool: Hashable {
        var sale: UInt32
        var sku: UInt64
    }

    /// Why an order cannot be.
    enum Refusal: String {
        case soldOut = "sold_out"
        case notOpen = "sale_not_open"
        case over = "sale_closed"
    }

    /// Nanoseconds for which a word of the center counts.
    static let trust: UInt64 = 800_000_000

    private struct State {
        var soldOut: Set<Pool> = []
        var states: [UInt32: Refusal] = [:]
    }

    private let state = Mutex(State())
    private let heard = Atomic<UInt64>(0)
    private let hasNews = Atomic<Bool>(false)

    /// The center was heard.
    func hear(at now: UInt64) { heard.store(now, ordering: .releasing) }

    /// The center is not heard any more.
    func lose() { hasNews.store(false, ordering: .releasing) }

    /// Whether the center was heard lately.
    func isHeard(at now: UInt64) -> Bool {
        guard hasNews.load(ordering: .acquiring) else { return false }
        let last = heard.load(ordering: .acquiring)
        return now < last || now - last <= Self.trust
    }

    /// Takes all of it.
    func takeAll(_ document: JSON) {
        state.withLock { state in
            state.soldOut = Set(Self.pools(document["sold_out"]))
            state.states = [:]
            for sale in document["sales"]?.array ?? [] { Self.note(sale, &state) }
        }
        hasNews.store(true, ordering: .releasing)
    }

    /// Takes what changed of the stock.
    func takeStock(_ document: JSON) {
        state.withLock { state in
            state.soldOut.formUnion(Self.pools(document["out"]))
            state.soldOut.subtract(Self.pools(document["back"]))
        }
    }

    /// Takes the state of a sale.
    func takeSale(_ document: JSON) { state.withLock { Self.note(document, &$0) } }

    /// Why these units cannot be had; nil where the center has to say.
    func refusal(_ pool: Pool, now: UInt64) -> Refusal? {
        guard isHeard(at: now) else { return nil }
        return state.withLock { state in
            state.states[pool.sale] ?? (state.soldOut.contains(pool) ? .soldOut : nil)
        }
    }

    private static func pools(_ list: JSON?) -> [Pool] {
        (list?.array ?? []).compactMap { pair in
            guard let pair = pair.array, pair.count == 2, let sale = pair[0].integer,
                let sku = pair[1].integer
            else { return nil }
            return Pool(sale: UInt32(clamping: sale), sku: UInt64(clamping: sku))
        }
    }

    private static func note(_ sale: JSON, _ state: inout State) {
        guard let number = sale["sale"]?.integer else { return }
        switch sale["state"]?.string {
        case "soon": state.states[UInt32(clamping: number)] = .notOpen
        case "over": state.states[UInt32(clamping: number)] = .over
        default: state.states[UInt32(clamping: number)] = nil
        }
    }
}
