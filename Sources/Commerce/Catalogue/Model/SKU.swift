package import Primitives

/// The unit of stock and price: one choice of a product's options.
package struct SKU: Hashable, Sendable {
    /// The number, as the order core knows it.
    package var id: SKUID
    /// Whose it is.
    package var merchant: MerchantID
    /// The product it belongs to.
    package var product: ProductID
    /// What the merchant wrote.
    package var draft: SKUDraft
    /// Goes up by each change.
    package var version: Int64

    /// The merchant's own code.
    package var code: String { draft.code }
    /// The everyday price.
    package var price: Price { draft.price }
    /// Whether it is on sale.
    package var isOnSale: Bool { draft.status == .published }
}
