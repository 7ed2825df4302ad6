package import Primitives

/// A buyer who has just signed in.
package struct SignedInBuyer: Sendable {
    /// Who.
    package var buyer: Buyer
    /// What they send as `Authorization: Bearer`.
    package var token: String
    /// When the token expires.
    package var expires: Timestamp
}
