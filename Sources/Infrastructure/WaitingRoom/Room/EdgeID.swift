internal import Primitives

/// Names an edge node.
package struct EdgeID: Identifier {
    /// The number.
    package var rawValue: UInt16
    /// Wraps a number.
    package init(rawValue: UInt16) { self.rawValue = rawValue }
}
