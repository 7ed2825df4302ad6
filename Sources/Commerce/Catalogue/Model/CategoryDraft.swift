/// What a merchant writes about a category.
package struct CategoryDraft: Hashable, Sendable {
    /// Part of the address; made from the name where it is empty.
    package var slug: String
    /// The name.
    package var name: LocalizedName
    /// The category above; that one must be at the top.
    package var parent: CategoryID?
    /// Orders the categories of one level; lower ones come first.
    package var place: Int64

    /// Describes a category.
    package init(
        slug: String = "", name: LocalizedName, parent: CategoryID? = nil, place: Int64 = 0
    ) {
        self.slug = slug
        self.name = name
        self.parent = parent
        self.place = place
    }
}
