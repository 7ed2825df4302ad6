/// So many a second for long, so many at once.
package struct RateLimit: Sendable, Hashable {
    /// Requests a second that can go on for ever.
    package var perSecond: Int
    /// Requests at once after a pause.
    package var burst: Int

    /// Joins both; each is at least one.
    package init(perSecond: Int, burst: Int) {
        self.perSecond = max(1, min(1_000_000, perSecond))
        self.burst = max(1, min(1_000_000, burst))
    }

    /// Microseconds that one request costs.
    var cost: Int64 { 1_000_000 / Int64(perSecond) }
    /// Microseconds that can be owed before it is too much.
    var allowance: Int64 { cost * Int64(burst) }
}
