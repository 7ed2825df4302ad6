internal import Boards
internal import Catalogue
internal import Primitives

/// Changes that wait for the thread of the edges.
struct EdgeInbox: Sendable {
    /// Changes that wait at most; past it everything counts as changed.
    private static let maximum = 100_000

    var board = BoardChanges()
    var catalogue: [(merchant: MerchantID, change: Catalogue.Change)] = []
    var isFlooded = false

    var isEmpty: Bool { board.isEmpty && catalogue.isEmpty && !isFlooded }

    mutating func add(_ changes: BoardChanges) {
        guard board.pools.count + changes.pools.count <= Self.maximum,
            board.sales.count + changes.sales.count <= Self.maximum
        else { return flood() }
        board.pools += changes.pools
        board.sales += changes.sales
    }

    mutating func add(_ merchant: MerchantID, _ change: Catalogue.Change) {
        guard catalogue.count < Self.maximum else { return flood() }
        catalogue.append((merchant, change))
    }

    private mutating func flood() {
        isFlooded = true
        board = BoardChanges()
        catalogue = []
    }
}
