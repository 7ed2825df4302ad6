package import Primitives

/// The stock of a pool as the book has it: given = free + held + sold.
package struct BookStock: Sendable, Hashable {
    /// The pool.
    package var pool: UInt32
    /// The sale.
    package var sale: SaleID
    /// The SKU.
    package var sku: SKUID
    /// Price of one unit.
    package var unitPrice: MinorUnits
    /// Its currency.
    package var currency: Currency
    /// Units ever given, less those withdrawn.
    package var given: Int64
    /// Units held for orders that await payment.
    package var held: Int64
    /// Units of paid orders that did not come back.
    package var sold: Int64

    /// Units for sale; wraps around rather than traps on the numbers of a damaged table.
    package var free: Int64 { given &- held &- sold }
}
