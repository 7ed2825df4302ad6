internal import OrderCore
internal import OrderRecords
internal import Orders
internal import Primitives

/// The fold's own copy of all pools, sales and coupons, and which of them changed since they were
/// published last.
struct StockFold {
    /// Pools that are taken at most: numbers come from the journal and must not take all memory.
    static let maximumPools: UInt32 = 16_000_000

    /// By number; a pool that does not exist has the sale 0.
    private(set) var pools: [PoolStatus] = []
    private(set) var sales: [SaleID: SaleTerms] = [:]
    private(set) var coupons: [CouponID: CouponStatus] = [:]
    private(set) var changes = Changes()
    private var isChanged: [Bool] = []

    /// What is to be published.
    struct Changes {
        var pools: [UInt32] = []
        var sales: Set<SaleID> = []
        var coupons: Set<CouponID> = []
    }

    init() {}

    /// Starts from the order book's tables.
    init(_ opening: BookOpening) {
        for terms in opening.sales { set(terms) }
        for pool in opening.pools {
            guard let terms = sales[pool.sale] else { continue }
            var status = PoolStatus(
                pool: pool.pool, sale: pool.sale, sku: pool.sku, merchant: terms.merchant,
                currency: terms.currency, unitPrice: pool.unitPrice,
                limitPerBuyer: pool.limitPerBuyer)
            status.real = .init(pool.real)
            status.shadow = .init(pool.shadow)
            _ = put(status)
        }
        for coupon in opening.coupons {
            set(
                CouponStatus(terms: coupon.terms, orders: coupon.orders, money: coupon.money))
        }
    }

    /// The pool with this number.
    func pool(_ number: UInt32) -> PoolStatus? {
        guard Int(number) < pools.count, pools[Int(number)].sale.rawValue != 0 else { return nil }
        return pools[Int(number)]
    }

    /// Whether a sale has an end, other than everyday selling.
    func isCampaign(_ sale: SaleID) -> Bool { (sales[sale]?.endsAt ?? .never) != .never }

    mutating func set(_ terms: SaleTerms) {
        sales[terms.sale] = terms
        changes.sales.insert(terms.sale)
    }

    mutating func set(_ coupon: CouponStatus) {
        coupons[coupon.terms.coupon] = coupon
        changes.coupons.insert(coupon.terms.coupon)
    }

    /// Puts a SKU into a sale or changes it there; says whether the record fits.
    mutating func set(_ record: order_record_item_set) -> Bool {
        guard let terms = sales[SaleID(record.sale)] else { return false }
        var status = pool(record.pool)
            ?? PoolStatus(
                pool: record.pool, sale: terms.sale, sku: SKUID(record.sku),
                merchant: terms.merchant, currency: terms.currency,
                unitPrice: MinorUnits.zero, limitPerBuyer: 0)
        status.unitPrice = MinorUnits(record.unit_price)
        status.limitPerBuyer = record.limit_per_buyer
        return put(status)
    }

    /// Moves units of a pool; says whether there is such a pool.
    @inline(__always)
    mutating func move(
        _ pool: UInt32, given: Int64 = 0, held: Int64 = 0, sold: Int64 = 0, rehearsal: Bool
    ) -> Bool {
        let index = Int(pool)
        guard index < pools.count, pools[index].sale.rawValue != 0 else { return false }
        if rehearsal {
            pools[index].shadow += .init(given: given, held: held, sold: sold)
        } else {
            pools[index].real += .init(given: given, held: held, sold: sold)
        }
        note(pool)
        return true
    }

    /// Counts a coupon's use once more (1) or once less (-1).
    mutating func use(_ coupon: UInt32, discount: Int64, sign: Int64) {
        let id = CouponID(coupon)
        guard var status = coupons[id] else { return }
        status.orders += sign
        status.money += MinorUnits(sign * discount)
        set(status)
    }

    /// Gives what changed and starts anew.
    mutating func takeChanges() -> Changes {
        let taken = changes
        for pool in taken.pools { isChanged[Int(pool)] = false }
        changes = Changes()
        return taken
    }

    private mutating func put(_ status: PoolStatus) -> Bool {
        guard status.pool < Self.maximumPools, status.sale.rawValue != 0 else { return false }
        let index = Int(status.pool)
        while pools.count <= index {
            pools.append(.none(UInt32(pools.count)))
            isChanged.append(false)
        }
        pools[index] = status
        note(status.pool)
        return true
    }

    @inline(__always) private mutating func note(_ pool: UInt32) {
        guard !isChanged[Int(pool)] else { return }
        isChanged[Int(pool)] = true
        changes.pools.append(pool)
    }
}

extension PoolStatus.Stock {
    fileprivate init(_ stock: BookOpening.Pool.Stock) {
        self.init(given: stock.given, held: stock.held, sold: stock.sold)
    }
}
