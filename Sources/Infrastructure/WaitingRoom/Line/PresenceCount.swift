package import Primitives

/// Counts who is there, by windows of time: a waiter counts in each window in which they show their
/// ticket for the first time. Who stops asking has left the count two windows later.
package struct PresenceCount: Sendable {
    /// The length of a window. Pages come back sooner than this.
    package static let windowMilliseconds: Int64 = 30_000

    private var window: Int64 = 0
    private var current = LineDensity()
    private var previous = LineDensity()

    /// Nobody was there yet.
    package init() {}

    /// The number of the window of a moment.
    package static func window(_ time: Timestamp) -> Int64 { time.rawValue / windowMilliseconds }

    /// Counts a waiter.
    package mutating func add(_ position: Position, at now: Timestamp) {
        turn(to: Self.window(now))
        current.add(position)
    }

    /// Who was there in the last whole window, or is in this one.
    package mutating func density(at now: Timestamp) -> LineDensity {
        turn(to: Self.window(now))
        return current.maximum(previous)
    }

    /// Forgets everybody, as when positions mean something new.
    package mutating func clear() {
        current = LineDensity()
        previous = LineDensity()
    }

    private mutating func turn(to next: Int64) {
        // A clock that was set back does not open a window again.
        guard next > window else { return }
        previous = next == window + 1 ? current : LineDensity()
        current = LineDensity()
        window = next
    }
}
