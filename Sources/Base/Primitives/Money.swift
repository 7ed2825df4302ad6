/// An amount in the minor unit (cent, fen) of a currency that the context names.
///
/// Arithmetic traps on overflow: a wrong sum is worse than a stopped process. Where numbers come
/// from outside, use the `…ReportingOverflow` forms of `rawValue` first.
@frozen public struct MinorUnits: Identifier {
    /// The number of minor units; may be negative.
    public var rawValue: Int64
    /// Wraps a number of minor units.
    @inlinable public init(rawValue: Int64) { self.rawValue = rawValue }

    /// Nothing.
    @inlinable public static var zero: MinorUnits { MinorUnits(0) }
    /// Adds; traps on overflow.
    @inlinable public static func + (left: Self, right: Self) -> Self {
        Self(left.rawValue + right.rawValue)
    }
    /// Subtracts; traps on overflow.
    @inlinable public static func - (left: Self, right: Self) -> Self {
        Self(left.rawValue - right.rawValue)
    }
    /// Adds in place; traps on overflow.
    @inlinable public static func += (left: inout Self, right: Self) {
        left.rawValue += right.rawValue
    }
    /// Subtracts in place; traps on overflow.
    @inlinable public static func -= (left: inout Self, right: Self) {
        left.rawValue -= right.rawValue
    }
}

/// A currency by its ISO 4217 numeric code.
@frozen public struct Currency: Identifier {
    /// The numeric code, such as 156 for the yuan.
    public var rawValue: UInt16
    /// Wraps a numeric code.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Chinese yuan, in fen.
    public static let yuan = Currency(156)
    /// Pound sterling, in pence.
    public static let poundSterling = Currency(826)
    /// Euro, in cents.
    public static let euro = Currency(978)
    /// United States dollar, in cents.
    public static let unitedStatesDollar = Currency(840)
}
