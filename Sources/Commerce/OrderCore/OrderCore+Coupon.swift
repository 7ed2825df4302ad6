internal import OrderRecords
package import Primitives

extension OrderCore {
    /// Whether a coupon is granted.
    enum Grant {
        case granted(Int64)
        case refused(Decision)
    }

    /// What a coupon takes off an order, or why it does not.
    func grant(_ id: CouponID, to order: PlaceOrder, subtotal: Int64, currency: UInt16, now: Int64)
        -> Grant
    {
        guard let slot = couponSlot(id), coupons[slot].merchant == order.merchant.rawValue else {
            return .refused(Decision(.unknownCoupon))
        }
        let coupon = coupons[slot]
        guard now >= coupon.startsAt else {
            return .refused(Decision(.couponNotOpen, amount: coupon.startsAt))
        }
        guard now < coupon.endsAt else {
            return .refused(Decision(.couponClosed, amount: coupon.endsAt))
        }
        guard coupon.currency == currency else {
            return .refused(
                Decision(.currencyMismatch, amount: Int64(coupon.currency), detail: Int64(currency))
            )
        }
        guard subtotal >= coupon.minimumSpend else {
            return .refused(
                Decision(.couponMinimumSpend, amount: coupon.minimumSpend, detail: subtotal))
        }
        let discount = Self.discount(coupon, on: subtotal)
        if let refusal = overBudget(
            slot, buyer: order.buyer.rawValue, discount, rehearsal: order.isRehearsal)
        {
            return .refused(refusal)
        }
        return .granted(discount)
    }

    /// Whether granting `discount` once more would pass a budget or limit of a coupon.
    func overBudget(_ slot: UInt32, buyer: UInt64, _ discount: Int64, rehearsal: Bool) -> Decision?
    {
        let coupon = coupons[slot]
        let use = coupon[rehearsal: rehearsal]
        let countLeft =
            coupon.budgetCount == .max ? Int64.max : Int64(coupon.budgetCount) - use.count
        let moneyLeft = min(coupon.budgetMoney, Self.latestSum) - use.money
        guard countLeft > 0 && discount <= moneyLeft else {
            return Decision(.couponExhausted, amount: max(countLeft, 0), detail: max(moneyLeft, 0))
        }
        if coupon.limitPerBuyer > 0 {
            let used = counters.count(buyer, .coupon(slot, rehearsal: rehearsal))
            guard used < coupon.limitPerBuyer else {
                return Decision(
                    .couponLimitReached, amount: Int64(coupon.limitPerBuyer), detail: Int64(used))
            }
        }
        return nil
    }

    private static func discount(_ coupon: CouponState, on subtotal: Int64) -> Int64 {
        guard coupon.kind == CouponTerms.Kind.percent.rawValue else {
            return min(coupon.value, subtotal)
        }
        return share(of: coupon.value, part: subtotal, whole: 10_000)
    }

    /// ⌊amount × part ÷ whole⌋ without overflow, for part ≤ whole or amount ≤ whole.
    private static func share(of amount: Int64, part: Int64, whole: Int64) -> Int64 {
        guard whole > 0 else { return 0 }
        let product = amount.multipliedFullWidth(by: part)
        return whole.dividingFullWidth(product).quotient
    }

    /// Splits a discount over the lines in proportion to their price, to the cent.
    ///
    /// Line i gets ⌊D·Sᵢ/T⌋ − ⌊D·Sᵢ₋₁/T⌋ with S the running sums: the parts add up to D exactly,
    /// and none is larger than its line.
    @unsafe func split(
        _ discount: Int64, of total: Int64, lines: UnsafeMutableRawPointer, count: Int
    ) {
        let discounts = unsafe lines + count * 16 + 8
        var running: Int64 = 0
        var given: Int64 = 0
        for index in 0..<count {
            let line = unsafe (lines + index * 16).load(as: order_placed_line.self)
            running += Int64(line.quantity) * line.unit_price
            let upTo = Self.share(of: discount, part: running, whole: total)
            var part = upTo - given
            given = upTo
            if plantedBug == .losesACent && index == count - 1 && part > 0 { part -= 1 }
            unsafe (discounts + index * 8).storeBytes(of: part, as: Int64.self)
        }
    }

    /// Makes or changes a coupon.
    package mutating func setCoupon(
        _ terms: CouponTerms, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        guard terms.coupon.rawValue != 0 else { return invalid(.identifier) }
        let highest = terms.kind == .percent ? 10_000 : Limits.maximumAmount
        guard terms.value >= 1 && terms.value <= highest, terms.minimumSpend.rawValue >= 0,
            terms.minimumSpend.rawValue <= Limits.maximumAmount
        else { return invalid(.value) }
        if let budget = terms.budgetMoney?.rawValue {
            guard budget >= 0 && budget <= Limits.maximumAmount else { return invalid(.value) }
        }
        guard terms.budgetCount.map({ $0 < .max }) ?? true else { return invalid(.value) }
        guard terms.endsAt > terms.startsAt else { return invalid(.times) }
        if let slot = couponSlot(terms.coupon) {
            guard coupons[slot].merchant == terms.merchant.rawValue else {
                return invalid(.merchantChanged)
            }
            guard coupons[slot].currency == terms.currency.rawValue else {
                return invalid(.currencyChanged)
            }
        } else if coupons.isFull {
            return busy(.coupons, coupons.limit)
        }
        let length = MemoryLayout<order_record_coupon_set>.size
        let record = order_record_coupon_set(
            header: header(.couponSet, at: effective(time), length: length),
            coupon: terms.coupon.rawValue,
            merchant: terms.merchant.rawValue, value: terms.value,
            minimum_spend: terms.minimumSpend.rawValue,
            budget_money: terms.budgetMoney?.rawValue ?? .max, starts_at: terms.startsAt.rawValue,
            ends_at: terms.endsAt.rawValue, budget_count: terms.budgetCount ?? .max,
            limit_per_buyer: terms.limitPerBuyer, currency: terms.currency.rawValue,
            coupon_kind: terms.kind.rawValue, reserved: (0, 0, 0, 0, 0))
        commit(record, .couponSet, into: &frame)
        return Decision(.done, amount: Int64(coupons.count))
    }
}
