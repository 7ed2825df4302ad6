internal import IPLibraryFormat

/// Gathers runs of addresses, in ascending order, into the sections of a library.
package struct AddressMapBuilder {
    private(set) var v4Index: [UInt32] = [0]
    private(set) var v4Starts: [UInt16] = []
    private(set) var v4Values: [UInt32] = []
    private(set) var v6Index: [UInt32] = [0]
    private(set) var v6Highs: [UInt64] = []
    private(set) var v6Lows: [UInt64] = []
    private(set) var v6Values: [UInt32] = []
    /// The first address that no run has spoken of; nil behind the last one.
    private var next: [IPFamily: UInt128] = [.v4: 0, .v6: 0]
    private(set) var hasV6 = false

    /// Begins with nothing: every address has the value 0.
    package init() {}

    /// Says that the addresses have a value; they lie behind all that were given before.
    package mutating func append(
        _ family: IPFamily, _ bounds: ClosedRange<UInt128>, value: UInt32
    ) {
        guard let expected = next[family] else { preconditionFailure("all addresses are given") }
        precondition(bounds.lowerBound >= expected && bounds.upperBound <= family.last)
        if bounds.lowerBound > expected {
            add(family, expected...(bounds.lowerBound - 1), value: 0)
        }
        add(family, bounds, value: value)
        next[family] = bounds.upperBound == family.last ? nil : bounds.upperBound + 1
        if family == .v6, value != 0 { hasV6 = true }
    }

    /// Gives the value 0 to all addresses that nothing was said of.
    mutating func finish() {
        for family in IPFamily.allCases {
            if let expected = next[family] { add(family, expected...family.last, value: 0) }
            next[family] = nil
        }
        v4Index.append(UInt32(v4Starts.count))
        v6Index.append(UInt32(v6Highs.count))
    }

    private mutating func add(_ family: IPFamily, _ bounds: ClosedRange<UInt128>, value: UInt32) {
        switch family {
        case .v4:
            addV4(UInt32(bounds.lowerBound)...UInt32(bounds.upperBound), value)
        case .v6: addV6(bounds, value)
        }
    }

    private mutating func addV4(_ bounds: ClosedRange<UInt32>, _ value: UInt32) {
        for bucket in (bounds.lowerBound >> 16)...(bounds.upperBound >> 16) {
            let first = max(bounds.lowerBound, bucket << 16)
            let start = UInt16(truncatingIfNeeded: first)
            if start == 0 {
                if bucket > 0 { v4Index.append(UInt32(v4Starts.count)) }
            } else if v4Values.last == value {
                continue
            }
            v4Starts.append(start)
            v4Values.append(value)
        }
    }

    private mutating func addV6(_ bounds: ClosedRange<UInt128>, _ value: UInt32) {
        let low = V6Bucket.of(UInt64(bounds.lowerBound >> 64))
        let high = V6Bucket.of(UInt64(bounds.upperBound >> 64))
        for bucket in low...high {
            let bucketFirst = UInt128(V6Bucket.first(bucket)) << 64
            let first = max(bounds.lowerBound, bucketFirst)
            if first == bucketFirst {
                if bucket > 0 { v6Index.append(UInt32(v6Highs.count)) }
            } else if v6Values.last == value {
                continue
            }
            v6Highs.append(UInt64(first >> 64))
            v6Lows.append(UInt64(truncatingIfNeeded: first))
            v6Values.append(value)
        }
    }
}
