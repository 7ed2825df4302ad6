package import Primitives

/// A member of a merchant's staff.
package struct StaffMember: Sendable, Hashable {
    /// Their number.
    package var id: StaffID
    /// Whose staff.
    package var merchant: MerchantID
    /// What they sign in with, in small letters.
    package var email: String
    /// Their name.
    package var name: String
    /// Their role.
    package var role: Role
    /// Whether they also operate the platform.
    package var isOperator: Bool
    /// Whether they may not sign in any more.
    package var isDisabled: Bool
    /// When they were added.
    package var created: Timestamp
    /// Goes up by each change.
    package var version: Int64 = 1
}
