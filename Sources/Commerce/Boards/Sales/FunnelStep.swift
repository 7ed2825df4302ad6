/// A step of a buyer that the HTTP layer sees.
package enum FunnelStep: Int, Sendable, CaseIterable {
    /// A product page was shown.
    case view = 0
    /// Something was put into a cart.
    case cart = 1
    /// A checkout was begun.
    case checkout = 2
    /// An order was asked for.
    case order = 3
    /// A payment was begun.
    case pay = 4
}
