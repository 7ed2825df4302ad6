/// How values spread: counted in buckets, eight to each power of two, so that a percentile is right
/// to 12 %.
package struct Spread: Sendable, Hashable {
    private static let subBits = 3
    private var buckets = [UInt64](repeating: 0, count: (64 - subBits + 1) << subBits)
    /// Values that were added.
    package private(set) var count: UInt64 = 0
    /// The largest value.
    package private(set) var maximum: UInt64 = 0

    /// Nothing yet.
    package init() {}

    /// Counts a value.
    package mutating func add(_ value: UInt64) {
        buckets[Self.bucket(value)] &+= 1
        count &+= 1
        maximum = max(maximum, value)
    }

    /// The upper end of the bucket that holds the given share of all, 0 to 1; 0 where there is
    /// nothing.
    package func percentile(_ share: Double) -> UInt64 {
        guard count > 0 else { return 0 }
        let wanted = max(1, UInt64((Double(count) * share).rounded(.up)))
        var seen: UInt64 = 0
        for (index, count) in buckets.enumerated() {
            seen += count
            if seen >= wanted { return min(maximum, Self.upperEnd(index)) }
        }
        return maximum
    }

    /// How many values lie in each power of two, from the smallest that has any to the largest:
    /// the power's lower end, and the count.
    package var powers: [(from: UInt64, count: UInt64)] {
        var sums = [UInt64](repeating: 0, count: 65)
        for (index, count) in buckets.enumerated() where count > 0 {
            sums[UInt64.bitWidth - Self.upperEnd(index).leadingZeroBitCount] += count
        }
        let known = sums.indices.filter { sums[$0] > 0 }
        guard let first = known.first, let last = known.last else { return [] }
        return (first...last).map { (from: $0 == 0 ? 0 : 1 << UInt64($0 - 1), count: sums[$0]) }
    }

    private static func bucket(_ value: UInt64) -> Int {
        guard value >= 1 << subBits else { return Int(value) }
        let shift = UInt64.bitWidth - 1 - value.leadingZeroBitCount - subBits
        return (shift << subBits) + Int(value >> UInt64(shift))
    }

    private static func upperEnd(_ bucket: Int) -> UInt64 {
        guard bucket >= 2 << subBits else { return UInt64(bucket) }
        let shift = UInt64(bucket >> subBits - 1)
        let mantissa = UInt64(bucket & (1 << subBits - 1) | 1 << subBits)
        return mantissa << shift | (1 << shift - 1)
    }
}
