internal import Boards
internal import OrderCore
internal import Primitives
internal import Service

/// What a coupon would take off, as far as can be told before the order core decides.
struct CouponPreview {
    /// What it takes off; zero when it can't be used.
    var discount = MinorUnits.zero
    /// Why it can't be used.
    var trouble: Decision?

    /// Works it out by the coupon's terms and what it granted so far.
    init(_ status: CouponStatus?, merchant: MerchantID, total: MinorUnits, at now: Timestamp) {
        guard let status, status.terms.merchant == merchant else {
            trouble = Decision(.unknownCoupon)
            return
        }
        let terms = status.terms
        if now < terms.startsAt {
            trouble = Decision(.couponNotOpen, amount: terms.startsAt.rawValue)
        } else if now >= terms.endsAt {
            trouble = Decision(.couponClosed, amount: terms.endsAt.rawValue)
        } else if total < terms.minimumSpend {
            trouble = Decision(
                .couponMinimumSpend, amount: terms.minimumSpend.rawValue, detail: total.rawValue)
        } else if let count = terms.budgetCount, status.orders >= Int64(count) {
            trouble = Decision(.couponExhausted)
        } else {
            switch terms.kind {
            case .fixed: discount = MinorUnits(min(terms.value, total.rawValue))
            case .percent:
                let (high, low) = total.rawValue.multipliedFullWidth(by: terms.value)
                let bound = high == 0 && low < 10_000 * UInt64(Int64.max) / 10_000
                discount = bound ? MinorUnits(Int64(low / 10_000)) : .zero
            }
            if let money = terms.budgetMoney, status.money + discount > money {
                discount = .zero
                trouble = Decision(.couponExhausted)
            }
        }
    }
}
