package import Primitives

/// A place where a merchant keeps goods.
package struct Warehouse: Hashable, Sendable {
    /// The number.
    package var id: WarehouseID
    /// Whose it is.
    package var merchant: MerchantID
    /// The name.
    package var name: String
    /// Goes up by each change.
    package var version: Int64
}
