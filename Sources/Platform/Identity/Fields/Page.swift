/// What part of a list is wanted.
package struct PageRequest: Sendable, Hashable {
    /// The largest page.
    package static let maximumLimit = 100

    /// What the page before gave as `next`; nil for the first page.
    package var after: Int64?
    /// Items at most; brought into 1…100.
    package var limit: Int

    /// Asks for a page.
    package init(after: Int64? = nil, limit: Int = 20) {
        self.after = after
        self.limit = min(max(1, limit), Self.maximumLimit)
    }
}

/// A part of a list.
package struct Page<Item: Sendable>: Sendable {
    /// The items, in the order of the list.
    package var items: [Item]
    /// Where the next page starts; nil when there is none.
    package var next: Int64?

    /// Takes one row more than asked for as the sign that there is a next page.
    init(_ rows: [Item], limit: Int, key: (Item) -> Int64) {
        items = Array(rows.prefix(limit))
        next = rows.count > limit ? items.last.map(key) : nil
    }
}
