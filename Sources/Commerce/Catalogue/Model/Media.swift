/// A picture of a product, by its address.
package struct Media: Hashable, Sendable {
    /// An `https` URL, or a path on this server.
    package var url: String
    /// What the picture shows, for those who do not see it.
    package var alternative: String

    /// Joins address and text.
    package init(url: String, alternative: String = "") {
        self.url = url
        self.alternative = alternative
    }
}
