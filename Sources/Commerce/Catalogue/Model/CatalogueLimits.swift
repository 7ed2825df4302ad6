/// The bounds of what a merchant may write; past them the answer is a field error.
package enum CatalogueLimits {
    /// Options of a product.
    package static let options = 3
    /// Values of an option.
    package static let values = 100
    /// SKUs of a product.
    package static let skus = 500
    /// Pictures of a product.
    package static let media = 20
    /// Characters of a description.
    package static let description = 10_000
    /// Categories of a merchant.
    package static let categories = 1000
    /// Warehouses of a merchant.
    package static let warehouses = 100
    /// Products of a merchant.
    package static let products: Int64 = 1_000_000
    /// Blocks of a home page.
    package static let blocks = 30
    /// Minor units of a price: the order core's bound.
    package static let price: Int64 = 10_000_000_000
    /// Pieces of a SKU in a warehouse.
    package static let quantity: Int64 = 1_000_000_000
}
