internal import Synchronization

/// Views of pages that the cache answered, by merchant, until the center has been told: it counts
/// those that it answers by itself.
final class ViewCounts: Sendable {
    /// Merchants that are counted at most; what comes past them is not.
    static let maximumMerchants = 1000
    /// Views of one merchant in one message at most.
    static let maximumViews = 10_000_000

    /// What a page's tag begins with: the merchant's number follows.
    private static let mark = UInt8(ascii: "v")

    private let counts = Mutex<[UInt32: Int]>([:])

    /// Whose view a page is; nil for what is no view, such as a list.
    static func merchant(_ fields: Fields) -> UInt32? {
        for value in fields.values(.surrogateKey) {
            for name in value.split(whereSeparator: \.isBlank) where name.first == mark {
                if let number = UInt32(String(decoding: name.dropFirst(), as: UTF8.self)) {
                    return number
                }
            }
        }
        return nil
    }

    /// Counts views of a merchant.
    func add(_ merchant: UInt32, _ views: Int = 1) {
        counts.withLock { counts in
            guard counts[merchant] != nil || counts.count < Self.maximumMerchants else { return }
            counts[merchant] = min(Self.maximumViews, (counts[merchant] ?? 0) + views)
        }
    }

    /// What the center has not been told, which is then forgotten here.
    func take() -> [UInt32: Int] {
        counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
    }
}
