internal import Catalogue
internal import Primitives
internal import Service
internal import Synchronization

/// The names of SKUs, kept in memory for pages that show many of them.
final class ProductNames: Sendable {
    private struct Known {
        var names: [SKUID: (name: LocalText, until: Timestamp)] = [:]
    }

    private static let maximum = 20_000
    private static let lifetime: Int64 = 30_000
    private let catalogue: Catalogue
    private let clock: any WallClock
    private let known = Mutex(Known())

    init(_ catalogue: Catalogue, clock: any WallClock) {
        self.catalogue = catalogue
        self.clock = clock
    }

    /// The product's name with the SKU's choice; nil where there is no such SKU. A change of the
    /// name shows half a minute later.
    func name(of sku: SKUID, merchant: MerchantID, in t: Language) -> String? {
        name(of: sku, merchant: merchant)?.text(in: t)
    }

    /// The same in all languages.
    private func name(of sku: SKUID, merchant: MerchantID) -> LocalText? {
        let now = clock.now()
        if let found = known.withLock({ $0.names[sku] }), found.until > now { return found.name }
        guard let found = try? catalogue.sku(merchant, sku),
            let view = try? catalogue.product(merchant, found.product)
        else { return nil }
        let choice = found.draft.values.joined(separator: " / ")
        let ending = choice.isEmpty ? "" : " · " + choice
        let product = view.product.name
        let name = LocalText(
            product.english + ending, chinese: product.chinese.map { $0 + ending })
        known.withLock { known in
            if known.names.count >= Self.maximum { known.names.removeAll() }
            known.names[sku] = (name, now.adding(milliseconds: Self.lifetime))
        }
        return name
    }
}
