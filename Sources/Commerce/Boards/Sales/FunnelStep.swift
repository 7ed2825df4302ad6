/// A step of a buyer on the way to an order. Each counts those who came at least so far: whoever
/// orders through the API was shown the goods elsewhere, and enters with all steps up to the order.
package enum FunnelStep: Int, Sendable, CaseIterable {
    /// The page of a product or of a sale was shown.
    case view = 0
    /// Something was put into a cart.
    case cart = 1
    /// A checkout was begun.
    case checkout = 2
    /// An order was accepted.
    case order = 3
    /// The first payment of an order was begun.
    case pay = 4
}
