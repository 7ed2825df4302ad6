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

    /// Basis points of all of it.
    private static let whole: Int64 = 10_000

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
                // At most all of it, so that the quotient fits.
                let share = max(0, min(terms.value, Self.whole))
                discount = MinorUnits(
                    Self.whole.dividingFullWidth(total.rawValue.multipliedFullWidth(by: share))
                        .quotient)
            }
            if let money = terms.budgetMoney, discount > money - status.money {
                discount = .zero
                trouble = Decision(.couponExhausted)
            }
        }
    }
}
