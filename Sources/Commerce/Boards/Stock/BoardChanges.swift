package import OrderCore
internal import Primitives

/// What became visible on the stock board at one moment.
package struct BoardChanges: Sendable {
    /// Pools as they were before, where they were, and as they are.
    package var pools: [(old: PoolStatus?, new: PoolStatus)] = []
    /// Sales with new terms.
    package var sales: [SaleTerms] = []

    /// Nothing.
    package init() {}

    /// Whether nothing changed.
    package var isEmpty: Bool { pools.isEmpty && sales.isEmpty }
}
