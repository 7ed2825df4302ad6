/// A product with all that its page shows: read together, kept together in memory.
package struct ProductView: Hashable, Sendable {
    /// The product.
    package var product: Product
    /// Its SKUs, archived ones too, the oldest first.
    package var skus: [SKU]

    /// The number.
    package var id: ProductID { product.id }
    /// The SKUs that can be bought.
    package var skusOnSale: [SKU] { skus.filter(\.isOnSale) }
    /// The picture for lists: the merchant's first, or the one that `ProductPicture` draws.
    package var picture: String {
        product.draft.media.first?.url ?? ProductPicture.path(product.id)
    }
}
