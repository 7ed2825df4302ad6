internal import Identity
package import Primitives

/// Whose cart it is: a buyer's, or that of a browser in which nobody signed in.
package struct CartOwner: Hashable, Sendable {
    /// What the table knows it by.
    let key: String

    /// The cart of a buyer.
    package init(buyer: BuyerID, merchant: MerchantID) { key = "\(merchant):b\(buyer)" }

    /// The cart of a browser: by a value derived from its secret, so that the table holds none.
    package init(visitor: String, merchant: MerchantID) {
        key = "\(merchant):v" + CSRFToken.of("cart " + visitor)
    }
}
