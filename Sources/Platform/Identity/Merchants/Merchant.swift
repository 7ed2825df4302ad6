package import Primitives

/// A tenant of the platform.
package struct Merchant: Sendable, Hashable {
    /// Its number.
    package var id: MerchantID
    /// Its short name in addresses of pages.
    package var slug: String
    /// Its name.
    package var name: String
    /// The currency it sells in, by its three letters.
    package var currency: String
    /// When it was made.
    package var created: Timestamp
    /// Counts its changes, from 1.
    package var version: Int64
}
