package import Primitives

/// How a merchant's store looks.
package struct StoreFront: Hashable, Sendable {
    /// Whose it is.
    package var merchant: MerchantID
    /// Name, address, logo, colours and language.
    package var settings: StoreSettings
    /// The home page as the merchant arranges it: staff see it in a preview.
    package var draftBlocks: [Block]
    /// The home page that buyers see.
    package var blocks: [Block]
    /// Goes up by each change.
    package var version: Int64
    /// When it was last changed.
    package var updatedAt: Timestamp
}
