package import Primitives

/// A member of staff to add.
package struct NewStaff: Sendable {
    /// Whose staff.
    package var merchant: MerchantID
    /// What they will sign in with.
    package var email: String
    /// Their name.
    package var name: String
    /// Their role.
    package var role: Role
    /// Whether they also operate the platform.
    package var isOperator: Bool
    /// Their password; nil for a random one.
    package var password: String?

    /// Describes a member of staff to add.
    package init(
        merchant: MerchantID, email: String, name: String, role: Role, isOperator: Bool = false,
        password: String? = nil
    ) {
        self.merchant = merchant
        self.email = email
        self.name = name
        self.role = role
        self.isOperator = isOperator
        self.password = password
    }
}
