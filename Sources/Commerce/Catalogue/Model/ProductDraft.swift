/// What a merchant writes about a product.
package struct ProductDraft: Hashable, Sendable {
    /// Part of the address: `a-z`, `0-9` and hyphens; made from the name where it is empty.
    package var slug: String
    /// The name.
    package var name: LocalizedName
    /// Plain text, in lines.
    package var description: String
    /// Where it stands in the store.
    package var category: CategoryID?
    /// Whether buyers see it.
    package var status: ProductStatus
    /// What a buyer chooses; each SKU has a value for each.
    package var options: [ProductOption]
    /// Pictures, the first one for lists.
    package var media: [Media]

    /// Describes a product.
    package init(
        slug: String = "", name: LocalizedName, description: String = "",
        category: CategoryID? = nil,
        status: ProductStatus = .draft, options: [ProductOption] = [], media: [Media] = []
    ) {
        self.slug = slug
        self.name = name
        self.description = description
        self.category = category
        self.status = status
        self.options = options
        self.media = media
    }
}
