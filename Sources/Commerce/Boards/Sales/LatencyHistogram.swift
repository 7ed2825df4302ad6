/// Latencies of one second by log-linear buckets: 32 to each power of two, so that a percentile is
/// right to 3 %. Microseconds; what takes longer than 35 minutes counts as 35 minutes.
struct LatencyHistogram: Sendable {
    private static let subBits = 5
    static let count = (32 - subBits + 1) << subBits

    private(set) var buckets = [UInt32](repeating: 0, count: count)
    private(set) var total: UInt64 = 0

    mutating func add(microseconds: UInt64) {
        buckets[Self.bucket(microseconds)] &+= 1
        total += 1
    }

    mutating func merge(_ other: LatencyHistogram) {
        guard other.total > 0 else { return }
        for index in buckets.indices { buckets[index] &+= other.buckets[index] }
        total += other.total
    }

    mutating func clear() {
        guard total > 0 else { return }
        self = LatencyHistogram()
    }

    /// The upper end of the bucket that holds the given share of all, in microseconds.
    func percentile(_ share: Double) -> Int64 {
        guard total > 0 else { return 0 }
        let wanted = max(1, UInt64((Double(total) * share).rounded(.up)))
        var seen: UInt64 = 0
        for (index, count) in buckets.enumerated() {
            seen += UInt64(count)
            if seen >= wanted { return Self.upperEnd(index) }
        }
        return Self.upperEnd(buckets.count - 1)
    }

    private static func bucket(_ microseconds: UInt64) -> Int {
        let value = Int(min(microseconds, UInt64(UInt32.max)))
        guard value >= 1 << subBits else { return value }
        let exponent = Int.bitWidth - 1 - value.leadingZeroBitCount
        let shift = exponent - subBits
        return (shift + 1) << subBits + (value >> shift) - 1 << subBits
    }

    private static func upperEnd(_ bucket: Int) -> Int64 {
        guard bucket >= 1 << subBits else { return Int64(bucket) }
        let shift = bucket >> subBits - 1
        let mantissa = Int64(bucket & (1 << subBits - 1) | 1 << subBits)
        return (mantissa + 1) << Int64(shift) - 1
    }
}
