package import Primitives

/// A merchant's customer with an account.
package struct Buyer: Sendable, Hashable {
    /// Their number.
    package var id: BuyerID
    /// Whose customer.
    package var merchant: MerchantID
    /// What they sign in with, in small letters.
    package var email: String
    /// Their name.
    package var name: String
    /// Their country by its two letters.
    package var country: String
    /// When they signed up.
    package var created: Timestamp
    /// Goes up by each change.
    package var version: Int64 = 1
}
