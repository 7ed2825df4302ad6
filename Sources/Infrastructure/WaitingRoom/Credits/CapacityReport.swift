/// What the order core says of itself, about once a second.
package struct CapacityReport: Sendable, Hashable {
    /// People a second that it can serve.
    package var perSecond: Int
    /// Commands that wait to be decided.
    package var backlog: Int
    /// At so many waiting commands nobody more is let in.
    package var maximumBacklog: Int
    /// Units of stock that are left; nil where that is no limit.
    package var stockLeft: Int64?

    /// Describes what the order core can do.
    package init(perSecond: Int, backlog: Int, maximumBacklog: Int, stockLeft: Int64? = nil) {
        self.perSecond = perSecond
        self.backlog = backlog
        self.maximumBacklog = maximumBacklog
        self.stockLeft = stockLeft
    }
}
