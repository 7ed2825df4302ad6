/// What is looked for in a merchant's products.
package struct SearchRequest: Hashable, Sendable {
    /// In which order products come.
    package enum Sort: String, Hashable, Sendable, CaseIterable {
        /// The best match first; without words, the newest.
        case relevance
        /// The newest first.
        case newest
        /// The cheapest first.
        case priceUp = "price"
        /// The dearest first.
        case priceDown = "-price"
    }

    /// Words, codes, Chinese; empty for all products.
    package var words: String
    /// This category and those below it alone.
    package var category: CategoryID?
    /// At least so dear, in minor units.
    package var priceFrom: Int64?
    /// At most so dear, in minor units.
    package var priceTo: Int64?
    /// Products of this status alone; nil for all.
    package var status: ProductStatus?
    /// The order.
    package var sort: Sort
    /// The cursor of the page before.
    package var after: String?
    /// Products on a page, 1 to 100.
    package var limit: Int

    /// Describes a search; what is left out suits a store's pages.
    package init(
        _ words: String = "", category: CategoryID? = nil, priceFrom: Int64? = nil,
        priceTo: Int64? = nil, status: ProductStatus? = .published, sort: Sort = .relevance,
        after: String? = nil, limit: Int = 20
    ) {
        self.words = words
        self.category = category
        self.priceFrom = priceFrom
        self.priceTo = priceTo
        self.status = status
        self.sort = sort
        self.after = after
        self.limit = limit
    }
}
