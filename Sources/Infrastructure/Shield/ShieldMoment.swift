package import Primitives

/// A moment as the edge sees it.
package struct ShieldMoment: Sendable, Hashable {
    /// Civil time, for what people read.
    package var wall: Timestamp
    /// Microseconds of the monotonic clock, for all that is measured.
    package var ticks: Int64

    /// Joins both.
    package init(wall: Timestamp, ticks: Int64) {
        self.wall = wall
        self.ticks = ticks
    }

    var milliseconds: Int64 { ticks / 1000 }
}
