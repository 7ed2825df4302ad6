internal import OrderCore
internal import Primitives

extension ReferenceModel {
    enum Grant {
        case granted(Int64)
        case refused(Decision)
    }

    /// What a coupon takes off an order of this subtotal, or why not.
    func grant(
        _ id: CouponID, _ request: PlaceOrder, _ subtotal: Int64, _ currency: Currency, _ now: Int64
    ) -> Grant {
        guard let coupon = coupons[id], coupon.terms.merchant == request.merchant else {
            return .refused(Decision(.unknownCoupon))
        }
        let terms = coupon.terms
        if now < terms.startsAt.rawValue {
            return .refused(Decision(.couponNotOpen, amount: terms.startsAt.rawValue))
        }
        if now >= terms.endsAt.rawValue {
            return .refused(Decision(.couponClosed, amount: terms.endsAt.rawValue))
        }
        if terms.currency != currency {
            return .refused(
                Decision(
                    .currencyMismatch, amount: Int64(terms.currency.rawValue),
                    detail: Int64(currency.rawValue)))
        }
        if subtotal < terms.minimumSpend.rawValue {
            return .refused(
                Decision(.couponMinimumSpend, amount: terms.minimumSpend.rawValue, detail: subtotal)
            )
        }
        let discount =
            terms.kind == .fixed ? min(terms.value, subtotal) : part(subtotal, terms.value, 10_000)
        if let refusal = overBudget(id, request, discount) { return .refused(refusal) }
        return .granted(discount)
    }

    /// No coupon grants more than this in all, whatever its budget, so that sums stay numbers.
    private static let latestSum: Int64 = 4_000_000_000_000_000_000

    /// Why a coupon cannot be used once more for this much; nil when it can.
    func overBudget(_ id: CouponID, _ request: PlaceOrder, _ discount: Int64) -> Decision? {
        guard let coupon = coupons[id] else { return Decision(.unknownCoupon) }
        let use = coupon[rehearsal: request.isRehearsal]
        let ordersLeft = coupon.terms.budgetCount.map { Int64($0) - use.count } ?? .max
        let moneyLeft = min(coupon.terms.budgetMoney?.rawValue ?? .max, Self.latestSum) - use.money
        if ordersLeft <= 0 || discount > moneyLeft {
            return Decision(.couponExhausted, amount: max(ordersLeft, 0), detail: max(moneyLeft, 0))
        }
        let limit = Int64(coupon.terms.limitPerBuyer)
        let used = Int64(
            orders.values.filter { order in
                order.countsInCoupon && order.request.coupon == id
                    && order.request.buyer == request.buyer
                    && order.request.isRehearsal == request.isRehearsal
            }.count)
        if limit > 0 && used >= limit {
            return Decision(.couponLimitReached, amount: limit, detail: used)
        }
        return nil
    }

    /// Line by line, all lines so far get their part of the discount, rounded down.
    func share(_ discount: Int64, of subtotal: Int64, among lines: inout [ModelLine]) {
        var price: Int64 = 0
        var given: Int64 = 0
        for index in lines.indices {
            price += lines[index].quantity * lines[index].unitPrice
            let upToHere = subtotal == 0 ? 0 : part(discount, price, subtotal)
            lines[index].discount = upToHere - given
            given = upToHere
        }
    }

    /// amount × numerator ÷ denominator, rounded down; the product may need 128 bits.
    private func part(_ amount: Int64, _ numerator: Int64, _ denominator: Int64) -> Int64 {
        Int64(Int128(amount) * Int128(numerator) / Int128(denominator))
    }

    mutating func set(_ terms: CouponTerms, _ now: Int64) -> Decision {
        if terms.coupon.rawValue == 0 { return invalid(.identifier) }
        let amounts = 0...Limits.maximumAmount
        let isPercent = terms.kind == .percent
        guard terms.value >= 1, terms.value <= (isPercent ? 10_000 : Limits.maximumAmount),
            amounts.contains(terms.minimumSpend.rawValue),
            amounts.contains(terms.budgetMoney?.rawValue ?? 0), terms.budgetCount != UInt32.max
        else { return invalid(.value) }
        if terms.endsAt <= terms.startsAt { return invalid(.times) }
        if let known = coupons[terms.coupon] {
            if known.terms.merchant != terms.merchant { return invalid(.merchantChanged) }
            if known.terms.currency != terms.currency { return invalid(.currencyChanged) }
        } else if coupons.count >= limits.coupons {
            return busy(.coupons, limits.coupons)
        }
        changed(at: now)
        coupons[terms.coupon, default: ModelCoupon(terms: terms)].terms = terms
        return Decision(.done, amount: Int64(coupons.count))
    }
}
