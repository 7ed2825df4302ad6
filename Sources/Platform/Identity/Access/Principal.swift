package import Primitives
package import Service

/// Who asks.
package enum Principal: Sendable, Hashable {
    /// A member of a merchant's staff, by session or by API key.
    case staff(StaffPrincipal)
    /// A buyer of a merchant, by token.
    case buyer(MerchantID, BuyerID)
    /// Somebody who did not sign in.
    case nobody

    /// The columns of the role table that hold for whoever asks.
    package var parties: Parties {
        switch self {
        case .staff(let staff): staff.parties
        case .buyer: .buyer
        case .nobody: .nobody
        }
    }

    /// Whether whoever asks may do it, in their own store.
    package func may(_ action: Action) -> Bool { RoleTable.permits(parties, action) }

    /// Whether whoever asks may do it in this merchant's store.
    package func may(_ action: Action, in merchant: MerchantID) -> Bool {
        switch self {
        case .staff(let staff): staff.merchant == merchant && may(action)
        case .buyer(let own, _): own == merchant && may(action)
        case .nobody: may(action)
        }
    }

    /// The merchant whose staff or buyer asks.
    package var merchant: MerchantID? {
        switch self {
        case .staff(let staff): staff.merchant
        case .buyer(let merchant, _): merchant
        case .nobody: nil
        }
    }

    /// Refuses whoever may not do it: 401 for nobody, 403 for anybody else.
    package func demand(_ action: Action) throws(Problem) {
        guard may(action) else { throw self == .nobody ? .unauthorized : .forbidden }
    }

    /// The member of staff who asks and may do it; 401 or 403 for anybody else.
    package func staff(_ action: Action) throws(Problem) -> StaffPrincipal {
        try demand(action)
        guard case .staff(let staff) = self else { throw .forbidden }
        return staff
    }

    /// The buyer who asks and may do it; 401 or 403 for anybody else.
    package func buyer(_ action: Action) throws(Problem) -> (MerchantID, BuyerID) {
        try demand(action)
        guard case .buyer(let merchant, let buyer) = self else { throw .forbidden }
        return (merchant, buyer)
    }
}
