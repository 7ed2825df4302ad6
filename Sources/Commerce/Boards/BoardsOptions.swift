package import Primitives

/// How boards run.
package struct BoardsOptions: Sendable {
    /// When the day began that totals count from; nil for midnight UTC before now.
    package var dayStart: Timestamp?
    /// Orders that are remembered at most while an order book is there to look older ones up.
    package var maximumOrders = 2_000_000
    /// Where the figures are kept from one start to the next; nil for nowhere.
    package var snapshotPath: String?
    /// Gives the country of a buyer as two letters; asked for by the thread that folds, so it must
    /// answer from memory.
    package var country: @Sendable (BuyerID) -> String? = { _ in nil }

    /// The options for a machine of its own.
    package init() {}
}
