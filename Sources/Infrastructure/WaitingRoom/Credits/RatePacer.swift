/// Turns what the order core reports into credits: whole ones, by the time that passed.
///
/// A backlog slows it, down to nothing at its maximum; so does a report that is too old, since
/// nobody may be let in on a guess.
package struct RatePacer: Sendable {
    /// A report older than this lets nobody in.
    package static let staleMilliseconds: Int64 = 5000
    /// The time that is made good for at once, after a pause.
    private static let longestStep: Int64 = 1000
    /// People a second at most: it keeps the arithmetic far from its limits.
    private static let maximumRate = 10_000_000

    private var report: CapacityReport?
    private var reportedAt: Int64 = 0
    private var steppedAt: Int64?
    /// Thousandths of a credit that are left over.
    private var rest: Int64 = 0

    /// Nothing was reported yet.
    package init() {}

    /// Takes a report in.
    package mutating func take(_ report: CapacityReport, ticks: Int64) {
        self.report = report
        reportedAt = ticks
    }

    /// What is let in a second, now.
    package func rate(ticks: Int64) -> Int {
        guard let report, ticks - reportedAt <= Self.staleMilliseconds else { return 0 }
        let rate = max(0, min(Self.maximumRate, report.perSecond))
        let limit = max(1, report.maximumBacklog)
        let backlog = max(0, report.backlog)
        // Free until half of the backlog's limit, then down to nothing.
        guard backlog * 2 > limit else { return rate }
        return backlog >= limit
            ? 0 : Int(Double(rate) * 2 * Double(limit - backlog) / Double(limit))
    }

    /// Credits for the time since the last step.
    package mutating func step(ticks: Int64) -> UInt64 {
        guard let last = steppedAt else {
            steppedAt = ticks
            return 0
        }
        let passed = min(Self.longestStep, ticks - last)
        guard passed > 0 else { return 0 }
        steppedAt = ticks
        let (whole, left) = (Int64(rate(ticks: ticks)) * passed + rest)
            .quotientAndRemainder(dividingBy: 1000)
        rest = left
        return UInt64(whole)
    }
}
