package import OrderCore
package import Primitives

/// A coupon with its words.
package struct Coupon: Sendable, Hashable {
    /// The coupon.
    package var id: CouponID
    /// Whose it is.
    package var merchant: MerchantID
    /// What a buyer types, in capital letters.
    package var code: String
    /// What it is called.
    package var name: LocalText
    /// What the core is told of it.
    package var terms: CouponTerms
    /// Counts its changes.
    package var version: Int64

    /// Whether a buyer can use it at `now`, budgets and limits apart.
    package func isOpen(at now: Timestamp) -> Bool {
        terms.startsAt <= now && now < terms.endsAt
    }
}
