/// A moment of civil time: milliseconds since 1970-01-01T00:00:00Z.
@frozen public struct Timestamp: Identifier {
    /// Milliseconds since the Unix epoch.
    public var rawValue: Int64
    /// Wraps milliseconds since the Unix epoch.
    @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Later than any moment: the end of what has no end.
    @inlinable public static var never: Timestamp { Timestamp(Int64.max) }

    /// The moment `milliseconds` later; stays at `never` instead of overflowing.
    @inlinable public func adding(milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = rawValue.addingReportingOverflow(milliseconds)
        return overflow ? .never : Timestamp(sum)
    }
}
