/// What a search found.
package struct SearchResult: Sendable {
    /// The products and the cursor.
    package var page: ProductPage
    /// The words that were looked for instead, when those of the request were misspelt.
    package var corrected: String?
    /// Whether products are shown that have some of the words alone, as none has all.
    package var isLoose: Bool
}
