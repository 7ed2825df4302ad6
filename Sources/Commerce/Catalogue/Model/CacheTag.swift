package import Primitives

/// The names by which answers are purged at the edges, in `Surrogate-Key`.
package enum CacheTag {
    /// Every page of a merchant.
    package static func merchant(_ merchant: MerchantID) -> String { "m\(merchant)" }
    /// Pages of a merchant that list products.
    package static func lists(_ merchant: MerchantID) -> String { "l\(merchant)" }
    /// Pages of a merchant whose being seen is counted: edges tell how often they showed one.
    package static func views(_ merchant: MerchantID) -> String { "v\(merchant)" }
    /// Pages that show a product.
    package static func product(_ product: ProductID) -> String { "p\(product)" }
    /// Pages that show a sale.
    package static func sale(_ sale: SaleID) -> String { "s\(sale)" }
}
