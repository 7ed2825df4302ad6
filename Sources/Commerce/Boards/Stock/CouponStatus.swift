package import OrderCore
package import Primitives

/// A coupon as the board has it: its terms and what it granted in real orders.
package struct CouponStatus: Sendable, Hashable {
    /// The terms.
    package var terms: CouponTerms
    /// Orders that use it.
    package var orders: Int64 = 0
    /// Sum of their discounts.
    package var money = MinorUnits.zero
}
