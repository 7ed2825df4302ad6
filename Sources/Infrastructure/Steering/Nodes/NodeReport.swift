/// What a node says of itself, four times a second.
package struct NodeReport: Hashable, Sendable {
    /// What it bears now, in the unit of its capacity; not negative.
    package var load: Double
    /// Whether it serves well.
    package var isHealthy: Bool
    /// Whether it wants to get rid of its clients, such as before an update.
    package var isDraining: Bool

    /// Nanoseconds between two reports.
    package static let interval: UInt64 = 250_000_000

    /// Describes a report.
    package init(load: Double, isHealthy: Bool = true, isDraining: Bool = false) {
        self.load = load
        self.isHealthy = isHealthy
        self.isDraining = isDraining
    }
}
