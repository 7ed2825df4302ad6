package import Primitives

/// How boards run.
package struct BoardsOptions: Sendable {
    /// When the day began that totals count from; nil for midnight UTC before now.
    package var dayStart: Timestamp?
    /// Orders that are remembered at most while an order book is there to look older ones up.
    package var maximumOrders = 2_000_000
    /// Where the figures are kept from one start to the next; nil for nowhere.
    package var snapshotPath: String?
    /// Gives the countries of those buyers of a range of 256 numbers that there are, as two
    /// letters. Asked by the thread that folds, some times for each second at most.
    package typealias Countries =
        @Sendable (ClosedRange<UInt64>) -> [(buyer: BuyerID, country: String)]
    /// Where the countries of buyers are found.
    package var countries: Countries = { _ in [] }

    /// The options for a machine of its own.
    package init() {}
}
