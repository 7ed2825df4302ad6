internal import Primitives

/// Names a place within one library.
package struct PlaceID: Identifier {
    /// The number; 0 is unknown.
    package var rawValue: UInt32
    /// Wraps a number.
    package init(rawValue: UInt32) { self.rawValue = rawValue }
}
