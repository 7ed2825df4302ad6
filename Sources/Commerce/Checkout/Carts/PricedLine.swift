package import Boards
package import Catalogue
package import Primitives

/// A line of a cart with its offer of this moment.
package struct PricedLine: Sendable {
    /// What stands in the way of ordering it.
    package enum Trouble: Sendable, Hashable {
        /// It is not for sale any more.
        case notForSale
        /// None is left.
        case soldOut
        /// So many are left, fewer than there are in the cart.
        case tooFew(Int64)
        /// One buyer may have so many, fewer than there are in the cart.
        case overLimit(UInt32)
    }

    /// What is in the cart.
    package var line: CartLine
    /// The SKU.
    package var sku: SKU
    /// The product.
    package var product: ProductView
    /// Where it is bought now; nil when it is not for sale.
    package var offer: PoolStatus?

    /// What stands in the way; nil when nothing does.
    package var trouble: Trouble? {
        guard let offer else { return .notForSale }
        if offer.free <= 0 { return .soldOut }
        if offer.free < Int64(line.quantity) { return .tooFew(offer.free) }
        if offer.limitPerBuyer > 0, line.quantity > offer.limitPerBuyer {
            return .overLimit(offer.limitPerBuyer)
        }
        return nil
    }

    /// Whether an order of it has a chance.
    package var isAvailable: Bool { trouble == nil }

    /// What it costs; nothing where it is not for sale.
    package var total: MinorUnits {
        MinorUnits((offer?.unitPrice.rawValue ?? 0) * Int64(line.quantity))
    }

    /// Whether the price of the sale that it was taken from is not to be had any more.
    package var lostSale: Bool { line.sale != nil && offer != nil && offer?.sale != line.sale }
}

extension [PricedLine] {
    /// The currency of the first line that is for sale.
    package var currency: Currency {
        lazy.compactMap(\.offer?.currency).first ?? first?.sku.price.currency ?? .poundSterling
    }

    /// The sum of all lines; stops at the largest number instead of overflowing.
    package var total: MinorUnits {
        reduce(.zero) { sum, line in
            let (value, overflow) = sum.rawValue.addingReportingOverflow(line.total.rawValue)
            return MinorUnits(overflow ? .max : value)
        }
    }
}
