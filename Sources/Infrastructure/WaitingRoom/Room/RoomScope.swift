package import Primitives
internal import Service

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
            let prefix = Self.unescaped(prefix)
            let path = Self.unescaped(path)
            let stem = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
            guard path.hasPrefix(stem) else { return nil }
            let rest = path.utf8.dropFirst(stem.utf8.count).first
            // What follows a semicolon is a parameter of the part before it to some servers.
            guard rest.map({ Self.ends.contains($0) }) ?? true else { return nil }
            return stem.utf8.count
        }
    }

    private static let ends = Array("/?;".utf8)

    /// The same letter may be escaped or not.
    private static func unescaped(_ path: String) -> String {
        path.utf8.contains(UInt8(ascii: "%")) ? Query.decode(path) : path
    }
}
