package import Primitives

/// A SKU in a cart.
package struct CartLine: Hashable, Sendable {
    /// What.
    package var sku: SKUID
    /// The sale from which it was taken, if any: a change of price is said then.
    package var sale: SaleID?
    /// How many.
    package var quantity: UInt32

    /// Describes a line.
    package init(sku: SKUID, sale: SaleID? = nil, quantity: UInt32) {
        self.sku = sku
        self.sale = sale
        self.quantity = quantity
    }
}
