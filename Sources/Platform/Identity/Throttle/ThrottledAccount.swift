package import Primitives

/// Whose attempts are counted together.
package enum ThrottledAccount: Sendable, Hashable {
    /// Signing in as a member of staff with this e-mail address.
    case staff(email: String)
    /// Signing in as a buyer with this e-mail address.
    case buyer(MerchantID, email: String)
    /// Changing a member of staff's password.
    case staffPassword(StaffID)
    /// Changing a buyer's password.
    case buyerPassword(BuyerID)

    /// The name it is remembered by; e-mail addresses in small letters.
    var key: String {
        switch self {
        case .staff(let email): "staff:\(email.lowercased())"
        case .buyer(let merchant, let email): "buyer:\(merchant):\(email.lowercased())"
        case .staffPassword(let staff): "staff password:\(staff)"
        case .buyerPassword(let buyer): "buyer password:\(buyer)"
        }
    }
}
