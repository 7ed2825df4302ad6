internal import Primitives

/// Names a waiting room.
package struct RoomID: Identifier {
    /// The number.
    package var rawValue: UInt32
    /// Wraps a number.
    package init(rawValue: UInt32) { self.rawValue = rawValue }
}
