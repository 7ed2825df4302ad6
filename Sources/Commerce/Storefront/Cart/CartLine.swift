internal import Primitives

/// A SKU in a cart.
struct CartLine: Hashable, Sendable {
    /// What.
    var sku: SKUID
    /// The sale on whose page it was taken, if any: a change of price is said then.
    var sale: SaleID?
    /// How many.
    var quantity: UInt32
}
