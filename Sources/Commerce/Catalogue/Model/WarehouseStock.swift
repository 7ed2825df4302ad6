package import Primitives

/// How many of a SKU the merchant counted in a warehouse.
package struct WarehouseStock: Hashable, Sendable {
    /// The warehouse.
    package var warehouse: WarehouseID
    /// The SKU.
    package var sku: SKUID
    /// The merchant's count.
    package var quantity: Int64
    /// When it was counted; nil where nobody has yet.
    package var updatedAt: Timestamp?
    /// Goes up by each change; 0 where nobody has counted yet.
    package var version: Int64 = 0
}
