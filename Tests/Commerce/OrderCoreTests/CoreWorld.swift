import Foundation
import OrderCore
import Primitives

/// A core with a batch under way, and a merchant with a sale: what most tests start from.
struct CoreWorld: ~Copyable {
    static let merchant = MerchantID(1)
    static let sale = SaleID(10)
    static let everyday = SaleID(11)
    static let shirt = SKUID(100)
    static let mug = SKUID(200)
    static let start = Timestamp(1_800_000_000_000)

    var core: OrderCore
    var frame = ByteFrame(capacity: 1 << 20, headroom: 0)
    var now = CoreWorld.start
    private var keys: UInt64 = 0

    /// A sale from the start on for an hour, 10 shirts at 19.99 (2 a buyer) and 5 mugs at 0.50.
    init(limits: Limits = Limits(orders: 1000), plantedBug: PlantedBug? = nil) {
        core = OrderCore(limits: limits, plantedBug: plantedBug)
        core.beginBatch(&frame, at: now)
        set(sale: Self.sale, from: now, to: now.adding(milliseconds: 3_600_000))
        set(sale: Self.everyday, from: now, to: .never)
        put(Self.shirt, in: Self.sale, price: 1999, limit: 2, stock: 10)
        put(Self.mug, in: Self.sale, price: 50, limit: 0, stock: 5)
    }

    mutating func set(
        sale: SaleID, from: Timestamp, to: Timestamp, limit: UInt32 = 0, currency: Currency = .yuan
    ) {
        let terms = SaleTerms(
            merchant: Self.merchant, sale: sale, startsAt: from, endsAt: to, limitPerBuyer: limit,
            currency: currency)
        precondition(decide(.setSale(terms)).code == .done)
    }

    mutating func put(
        _ sku: SKUID, in sale: SaleID, price: Int64, limit: UInt32, stock: Int64,
        isRehearsal: Bool = false
    ) {
        let item = ItemTerms(
            merchant: Self.merchant, sale: sale, sku: sku, unitPrice: MinorUnits(price),
            limitPerBuyer: limit)
        precondition(decide(.setItem(item)).code == .done)
        keys += 1
        let change = ChangeStock(
            merchant: Self.merchant, sale: sale, sku: sku, delta: stock,
            reference: Reference(high: 99, low: keys), isRehearsal: isRehearsal)
        precondition(decide(.changeStock(change)).code == .done)
    }

    mutating func decide(_ command: Command) -> Decision {
        core.decide(command, at: now, into: &frame)
    }

    mutating func wait(_ milliseconds: Int64) { now = now.adding(milliseconds: milliseconds) }

    /// Lets time do its work.
    mutating func tick() { while core.tick(at: now, into: &frame, maximum: 100) == 100 {} }

    mutating func place(
        _ lines: [LineRequest], buyer: UInt64 = 7, key: UInt64? = nil, coupon: UInt32? = nil,
        window: Int64 = 900_000, isRehearsal: Bool = false
    ) -> Decision {
        keys += 1
        let order = PlaceOrder(
            merchant: Self.merchant, buyer: BuyerID(buyer),
            key: IdempotencyKey(high: 1, low: key ?? 1_000_000 + keys),
            coupon: coupon.map { CouponID($0) }, paymentDeadline: now.adding(milliseconds: window),
            isRehearsal: isRehearsal)
        return decide(.place(order, lines: lines))
    }

    mutating func pay(
        _ order: OrderID, _ amount: Int64, reference: UInt64, currency: Currency = .yuan
    ) -> Decision {
        decide(
            .pay(
                PayOrder(
                    merchant: Self.merchant, order: order,
                    reference: Reference(high: 2, low: reference),
                    amount: MinorUnits(amount), currency: currency)))
    }

    /// Ends the batch, folds it into a new core of the same limits, and gives that one's hashes
    /// beside this one's.
    mutating func folded(limits: Limits = Limits(orders: 1000)) throws -> (
        digests: (UInt64, UInt64), hashes: (UInt64, UInt64)
    ) {
        core.sealBatch(&frame)
        var other = OrderCore(limits: limits)
        try unsafe frame.withUnsafeBytes { bytes in
            try other.fold(unsafe RawSpan(_unsafeBytes: bytes))
        }
        return ((core.digest, other.digest), (core.stateHash(), other.stateHash()))
    }

    func stock(_ sku: SKUID, in sale: SaleID = CoreWorld.sale, isRehearsal: Bool = false) -> [Int64]
    {
        guard let stock = core.stock(sale: sale, sku: sku, isRehearsal: isRehearsal) else {
            return []
        }
        return [stock.given, stock.held, stock.sold, stock.free]
    }
}

/// A line in the sale.
func line(
    _ sku: SKUID, _ quantity: UInt32 = 1, price: Int64? = nil, sale: SaleID = CoreWorld.sale
) -> LineRequest {
    let usual: Int64 = sku == CoreWorld.shirt ? 1999 : 50
    return LineRequest(
        sale: sale, sku: sku, quantity: quantity, unitPrice: MinorUnits(price ?? usual))
}

/// A new seed for each run, or the one in the environment's `SPILLWAY_SEED`, to replay a failure.
func testSeed() -> UInt64 {
    let given = ProcessInfo.processInfo.environment["SPILLWAY_SEED"].flatMap { UInt64($0) }
    var system = SystemRandomNumberGenerator()
    return given ?? system.next()
}
