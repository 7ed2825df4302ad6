/// What a member of a merchant's staff is there for; says what they may do.
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Owns the store: everything of the merchant.
    case owner
    /// Runs the store day by day: everything but its staff.
    case manager
    /// Keeps stock and ships.
    case warehouse
    /// Answers buyers: orders, refunds, shipments to look at.
    case support
    /// Reads figures and orders, changes nothing.
    case analyst
    /// Reads the catalogue and the sales.
    case viewer
    /// Rehearses on the running shop and reads what proves that nothing changed; changes nothing
    /// real.
    case rehearser

    /// The column of the role in the table.
    package var party: Parties {
        switch self {
        case .owner: .owner
        case .manager: .manager
        case .warehouse: .warehouse
        case .support: .support
        case .analyst: .analyst
        case .viewer: .viewer
        case .rehearser: .rehearser
        }
    }

    /// Whether the role may do nothing that `other` may not: then `other` may give it away.
    package func isWithin(_ other: Role) -> Bool {
        RoleTable.rows.allSatisfy { row in
            !row.permitted.contains(party) || row.permitted.contains(other.party)
        }
    }
}
