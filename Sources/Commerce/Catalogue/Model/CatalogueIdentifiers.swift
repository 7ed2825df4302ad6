internal import Primitives

// The identifiers of the catalogue: one idea, so they share a file.

/// Names a product across all merchants.
package struct ProductID: Identifier {
    /// The number, positive.
    package var rawValue: UInt64
    /// Wraps a number.
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Names a category across all merchants.
package struct CategoryID: Identifier {
    /// The number, positive.
    package var rawValue: UInt64
    /// Wraps a number.
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Names a warehouse across all merchants.
package struct WarehouseID: Identifier {
    /// The number, positive.
    package var rawValue: UInt64
    /// Wraps a number.
    package init(rawValue: UInt64) { self.rawValue = rawValue }
}
