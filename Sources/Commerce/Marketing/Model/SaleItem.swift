internal import OrderCore
package import Primitives

/// A SKU in a sale.
package struct SaleItem: Sendable, Hashable {
    /// The SKU.
    package var sku: SKUID
    /// Price of one unit.
    package var unitPrice: MinorUnits
    /// Units of it that one buyer may take; 0 for no limit.
    package var limitPerBuyer: UInt32
    /// Units allocated to the sale.
    package var stock: Int64
    /// Counts its changes.
    package var version: Int64 = 1

    /// Describes an item.
    package init(
        sku: SKUID, unitPrice: MinorUnits, limitPerBuyer: UInt32 = 0, stock: Int64 = 0
    ) {
        self.sku = sku
        self.unitPrice = unitPrice
        self.limitPerBuyer = limitPerBuyer
        self.stock = stock
    }

    /// Refuses what the core would refuse.
    func check() throws {
        var errors: [ItemError] = []
        if unitPrice.rawValue < 0 || unitPrice.rawValue > Limits.maximumUnitPrice {
            errors.append(("/price/amount", "0 to \(Limits.maximumUnitPrice) minor units"))
        }
        if limitPerBuyer > Limits.maximumCounter {
            errors.append(("/limit_per_buyer", "\(Limits.maximumCounter) at most"))
        }
        if stock < 0 || stock > Limits.maximumAmount {
            errors.append(("/stock", "0 to \(Limits.maximumAmount) units"))
        }
        try FieldErrors.throwIfAny(errors)
    }

    private typealias ItemError = (pointer: String, message: String)
}
