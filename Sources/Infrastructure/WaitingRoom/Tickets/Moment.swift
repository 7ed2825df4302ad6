package import Primitives

/// A moment as one machine sees it: civil time, and its monotonic clock.
package struct Moment: Sendable, Hashable {
    /// Civil time, which machines agree on up to `RoomSettings.skewMilliseconds`.
    package var wall: Timestamp
    /// Milliseconds of the machine's monotonic clock, which no other machine can read.
    package var ticks: Int64

    /// Joins both.
    package init(wall: Timestamp, ticks: Int64) {
        self.wall = wall
        self.ticks = ticks
    }
}
