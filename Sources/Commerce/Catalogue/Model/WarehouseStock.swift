package import Primitives

/// How many of a SKU the merchant counted in a warehouse.
package struct WarehouseStock: Hashable, Sendable {
    /// The warehouse.
    package var warehouse: WarehouseID
    /// The SKU.
    package var sku: SKUID
    /// The merchant's count.
    package var quantity: Int64
    /// When it was counted.
    package var updatedAt: Timestamp
}
