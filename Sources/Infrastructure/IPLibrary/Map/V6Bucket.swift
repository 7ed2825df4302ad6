internal import IPLibraryFormat

/// The buckets of IPv6 addresses, as `ip_library_format.h` defines them.
enum V6Bucket {
    /// The upper half of 2000::, where addresses in use begin.
    private static let start: UInt64 = 0x2000 << 48
    /// The upper half of 4000::, where they end.
    private static let end: UInt64 = 0x4000 << 48
    private static let shift: UInt64 = 45
    static let count = Int(IP_LIBRARY_V6_BUCKETS)

    /// The bucket of an address by its upper half.
    @inline(__always) static func of(_ high: UInt64) -> Int {
        if high < start { return 0 }
        if high >= end { return count - 1 }
        return 1 + Int((high &- start) >> shift)
    }

    /// The upper half of the bucket's first address, whose lower half is zero.
    static func first(_ bucket: Int) -> UInt64 {
        if bucket == 0 { return 0 }
        if bucket == count - 1 { return end }
        return start + UInt64(bucket - 1) << shift
    }
}
