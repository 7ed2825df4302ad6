internal import Catalogue
internal import Primitives
internal import Synchronization

/// Finds stores by their handles without a look-up in the tables for each request.
///
/// What it remembers is checked against the store itself, which the catalogue keeps in memory, so
/// that a handle that moved is never believed.
final class ShopFinder: Sendable {
    private static let limit = 4096
    private let catalogue: Catalogue
    private let merchants = Mutex<[String: MerchantID]>([:])

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The store with this handle.
    func shop(_ handle: String) throws -> Shop? {
        if let known = merchants.withLock({ $0[handle] }),
            let front = try catalogue.storeFront(known), front.settings.handle == handle
        {
            return Shop(front: front, base: "/shop/" + handle)
        }
        guard let front = try catalogue.storeFront(handle: handle) else { return nil }
        merchants.withLock { merchants in
            if merchants.count >= Self.limit { merchants.removeAll() }
            merchants[handle] = front.merchant
        }
        return Shop(front: front, base: "/shop/" + handle)
    }
}
