package import Primitives

/// A part of a store's home page.
package enum Block: Hashable, Sendable {
    /// A large greeting; `link` is a path or an `https` URL, or empty.
    case hero(title: String, text: String, link: String)
    /// A row of products: those that a search finds, or the newest of a category.
    case products(title: String, source: ProductSource, count: Int)
    /// A sale with its countdown.
    case sale(SaleID)
    /// Plain text, in lines.
    case text(String)

    /// Where a row of products comes from.
    package enum ProductSource: Hashable, Sendable {
        /// What a search finds.
        case query(String)
        /// The newest of a category and of those below it.
        case category(CategoryID)
        /// The newest of the store.
        case newest
    }
}
