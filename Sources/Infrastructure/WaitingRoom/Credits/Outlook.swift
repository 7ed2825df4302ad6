/// How fast people were let in lately, and what there is left for them.
package struct Outlook: Sendable, Hashable {
    /// The slowest of the last windows, in people per minute.
    package var slowestPerMinute: Int
    /// The fastest of the last windows, in people per minute.
    package var fastestPerMinute: Int
    /// Units of stock that are left, where the order core says so.
    package var stockLeft: Int64?

    /// Nothing is known yet.
    package static let unknown = Outlook(slowestPerMinute: 0, fastestPerMinute: 0)

    /// Describes an outlook.
    package init(slowestPerMinute: Int, fastestPerMinute: Int, stockLeft: Int64? = nil) {
        self.slowestPerMinute = slowestPerMinute
        self.fastestPerMinute = fastestPerMinute
        self.stockLeft = stockLeft
    }
}
