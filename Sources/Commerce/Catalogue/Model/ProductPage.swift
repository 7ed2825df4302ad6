/// A part of a list of products, and where to go on.
package struct ProductPage: Sendable {
    /// The products.
    package var products: [ProductView]
    /// The cursor for the next page; nil at the end.
    package var next: String?

    /// Joins them.
    package init(_ products: [ProductView], next: String? = nil) {
        self.products = products
        self.next = next
    }
}
