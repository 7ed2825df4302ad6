package import Primitives

/// A key for programs, as a list shows it: without its secret.
package struct APIKey: Sendable, Hashable {
    /// Its number.
    package var id: APIKeyID
    /// Whose data it opens.
    package var merchant: MerchantID
    /// Who made it; it is of no use while they are disabled.
    package var maker: StaffID
    /// What it is for.
    package var name: String
    /// The first letters of the key, to tell it from others.
    package var start: String
    /// What it may do at most.
    package var role: Role
    /// Whether it also operates the platform.
    package var isOperator: Bool
    /// When it was made.
    package var created: Timestamp
    /// When it was last used, to about five minutes; nil for never.
    package var lastUsed: Timestamp?
    /// When it was revoked; nil while it is of use.
    package var revoked: Timestamp?
}
