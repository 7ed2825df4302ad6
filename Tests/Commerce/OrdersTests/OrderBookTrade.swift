import Foundation
import Journal
import OrderCore
import Orders
import Primitives

/// Random trade from a seed: a real core decides, and its batches go into a real journal.
final class OrderBookTrade {
    /// What was placed, for look-ups of orders that the core has forgotten.
    struct Placed: Hashable {
        var id: OrderID
        var merchant: MerchantID
        var buyer: BuyerID
        var key: IdempotencyKey
        var isRehearsal: Bool
    }

    static let merchants = [MerchantID(1), MerchantID(2)]
    static let currencies = [Currency.yuan, .euro]
    static let itemsPerSale: UInt64 = 4

    let folder: URL
    let journal: Journal
    var core = OrderCore(limits: OrderBookTrade.limits)
    var random: SeededRandom
    var now = Timestamp(1_700_000_000_000)
    private(set) var placed: [Placed] = []
    /// Amounts of the payments that were taken in, by merchant, real ones only.
    private(set) var paidIn: [Int64] = [0, 0]
    private var frame = Journal.frame(capacity: 1 << 20)
    private let epoch: UInt64
    /// The share of orders that belong to a rehearsal.
    var rehearsals = 0.3

    private static var limits: Limits {
        var limits = Limits(orders: 100_000)
        limits.idempotencyWindow = 60_000
        limits.returnWindow = 90_000
        return limits
    }

    init(seed: UInt64) throws {
        print("order book trade: seed \(seed)")
        random = SeededRandom(seed: seed)
        folder = FileManager.default.temporaryDirectory.appending(
            path: "orderbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        journal = try Journal(path: folder.appending(path: "journal.db").path, cell: CellID(7))
        epoch = try journal.lead()
        try openStores()
    }

    deinit {
        _ = try? journal.close()
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes one batch with the records that `body` decides.
    func batch(_ body: (inout OrderCore, inout ByteFrame) throws -> Void) throws {
        core.beginBatch(&frame, at: now)
        try body(&core, &frame)
        core.sealBatch(&frame)
        _ = try journal.append(&frame, epoch: epoch)
        frame.reset()
    }

    /// Writes a batch of bytes that need be no records.
    func appendRaw(_ bytes: [UInt8]) throws {
        unsafe bytes.withUnsafeBytes { unsafe frame.append(copying: $0.bytes) }
        _ = try journal.append(&frame, epoch: epoch)
        frame.reset()
    }

    /// Trades for some batches of up to `commands` commands each.
    func trade(batches: Int, commands: Int = 40) throws {
        for _ in 0..<batches {
            now = now.adding(milliseconds: Int64(random.next() % 3000))
            try batch { core, frame in
                for _ in 0..<Int(random.next() % UInt64(commands)) {
                    let command = next(core)
                    let decision = core.decide(command, at: now, into: &frame)
                    note(command, decision)
                }
                _ = core.tick(at: now, into: &frame, maximum: 200)
            }
        }
    }

    private func note(_ command: Command, _ decision: Decision) {
        guard decision.code.isSuccess, !decision.isReplay else { return }
        switch command {
        case .place(let order, _):
            placed.append(
                Placed(
                    id: decision.order, merchant: order.merchant, buyer: order.buyer,
                    key: order.key,
                    isRehearsal: order.isRehearsal))
        case .pay(let payment):
            guard placed.contains(where: { $0.id == payment.order && !$0.isRehearsal }) else {
                return
            }
            paidIn[Int(payment.merchant.rawValue) - 1] += payment.amount.rawValue
        default: break
        }
    }

    // MARK: Commands

    private func openStores() throws {
        try batch { core, frame in
            for (index, merchant) in Self.merchants.enumerated() {
                let number = UInt32(index + 1)
                let sale = SaleID(number)
                _ = core.decide(
                    .setSale(
                        SaleTerms(
                            merchant: merchant, sale: sale, startsAt: Timestamp(0),
                            limitPerBuyer: 60,
                            currency: Self.currencies[index])), at: now, into: &frame)
                for item in 1...Self.itemsPerSale {
                    let terms = ItemTerms(
                        merchant: merchant, sale: sale, sku: sku(item), unitPrice: price(item),
                        limitPerBuyer: item == 1 ? 9 : 0)
                    _ = core.decide(.setItem(terms), at: now, into: &frame)
                    for isRehearsal in [false, true] {
                        let change = ChangeStock(
                            merchant: merchant, sale: sale, sku: sku(item), delta: 400,
                            reference: reference(), isRehearsal: isRehearsal)
                        _ = core.decide(.changeStock(change), at: now, into: &frame)
                    }
                }
                _ = core.decide(
                    .setCoupon(
                        CouponTerms(
                            merchant: merchant, coupon: CouponID(number), kind: .percent,
                            value: 1_500,
                            budgetMoney: MinorUnits(90_000), currency: Self.currencies[index])),
                    at: now, into: &frame)
                _ = core.decide(
                    .setCoupon(
                        CouponTerms(
                            merchant: merchant, coupon: CouponID(number + 10), kind: .fixed,
                            value: 1_000_000,
                            budgetCount: 40, limitPerBuyer: 2, currency: Self.currencies[index])),
                    at: now, into: &frame)
            }
        }
    }

    /// SKUs use all 64 bits.
    func sku(_ item: UInt64) -> SKUID { SKUID(UInt64.max - item) }
    private func price(_ item: UInt64) -> MinorUnits { MinorUnits(Int64(item) * 333) }
    private func reference() -> Reference { Reference(high: random.next(), low: random.next()) }
    private func upTo(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

    private func next(_ core: borrowing OrderCore) -> Command {
        guard let order = recent(), random.happens(0.6) else {
            return random.happens(0.05) ? changeStock() : place()
        }
        let total = core.order(order.id)?.total.rawValue ?? 1
        switch upTo(20) {
        case 0..<11:
            let amounts = [total, total, total, total + 50, max(1, total / 2), max(1, total - 1)]
            return .pay(
                PayOrder(
                    merchant: order.merchant, order: order.id, reference: reference(),
                    amount: MinorUnits(max(1, amounts[upTo(amounts.count)])),
                    currency: Self.currencies[Int(order.merchant.rawValue) - 1]))
        case 11..<14:
            let buyer = random.happens(0.6) ? order.buyer : nil
            return .cancel(CancelOrder(merchant: order.merchant, order: order.id, buyer: buyer))
        case 14..<17:
            return .refund(
                RefundOrder(
                    merchant: order.merchant, order: order.id, reference: reference(),
                    amount: MinorUnits(Int64(upTo(Int(max(total, 1)))) + 1)))
        default:
            return .restock(
                RestockLine(
                    merchant: order.merchant, order: order.id, reference: reference(),
                    line: UInt32(upTo(5)),
                    quantity: UInt32(upTo(3)) + 1))
        }
    }

    private func recent() -> Placed? {
        guard !placed.isEmpty else { return nil }
        return placed[placed.count - 1 - upTo(min(placed.count, 120))]
    }

    private func changeStock() -> Command {
        let merchant = upTo(2)
        return .changeStock(
            ChangeStock(
                merchant: Self.merchants[merchant], sale: SaleID(UInt32(merchant + 1)),
                sku: sku(UInt64(upTo(4)) + 1), delta: Int64(upTo(400)) - 100,
                reference: reference(),
                isRehearsal: random.happens(rehearsals)))
    }

    private func place() -> Command {
        let number = UInt32(upTo(2) + 1)
        var coupon: CouponID?
        if random.happens(0.3) { coupon = CouponID(random.happens(0.7) ? number : number + 10) }
        let lines = (0...upTo(5)).map { _ in
            let item = UInt64(upTo(4)) + 1
            return LineRequest(
                sale: SaleID(number), sku: sku(item), quantity: UInt32(upTo(3)) + 1,
                unitPrice: price(item))
        }
        // Buyers use all 64 bits, too.
        let order = PlaceOrder(
            merchant: MerchantID(number), buyer: BuyerID(UInt64.max / 50 * UInt64(upTo(50))),
            key: reference(), coupon: coupon,
            paymentDeadline: now.adding(milliseconds: 1_000 + Int64(upTo(20_000))),
            isRehearsal: random.happens(rehearsals))
        return .place(order, lines: lines)
    }
}
