// The identifiers of the retail domain. They are one idea, so they share a file: each wraps one
// integer, and exists so that a buyer can never be passed where a SKU is meant.

/// A number that names a thing of one kind.
public protocol Identifier: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable,
    CustomStringConvertible
where RawValue: FixedWidthInteger & BitwiseCopyable {
    /// Wraps any raw value: every number is a valid name of a thing that may not exist.
    init(rawValue: RawValue)
}

extension Identifier {
    /// Wraps a raw value.
    @inlinable public init(_ rawValue: RawValue) { self.init(rawValue: rawValue) }

    /// The raw number in decimal digits.
    public var description: String { "\(rawValue)" }

    /// Orders by raw number.
    @inlinable public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// Names a merchant: a tenant of the platform.
@frozen public struct MerchantID: Identifier {
    /// The number.
    public var rawValue: UInt32
    /// Wraps a number.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Names a buyer across all merchants of a cell.
@frozen public struct BuyerID: Identifier {
    /// The number.
    public var rawValue: UInt64
    /// Wraps a number.
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Names a SKU: the unit of stock and price.
@frozen public struct SKUID: Identifier {
    /// The number.
    public var rawValue: UInt64
    /// Wraps a number.
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Names a sale: a campaign with a start, an end, prices and stock of its own.
@frozen public struct SaleID: Identifier {
    /// The number.
    public var rawValue: UInt32
    /// Wraps a number.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Names a coupon.
@frozen public struct CouponID: Identifier {
    /// The number.
    public var rawValue: UInt32
    /// Wraps a number.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Names an order; given by the order core, positive, never given twice in a cell.
@frozen public struct OrderID: Identifier {
    /// The number.
    public var rawValue: UInt64
    /// Wraps a number.
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// Names a cell: a shard of merchants with one order core and one journal.
@frozen public struct CellID: Identifier {
    /// The number.
    public var rawValue: UInt32
    /// Wraps a number.
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}
