internal import OrderCore
internal import Primitives

/// What simulated merchants and buyers ask for: mostly sensible, often not, and much of it twice.
struct Workload {
    /// An order that a client was told of.
    struct KnownOrder {
        var id: OrderID
        var request: PlaceOrder
        var lines: [LineRequest]
        var total: Int64
        var currency: Currency
    }

    var random: SeededRandom
    let shape: WorldShape
    /// The terms that were last asked for, which may be not in force.
    var sales: [SaleID: SaleTerms] = [:]
    var items: [ItemTerms] = []
    private(set) var orders: [KnownOrder] = []
    private var history: [Command] = []
    private var nextName: UInt64 = 1
    private static let remembered = 48

    init(random: SeededRandom, shape: WorldShape) {
        self.random = random
        self.shape = shape
    }

    /// A new command, or one from before.
    mutating func next(at now: Timestamp) -> Command {
        if !history.isEmpty, random.happens(0.1) {
            let again = pick(history)
            return random.happens(0.3) ? altered(again) : again
        }
        let command: Command
        switch below(100) {
        case ..<52: command = place(at: now)
        case ..<74: command = pay()
        case ..<80: command = cancel()
        case ..<85: command = refund()
        case ..<89: command = restock()
        case ..<95: command = changeStock()
        case ..<97: command = .setSale(saleTerms(pick(shape.sales), at: now))
        case ..<98: command = .setItem(itemTerms())
        default: command = .setCoupon(couponTerms(at: now))
        }
        remember(command)
        return command
    }

    /// Learns from an answer.
    mutating func learn(_ command: Command, _ decision: Decision) {
        guard case .place(let request, let lines) = command, decision.code == .accepted,
            let sale = lines.first.flatMap({ sales[$0.sale] })
        else { return }
        let order = KnownOrder(
            id: decision.order, request: request, lines: lines, total: decision.amount,
            currency: sale.currency)
        if orders.count < Self.remembered {
            orders.append(order)
        } else {
            orders[below(orders.count)] = order
        }
    }

    /// The same name with other content.
    private mutating func altered(_ command: Command) -> Command {
        switch command {
        case .place(var request, var lines):
            switch below(5) {
            case 0: request.coupon = request.coupon == nil ? CouponID(98) : nil
            case 1: request.coupon = CouponID(1)
            case 2: request.buyer = buyer()
            case 3: request.isRehearsal.toggle()
            default: lines = lines.dropLast()
            }
            return .place(request, lines: lines)
        case .pay(var payment):
            switch below(3) {
            case 0: payment.currency = payment.currency == .yuan ? .euro : .yuan
            case 1: payment.amount += MinorUnits(1)
            default: payment.merchant = shape.otherMerchant
            }
            return .pay(payment)
        case .refund(var refund):
            refund.amount += MinorUnits(1)
            return .refund(refund)
        case .restock(var restock):
            if random.happens(0.5) { restock.line += 1 } else { restock.quantity += 1 }
            return .restock(restock)
        case .changeStock(var change):
            if random.happens(0.5) { change.isRehearsal.toggle() } else { change.delta += 1 }
            return .changeStock(change)
        case .cancel, .setSale, .setItem, .setCoupon: return command
        }
    }

    private mutating func remember(_ command: Command) {
        if history.count < Self.remembered {
            history.append(command)
        } else {
            history[below(history.count)] = command
        }
    }

    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    mutating func pick<Element>(_ all: [Element]) -> Element { all[below(all.count)] }

    /// A name that was never used, or now and then an old one.
    mutating func name() -> Token128 {
        if random.happens(0.04) { return Token128(high: 1, low: 1 + random.next() % nextName) }
        nextName += 1
        return Token128(high: 1, low: nextName)
    }

    mutating func buyer() -> BuyerID { BuyerID(1 + random.next() % shape.buyers) }

    // MARK: Orders

    private mutating func place(at now: Timestamp) -> Command {
        var first = pick(shape.sales)
        if random.happens(0.01) { first = SaleID(99) }
        let merchant = random.happens(0.02) ? shape.otherMerchant : shape.merchant(of: first)
        var lines: [LineRequest] = []
        let count = random.happens(0.004) ? pick([0, 101]) : pick([1, 1, 1, 2, 2, 3, 4, 6])
        while lines.count < count {
            let sale = random.happens(0.08) ? pick(shape.sales) : first
            lines.append(line(in: sale))
            if lines.count < count, random.happens(0.15) { lines.append(lines[lines.count - 1]) }
        }
        let isWrong = random.happens(0.02)
        let wrong: [Int64] = [-1, 0, 16 * 86_400_000]
        let window = isWrong ? pick(wrong) : shape.window / 4 + Int64(below(Int(shape.window)))
        return .place(
            PlaceOrder(
                merchant: merchant, buyer: buyer(), key: name(),
                coupon: random.happens(0.3)
                    ? CouponID(1 + UInt32(below(Int(shape.coupons) + 1))) : nil,
                paymentDeadline: now.adding(milliseconds: window),
                isRehearsal: random.happens(0.1)),
            lines: lines)
    }

    private mutating func line(in sale: SaleID) -> LineRequest {
        let known = items.filter { $0.sale == sale }
        var sku = SKUID(1 + random.next() % shape.skus)
        if random.happens(0.01) { sku = SKUID(77) }
        let price = known.last { $0.sku == sku }?.unitPrice ?? MinorUnits(100)
        let quantity: UInt32 =
            random.happens(0.01) ? pick([0, 1_000_001]) : UInt32(pick([1, 1, 1, 2, 3]))
        let seen = random.happens(0.03) ? price + MinorUnits(1) : price
        return LineRequest(sale: sale, sku: sku, quantity: quantity, unitPrice: seen)
    }

    private mutating func someOrder() -> KnownOrder? {
        guard !orders.isEmpty, !random.happens(0.02) else { return nil }
        // The newest are asked about most.
        return random.happens(0.6)
            ? orders[orders.count - 1 - below(min(6, orders.count))] : pick(orders)
    }

    private mutating func merchant(of order: KnownOrder?) -> MerchantID {
        guard let order, !random.happens(0.02) else { return shape.otherMerchant }
        return order.request.merchant
    }

    private mutating func pay() -> Command {
        let order = someOrder()
        let total = order?.total ?? 100
        let part = 1 + Int64(below(Int(max(1, total))))
        let amount = pick([total, total, total, total, part, part, total + 1, total * 2, 1])
        let wrong = random.happens(0.02)
        return .pay(
            PayOrder(
                merchant: merchant(of: order), order: order?.id ?? OrderID(12345),
                reference: name(),
                amount: MinorUnits(random.happens(0.01) ? 0 : amount),
                currency: wrong ? .poundSterling : order?.currency ?? .yuan))
    }

    private mutating func cancel() -> Command {
        let order = someOrder()
        let buyers: [BuyerID?] = [nil, order?.request.buyer, order?.request.buyer, BuyerID(1)]
        return .cancel(
            CancelOrder(
                merchant: merchant(of: order), order: order?.id ?? OrderID(7), buyer: pick(buyers)))
    }

    private mutating func refund() -> Command {
        let order = someOrder()
        let amount = pick([1, (order?.total ?? 2) / 2, order?.total ?? 1, (order?.total ?? 1) + 1])
        return .refund(
            RefundOrder(
                merchant: merchant(of: order), order: order?.id ?? OrderID(7), reference: name(),
                amount: MinorUnits(amount)))
    }

    private mutating func restock() -> Command {
        let order = someOrder()
        return .restock(
            RestockLine(
                merchant: merchant(of: order), order: order?.id ?? OrderID(7), reference: name(),
                line: UInt32(below((order?.lines.count ?? 0) + 1)),
                quantity: UInt32(pick([0, 1, 1, 1, 2, 3]))))
    }
}
