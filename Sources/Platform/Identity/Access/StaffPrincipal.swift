package import Primitives

/// A member of staff who asks.
package struct StaffPrincipal: Sendable, Hashable {
    /// How they proved who they are.
    package enum Via: Sendable, Hashable, CustomStringConvertible {
        /// By a session's cookie.
        case session(SessionID)
        /// By an API key, whose maker they are.
        case apiKey(APIKeyID)

        /// As the audit log writes it, such as `session:12`.
        package var description: String {
            switch self {
            case .session(let id): "session:\(id)"
            case .apiKey(let id): "key:\(id)"
            }
        }
    }

    /// Who.
    package var staff: StaffID
    /// Whose staff.
    package var merchant: MerchantID
    /// The role that counts: the member's own, or the API key's where that is less.
    package var role: Role
    /// Whether they also operate the platform.
    package var isOperator: Bool
    /// Their name.
    package var name: String
    /// How they proved it.
    package var via: Via

    /// Describes a member of staff who asks.
    package init(
        staff: StaffID, merchant: MerchantID, role: Role, isOperator: Bool, name: String, via: Via
    ) {
        self.staff = staff
        self.merchant = merchant
        self.role = role
        self.isOperator = isOperator
        self.name = name
        self.via = via
    }

    /// Their columns of the role table.
    package var parties: Parties { isOperator ? [role.party, .platform] : role.party }

    /// Whether they may do it, in their own store.
    package func may(_ action: Action) -> Bool { RoleTable.permits(parties, action) }
}
