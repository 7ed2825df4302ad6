package import Primitives

/// Who did what the audit log tells.
package enum Author: Sendable, Hashable {
    /// A member of staff.
    case staff(StaffPrincipal)
    /// A buyer.
    case buyer(MerchantID, BuyerID)
    /// The program itself, and which part of it.
    case system(String)

    /// `staff`, `buyer` or `system`.
    var kind: String {
        switch self {
        case .staff: "staff"
        case .buyer: "buyer"
        case .system: "system"
        }
    }

    /// The number of whoever did it; 0 for the program.
    var id: Int64 {
        switch self {
        case .staff(let staff): staff.staff.rawValue
        case .buyer(_, let buyer): Int64(clamping: buyer.rawValue)
        case .system: 0
        }
    }

    /// The name of whoever did it.
    var name: String {
        switch self {
        case .staff(let staff): staff.name
        case .buyer: ""
        case .system(let part): part
        }
    }

    /// How they proved who they are.
    var via: String {
        switch self {
        case .staff(let staff): staff.via.description
        case .buyer: "token"
        case .system: "system"
        }
    }

    /// Whether they may give this role to somebody.
    func mayGive(_ role: Role) -> Bool {
        switch self {
        case .staff(let staff): role.isWithin(staff.role)
        case .buyer: false
        case .system: true
        }
    }

    /// Whether they may make somebody an operator.
    var mayGiveOperator: Bool {
        switch self {
        case .staff(let staff): staff.isOperator
        case .buyer: false
        case .system: true
        }
    }
}
