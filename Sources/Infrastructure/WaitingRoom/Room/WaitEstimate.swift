/// What can honestly be said of a place: ranges, no point.
package struct WaitEstimate: Sendable, Hashable {
    /// The place in the line lies between these.
    package var place: ClosedRange<Int>
    /// The wait is at least so many seconds; nil when nobody can say.
    package var leastSeconds: Int?
    /// The wait is at most so many seconds, as things go; nil when nobody can say.
    package var mostSeconds: Int?
    /// Whether more people are before it than there are units left.
    package var isBeyondStock: Bool

    /// Some who stand before will have gone when their turn comes: up to so many of a hundred.
    private static let leaversPercent = 30.0
    /// Until a page that was called asks again.
    private static let callSeconds = 5

    /// Estimates for a position.
    package init(
        _ position: Position, frontier: Position, density: LineDensity, outlook: Outlook
    ) {
        let ahead = density.count(after: frontier, before: position)
        // Two standard deviations of what the sections can't tell.
        let doubt = 2 * (ahead + Double(density.crowd(at: position))).squareRoot() + 1
        let least = max(0, ahead - doubt)
        let most = ahead + doubt
        place = Int(least) + 1...Int(most.rounded(.up)) + 1
        leastSeconds = Self.seconds(
            least * (100 - Self.leaversPercent) / 100, outlook.fastestPerMinute)
        mostSeconds = Self.seconds(most, outlook.slowestPerMinute).map { $0 + Self.callSeconds }
        isBeyondStock = outlook.stockLeft.map { least > Double($0) } ?? false
    }

    private static func seconds(_ people: Double, _ perMinute: Int) -> Int? {
        guard perMinute > 0 else { return nil }
        return Int(min(86_400, people * 60 / Double(perMinute)))
    }
}
