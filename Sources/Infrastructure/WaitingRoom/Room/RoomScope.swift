package import Primitives

/// What a room stands before.
package enum RoomScope: Sendable, Hashable {
    /// One sale of a merchant.
    case sale(MerchantID, SaleID)
    /// A path and all below it.
    case path(String)

    /// How well it fits a request: nil when it does not, more for a longer path, most for a sale.
    package func fit(path: String, sale: (MerchantID, SaleID)? = nil) -> Int? {
        switch self {
        case .sale(let merchant, let id):
            return sale.map { $0 == (merchant, id) } == true ? .max : nil
        case .path(let prefix):
            let stem = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
            guard path.hasPrefix(stem) else { return nil }
            let rest = path.utf8.dropFirst(stem.utf8.count).first
            guard rest == nil || rest == UInt8(ascii: "/") || rest == UInt8(ascii: "?") else {
                return nil
            }
            return stem.utf8.count
        }
    }
}
