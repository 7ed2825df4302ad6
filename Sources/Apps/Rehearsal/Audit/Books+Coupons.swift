internal import OrderRecords
internal import Primitives

extension Books {
    /// What a coupon does from here on; what it has granted stays counted.
    mutating func setCoupon(_ record: RawRecord) -> Bool {
        guard let set = record.load(order_record_coupon_set.self), set.coupon != 0,
            set.coupon_kind != 0
        else { return false }
        let known = coupons[set.coupon]
        coupons[set.coupon] = Coupon(
            merchant: set.merchant, kind: set.coupon_kind, value: set.value,
            minimumSpend: set.minimum_spend, budgetMoney: set.budget_money,
            budgetCount: set.budget_count, limit: set.limit_per_buyer, startsAt: set.starts_at,
            endsAt: set.ends_at, currency: set.currency, orders: known?.orders ?? 0,
            money: known?.money ?? 0)
        return true
    }

    /// Whether the coupon gives this order just what was taken off.
    func grants(_ id: UInt32, _ order: AuditOrder) -> Bool {
        guard let coupon = coupons[id] else { return false }
        let isPercent = UInt32(coupon.kind) == ORDER_COUPON_PERCENT.rawValue
        // Basis points, in two steps so that no sum overflows.
        let share =
            order.subtotal / 10_000 * coupon.value
            + order.subtotal % 10_000 * coupon.value / 10_000
        return coupon.merchant == order.merchant && coupon.currency == order.currency
            && order.subtotal >= coupon.minimumSpend
            && (coupon.startsAt..<max(coupon.startsAt, coupon.endsAt)).contains(order.placedAt)
            && order.discount == (isPercent ? share : min(coupon.value, order.subtotal))
    }

    /// Counts an order in the budgets of its coupon, and in its limit per buyer.
    mutating func use(_ order: inout AuditOrder, at position: UInt64, _ findings: inout Findings) {
        guard let id = order.coupon, var coupon = coupons[id] else { return }
        coupon.orders += 1
        coupon.money += order.discount
        coupons[id] = coupon
        let most = coupon.budgetCount == .max ? Int64.max : Int64(coupon.budgetCount)
        findings.check(
            coupon.orders <= most && coupon.money <= coupon.budgetMoney, .budget,
            "coupon \(id), order \(order.id)", at: position,
            "it has granted \(coupon.money) to \(coupon.orders) orders, where "
                + "\(coupon.budgetMoney) to \(most) is the budget")
        order.countsInCoupon = coupon.limit > 0
        guard order.countsInCoupon else { return }
        let counter = Self.counter(id, order)
        let count = counters[counter, default: 0] + 1
        counters[counter] = count
        findings.check(
            count <= Int64(coupon.limit), .limit, "buyer \(order.buyer), order \(order.id)",
            at: position, "\(count) orders with coupon \(id), \(coupon.limit) for each buyer")
    }

    /// An order that ended gives back what it had of its coupon.
    mutating func giveUp(_ order: inout AuditOrder) {
        guard let id = order.coupon else { return }
        coupons[id]?.orders -= 1
        coupons[id]?.money -= order.discount
        if order.countsInCoupon { counters[Self.counter(id, order), default: 0] -= 1 }
        order.countsInCoupon = false
    }

    /// Numbers of pools and sales end below.
    private static func counter(_ coupon: UInt32, _ order: AuditOrder) -> Counter {
        Counter(buyer: order.buyer, scope: 1 << 40 | UInt64(coupon))
    }
}
