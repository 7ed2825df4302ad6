package import Primitives

/// A pool as the board has it: the price, the limit and the stock of a SKU in a sale.
package struct PoolStatus: BitwiseCopyable, Sendable, Hashable {
    /// Units given, held and sold: given = free + held + sold.
    package struct Stock: BitwiseCopyable, Sendable, Hashable {
        /// Units ever given, less those withdrawn.
        package var given: Int64 = 0
        /// Units held for orders that await payment.
        package var held: Int64 = 0
        /// Units of paid orders that did not come back.
        package var sold: Int64 = 0

        /// Describes a stock.
        package init(given: Int64 = 0, held: Int64 = 0, sold: Int64 = 0) {
            self.given = given
            self.held = held
            self.sold = sold
        }

        /// Units for sale.
        package var free: Int64 { given &- held &- sold }

        /// Adds up.
        package static func += (left: inout Stock, right: Stock) {
            left.given &+= right.given
            left.held &+= right.held
            left.sold &+= right.sold
        }
    }

    /// The pool's number in the cell.
    package var pool: UInt32
    /// The sale.
    package var sale: SaleID
    /// The SKU.
    package var sku: SKUID
    /// Whose sale it is.
    package var merchant: MerchantID
    /// The currency of the price.
    package var currency: Currency
    /// Price of one unit.
    package var unitPrice: MinorUnits
    /// Units that one buyer may take; 0 for no limit.
    package var limitPerBuyer: UInt32
    /// What orders draw on.
    package var real = Stock()
    /// What rehearsal orders draw on.
    package var shadow = Stock()

    /// Units for sale.
    package var free: Int64 { real.free }
    /// Units given.
    package var given: Int64 { real.given }
    /// Units held.
    package var held: Int64 { real.held }
    /// Units sold.
    package var sold: Int64 { real.sold }

    /// The stock that an order draws on.
    package subscript(rehearsal rehearsal: Bool) -> Stock {
        get { rehearsal ? shadow : real }
        set { if rehearsal { shadow = newValue } else { real = newValue } }
    }
}
