internal import Checkout
internal import Primitives
internal import Service

extension Storefront {
    /// The lines of the visitor's cart with their offers of this moment; what the catalogue no
    /// longer knows is left out.
    func priced(_ visit: Visit) throws -> [PricedLine] {
        try carts.cart(visit.cart).lines.compactMap { try priced($0, visit) }
    }

    /// A line with its offer of this moment.
    func priced(_ line: CartLine, _ visit: Visit) throws -> PricedLine? {
        try prices.priced(line, of: visit.merchant, at: visit.now)
    }
}
