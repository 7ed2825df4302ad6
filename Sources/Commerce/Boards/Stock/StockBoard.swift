package import OrderCore
package import Primitives
internal import Synchronization

/// Price and stock of every pool, for each product page and each order: a look-up copies one struct
/// under a lock that is held for tens of nanoseconds.
///
/// It follows the journal: it may be some milliseconds behind the core, which alone decides.
package final class StockBoard: Sendable {
    struct Name: Hashable {
        var sale: SaleID
        var sku: SKUID
    }

    private struct Tables {
        var position: UInt64 = 0
        var pools: [PoolStatus] = []
        var byName: [Name: UInt32] = [:]
        var bySKU: [SKUID: [UInt32]] = [:]
        var bySale: [SaleID: [UInt32]] = [:]
        var sales: [SaleID: SaleTerms] = [:]
        var coupons: [CouponID: CouponStatus] = [:]
        var setAside: Set<SaleID> = []
    }

    private let tables = Mutex(Tables())
    private let listener = Mutex<Listener?>(nil)

    /// Hears on the boards' thread what became visible; it must not wait.
    package typealias Listener = @Sendable (BoardChanges) -> Void
    /// Pools that are copied under one hold of the lock.
    private static let poolsAtOnce = 64

    init() {}

    /// The last batch of the journal that is on the board.
    package var position: UInt64 { tables.withLock { $0.position } }

    /// A SKU in a sale; nil when it is not in the sale.
    package func pool(sale: SaleID, sku: SKUID) -> PoolStatus? {
        let name = Name(sale: sale, sku: sku)
        return tables.withLock { tables in
            tables.byName[name].map { tables.pools[Int($0)] }
        }
    }

    /// A SKU in all the sales that it is in.
    package func pools(of sku: SKUID) -> [PoolStatus] {
        tables.withLock { tables in
            (tables.bySKU[sku] ?? []).map { tables.pools[Int($0)] }
        }
    }

    /// Names the sales, instead of those named before, that are no offer to who does not ask for
    /// them: such as those that a waiting room stands before.
    package func setAside(_ sales: Set<SaleID>) { tables.withLock { $0.setAside = sales } }

    /// The best offer of a SKU at a moment: of the sales that are open and not set aside, the one
    /// with the lowest price that still has stock; without stock anywhere, the lowest price.
    package func offer(of sku: SKUID, at now: Timestamp) -> PoolStatus? {
        tables.withLock { tables in
            var best: PoolStatus?
            for number in tables.bySKU[sku] ?? [] {
                let pool = tables.pools[Int(number)]
                guard let terms = tables.sales[pool.sale], terms.startsAt <= now,
                    now < terms.endsAt, !tables.setAside.contains(pool.sale)
                else { continue }
                guard let other = best else {
                    best = pool
                    continue
                }
                let (has, otherHas) = (pool.free > 0, other.free > 0)
                if has != otherHas ? has : pool.unitPrice < other.unitPrice { best = pool }
            }
            return best
        }
    }

    /// The pools of a sale in the order of their numbers, those after pool `after`.
    package func pools(of sale: SaleID, after: UInt32 = 0, limit: Int = .max) -> [PoolStatus] {
        tables.withLock { tables in
            let numbers = tables.bySale[sale] ?? []
            let start = after == 0 ? 0 : numbers.partitioningIndex { $0 > after }
            return numbers[start...].prefix(limit).map { tables.pools[Int($0)] }
        }
    }

    /// The stock of all pools of a sale together.
    package func total(of sale: SaleID, rehearsal: Bool = false) -> PoolStatus.Stock {
        tables.withLock { tables in
            var sum = PoolStatus.Stock()
            for number in tables.bySale[sale] ?? [] {
                sum += tables.pools[Int(number)][rehearsal: rehearsal]
            }
            return sum
        }
    }

    /// A sale's terms.
    package func terms(of sale: SaleID) -> SaleTerms? { tables.withLock { $0.sales[sale] } }

    /// The sales with an end that are open at `now` or ended less than `milliseconds` ago; of one
    /// merchant or of all.
    package func campaigns(
        of merchant: MerchantID?, at now: Timestamp, endedWithin milliseconds: Int64 = 0
    ) -> [SaleTerms] {
        let sales = tables.withLock { tables in tables.sales }
        return sales.values.filter { terms in
            terms.endsAt != .never && terms.startsAt <= now
                && now < terms.endsAt.adding(milliseconds: milliseconds)
                && (merchant == nil || terms.merchant == merchant)
        }.sorted { $0.sale < $1.sale }
    }

    /// A coupon with what it granted.
    package func coupon(_ coupon: CouponID) -> CouponStatus? {
        tables.withLock { $0.coupons[coupon] }
    }

    /// Names who hears of every change from now on.
    package func listen(_ listener: @escaping Listener) {
        self.listener.withLock { $0 = listener }
    }

    /// The terms of every sale.
    package var everySale: [SaleTerms] { tables.withLock { Array($0.sales.values) } }

    /// So many pools at most, from the one with this number on.
    package func pools(from number: Int, limit: Int) -> [PoolStatus] {
        tables.withLock { Array($0.pools[min(number, $0.pools.count)...].prefix(limit)) }
    }

    /// Makes what a fold changed visible, a few pools at a time.
    func publish(_ fold: inout StockFold, position: UInt64) {
        let changes = fold.takeChanges()
        let listener = listener.withLock { $0 }
        var told = BoardChanges()
        defer {
            if let listener, !told.isEmpty { listener(told) }
        }
        if listener != nil { told.sales = changes.sales.compactMap { fold.sales[$0] } }
        if !changes.sales.isEmpty || !changes.coupons.isEmpty {
            let (sales, coupons) = (fold.sales, fold.coupons)
            tables.withLock { tables in
                for sale in changes.sales { tables.sales[sale] = sales[sale] }
                for coupon in changes.coupons { tables.coupons[coupon] = coupons[coupon] }
            }
        }
        var start = 0
        while start < changes.pools.count {
            let end = min(start + Self.poolsAtOnce, changes.pools.count)
            tables.withLock { tables in
                for number in changes.pools[start..<end] {
                    let pool = fold.pools[Int(number)]
                    if listener != nil {
                        let old = tables.byName[Name(sale: pool.sale, sku: pool.sku)]
                        told.pools.append((old.map { tables.pools[Int($0)] }, pool))
                    }
                    Self.put(pool, &tables)
                }
            }
            start = end
        }
        tables.withLock { $0.position = position }
    }

    private static func put(_ pool: PoolStatus, _ tables: inout Tables) {
        let index = Int(pool.pool)
        if index < tables.pools.count, tables.pools[index].sale == pool.sale {
            tables.pools[index] = pool
            return
        }
        while tables.pools.count <= index { tables.pools.append(.none(UInt32(tables.pools.count))) }
        tables.pools[index] = pool
        tables.byName[Name(sale: pool.sale, sku: pool.sku)] = pool.pool
        tables.bySKU[pool.sku, default: []].append(pool.pool)
        tables.bySale[pool.sale, default: []].insertInOrder(pool.pool)
    }
}

extension PoolStatus {
    /// The place of a pool that does not exist.
    static func none(_ number: UInt32) -> PoolStatus {
        PoolStatus(
            pool: number, sale: SaleID(0), sku: SKUID(0), merchant: MerchantID(0),
            currency: Currency(0), unitPrice: .zero, limitPerBuyer: 0)
    }
}

extension [UInt32] {
    /// The first index from which on `isAfter` holds; the array is in ascending order.
    fileprivate func partitioningIndex(_ isAfter: (UInt32) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Inserts where it belongs in ascending order.
    fileprivate mutating func insertInOrder(_ number: UInt32) {
        guard let last, last > number else { return append(number) }
        insert(number, at: partitioningIndex { $0 > number })
    }
}
