package import Boards
package import Catalogue
internal import Primitives
package import Service

/// What the edges are told about.
package struct EdgeSources: Sendable {
    /// Prices, stock and the terms of sales.
    package var board: StockBoard
    /// What buyers see of products and stores.
    package var catalogue: Catalogue
    /// The keys that sign and check, as edges read them.
    package var keys: @Sendable () -> JSON

    /// Joins them.
    package init(
        board: StockBoard, catalogue: Catalogue, keys: @escaping @Sendable () -> JSON
    ) {
        self.board = board
        self.catalogue = catalogue
        self.keys = keys
    }
}
