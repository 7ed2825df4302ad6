package import OrderCore
package import Primitives

/// What a merchant's staff has set, with the stock and the use of it, at one position of the
/// journal: what a projection in memory starts from.
package struct BookOpening: Sendable {
    /// A pool with its real and its shadow stock.
    package struct Pool: Sendable, Hashable {
        /// Units given, held and sold.
        package struct Stock: Sendable, Hashable {
            /// Units ever given, less those withdrawn.
            package var given: Int64
            /// Units held for orders that await payment.
            package var held: Int64
            /// Units of paid orders that did not come back.
            package var sold: Int64
        }

        /// The pool's number.
        package var pool: UInt32
        /// The sale.
        package var sale: SaleID
        /// The SKU.
        package var sku: SKUID
        /// Price of one unit.
        package var unitPrice: MinorUnits
        /// Units that one buyer may take; 0 for no limit.
        package var limitPerBuyer: UInt32
        /// What orders draw on.
        package var real: Stock
        /// What rehearsal orders draw on.
        package var shadow: Stock
    }

    /// A coupon with what it granted so far in real orders.
    package struct Coupon: Sendable, Hashable {
        /// The terms.
        package var terms: CouponTerms
        /// Orders that it was used in.
        package var orders: Int64
        /// Sum of its discounts.
        package var money: MinorUnits
    }

    /// How far the tables had come.
    package var position: UInt64
    /// Every sale.
    package var sales: [SaleTerms] = []
    /// Every pool, in the order of their numbers.
    package var pools: [Pool] = []
    /// Every coupon.
    package var coupons: [Coupon] = []
}
