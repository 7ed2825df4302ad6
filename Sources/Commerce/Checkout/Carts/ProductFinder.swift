package import Catalogue
package import Primitives
internal import Synchronization

/// Finds the product of a SKU without a look-up in the tables each time: a SKU never changes
/// products.
package final class ProductFinder: Sendable {
    private static let limit = 100_000
    private let catalogue: Catalogue
    private let products = Mutex<[SKUID: ProductID]>([:])

    /// Remembers which product each SKU is of.
    package init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// The SKU with its product, whatever their status.
    package func find(_ sku: SKUID, of merchant: MerchantID) throws -> (SKU, ProductView)? {
        var product = products.withLock { $0[sku] }
        if product == nil {
            product = try catalogue.sku(merchant, sku)?.product
            guard let product else { return nil }
            products.withLock { products in
                if products.count >= Self.limit { products.removeAll() }
                products[sku] = product
            }
        }
        guard let product, let view = try catalogue.product(merchant, product),
            let found = view.skus.first(where: { $0.id == sku })
        else { return nil }
        return (found, view)
    }
}
