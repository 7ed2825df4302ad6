/// Why a line of the sample's order lines says nothing about goods.
package enum RetailRefusal: String, Hashable, Sendable, CaseIterable {
    /// Not eight fields, or a number that is none.
    case unreadable
    /// Postage, fees, discounts, samples, vouchers, manual entries.
    case notGoods
    /// The invoice takes another one back.
    case cancellation
    /// No description.
    case noDescription
    /// A price of zero or below, or one below half a penny.
    case noPrice
    /// A quantity of zero or below: a correction of the stock.
    case noQuantity
    /// So many pieces that it was a mistake, taken back minutes later.
    case absurdQuantity
    /// The description is a note about stock, such as "damaged", and no name.
    case noteForName

    /// In a sentence.
    package var explanation: String {
        switch self {
        case .unreadable: "the line cannot be read"
        case .notGoods: "not goods: postage, fees, discounts, samples, vouchers"
        case .cancellation: "the invoice takes another one back"
        case .noDescription: "no description"
        case .noPrice: "a price of zero or below"
        case .noQuantity: "a quantity of zero or below: a correction of the stock"
        case .absurdQuantity: "more pieces than anybody buys: a slip of the keyboard"
        case .noteForName: "a note about stock where the name should be"
        }
    }
}
