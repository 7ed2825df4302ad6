package import Primitives

/// A shelf of a store; shelves stand in two levels.
package struct Category: Hashable, Sendable {
    /// The number.
    package var id: CategoryID
    /// Whose it is.
    package var merchant: MerchantID
    /// What the merchant wrote.
    package var draft: CategoryDraft
    /// Goes up by each change.
    package var version: Int64

    /// Its part of an address.
    package var slug: String { draft.slug }
    /// The name.
    package var name: LocalizedName { draft.name }
    /// The shelf above, nil at the top.
    package var parent: CategoryID? { draft.parent }
}
