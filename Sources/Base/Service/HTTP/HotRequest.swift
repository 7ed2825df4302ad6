/// Where the parts of a request for a hot route lie in the bytes that came.
package struct HotRequest: Sendable {
    /// Headers that a hot route may read.
    package static let maximumFields = 4

    /// The values of the route's `fields`, without white space around them; empty where there is
    /// none.
    package var fields = InlineArray<4, Range<Int>>(repeating: 0..<0)
    /// The body.
    package var body = 0..<0
}
