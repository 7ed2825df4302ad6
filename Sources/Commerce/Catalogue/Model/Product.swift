package import Primitives

/// What a merchant shows and sells: words, pictures and options; its SKUs carry the prices.
package struct Product: Hashable, Sendable {
    /// The number.
    package var id: ProductID
    /// Whose it is.
    package var merchant: MerchantID
    /// What the merchant wrote.
    package var draft: ProductDraft
    /// The lowest price among its SKUs on sale; nil without any.
    package var priceFrom: Price?
    /// The highest price among its SKUs on sale.
    package var priceTo: Price?
    /// When it was made.
    package var createdAt: Timestamp
    /// When it or one of its SKUs was last changed.
    package var updatedAt: Timestamp
    /// Goes up by each change of it or of one of its SKUs.
    package var version: Int64

    /// Its part of an address, one for each merchant's product.
    package var slug: String { draft.slug }
    /// The name.
    package var name: LocalizedName { draft.name }
    /// Where it stands.
    package var status: ProductStatus { draft.status }
}
