internal import IPLibraryFormat

/// A value for every address of both families, read in place: what a look-up of a library is.
///
/// A look-up reads one entry of an index and searches one bucket; it allocates nothing and cannot
/// fail. All that it follows was checked when the map was made, so bytes of any origin are safe.
@safe package final class AddressMap: @unchecked Sendable {
    // @unchecked: nothing is written after `init`.
    private let memory: LibraryBytes
    private let v4Index: UnsafePointer<UInt32>
    private let v4Starts: UnsafePointer<UInt16>
    private let v4Values: UnsafeRawPointer
    private let v6Index: UnsafePointer<UInt32>?
    private let v6Highs: UnsafePointer<UInt64>
    private let v6Lows: UnsafePointer<UInt64>?
    private let v6Values: UnsafeRawPointer
    private let isNarrow: Bool
    /// Entries of IPv4 and of IPv6.
    package let counts: (v4: Int, v6: Int)

    /// Makes a map of what a builder gathered.
    package convenience init(_ builder: consuming AddressMapBuilder) {
        var builder = builder
        builder.finish()
        var image = LibraryImage()
        let entries = image.append(builder)
        do throws(IPLibraryError) {
            try self.init(LibraryBytes(copying: image.bytes), entries, values: .max)
        } catch {
            preconditionFailure("a map that was just built is not sound: \(error)")
        }
    }

    /// Reads a map in place; each value must be less than `values`.
    init(
        _ memory: LibraryBytes, _ entries: ip_library_entries, values: UInt32
    ) throws(IPLibraryError) {
        self.memory = memory
        guard entries.value_bytes == 2 || entries.value_bytes == 4 else {
            throw Self.corrupt("values have no width that is known")
        }
        let width = Int(entries.value_bytes)
        isNarrow = width == 2
        let v4Count = Int(entries.v4_count)
        let v6Count = Int(entries.v6_count)
        counts = (v4Count, v6Count)
        unsafe v4Index = try Self.section(
            memory, entries.v4_index_offset, Int(IP_LIBRARY_V4_BUCKETS) + 1)
        unsafe v4Starts = try Self.section(memory, entries.v4_starts_offset, v4Count)
        unsafe v4Values = try Self.bytes(memory, entries.v4_values_offset, v4Count * width)
        if v6Count > 0 {
            unsafe v6Index = try Self.section(memory, entries.v6_index_offset, V6Bucket.count + 1)
            unsafe v6Highs = try Self.section(memory, entries.v6_highs_offset, v6Count)
            unsafe v6Lows =
                entries.v6_lows_offset == 0
                ? nil : try Self.section(memory, entries.v6_lows_offset, v6Count)
            unsafe v6Values = try Self.bytes(memory, entries.v6_values_offset, v6Count * width)
        } else {
            unsafe v6Index = nil
            unsafe v6Highs = UnsafePointer(
                UnsafeRawPointer(v4Index).assumingMemoryBound(to: UInt64.self))
            unsafe v6Lows = nil
            unsafe v6Values = unsafe v4Values
        }
        try checkV4(values)
        try checkV6(values)
    }

    /// The value of an address; an IPv4-mapped IPv6 address has that of the IPv4 address.
    @inline(__always)
    package func value(of address: IPAddress) -> UInt32 {
        switch address.unmapped {
        case .v4(let bits): value(ofV4: bits)
        case .v6(let bits): value(ofV6: bits)
        }
    }

    /// The value of an IPv4 address.
    package func value(ofV4 address: UInt32) -> UInt32 { v4Value(v4Entry(address)) }

    /// The value of an IPv6 address.
    package func value(ofV6 address: UInt128) -> UInt32 {
        v6Entry(address).map { v6Value($0) } ?? 0
    }

    /// The value of an address, and the run of addresses around it that was said to have it: it
    /// may go on beyond the run.
    package func run(around address: IPAddress) -> (value: UInt32, bounds: ClosedRange<UInt128>) {
        switch address.unmapped {
        case .v4(let bits):
            let entry = v4Entry(bits)
            return (v4Value(entry), v4Bounds(entry, bucket: Int(bits >> 16)))
        case .v6(let bits):
            guard let entry = v6Entry(bits) else { return (0, 0...UInt128.max) }
            return (v6Value(entry), v6Bounds(entry))
        }
    }

    /// Goes through all addresses of a family in runs of one value, lower ones first, until `body`
    /// says false.
    package func forEachRun(
        _ family: IPFamily, _ body: (ClosedRange<UInt128>, UInt32) -> Bool
    ) {
        var first: UInt128 = 0
        var value: UInt32?
        func step(_ start: UInt128, _ next: UInt32) -> Bool {
            defer { value = next }
            guard let value, value != next else { return true }
            defer { first = start }
            return body(first...(start - 1), value)
        }
        switch family {
        case .v4:
            for bucket in 0..<Int(IP_LIBRARY_V4_BUCKETS) {
                for entry in unsafe Int(v4Index[bucket])..<Int(v4Index[bucket + 1]) {
                    let start = unsafe UInt128(bucket) << 16 | UInt128(v4Starts[entry])
                    guard step(start, v4Value(entry)) else { return }
                }
            }
        case .v6:
            for entry in 0..<counts.v6 {
                guard step(v6Start(entry), v6Value(entry)) else { return }
            }
        }
        _ = body(first...family.last, value ?? 0)
    }
}

extension AddressMap {
    /// The one value of each bucket, nil where it has several: of IPv4 all buckets, of IPv6 those
    /// within 2000::/3.
    func uniformBuckets(_ family: IPFamily) -> [UInt32?] {
        (0..<65_536).map { bucket in
            switch family {
            case .v4:
                let first = unsafe Int(v4Index[bucket])
                return unsafe Int(v4Index[bucket + 1]) == first + 1 ? v4Value(first) : nil
            case .v6:
                guard let index = unsafe v6Index else { return 0 }
                let first = unsafe Int(index[bucket + 1])
                return unsafe Int(index[bucket + 2]) == first + 1 ? v6Value(first) : nil
            }
        }
    }
}

extension AddressMap {
    @inline(__always) private func v4Entry(_ address: UInt32) -> Int {
        let bucket = Int(address >> 16)
        var base = unsafe Int(v4Index[bucket])
        var count = unsafe Int(v4Index[bucket + 1]) &- base
        let low = UInt16(truncatingIfNeeded: address)
        // The last entry that starts at or below the address; the first of a bucket does.
        while count > 1 {
            let half = count >> 1
            base = unsafe v4Starts[base &+ half] <= low ? base &+ half : base
            count &-= half
        }
        return base
    }

    @inline(__always) private func v6Entry(_ address: UInt128) -> Int? {
        guard let index = unsafe v6Index else { return nil }
        let high = UInt64(truncatingIfNeeded: address >> 64)
        let low = UInt64(truncatingIfNeeded: address)
        let bucket = V6Bucket.of(high)
        var base = unsafe Int(index[bucket])
        var count = unsafe Int(index[bucket + 1]) &- base
        while count > 1 {
            let half = count >> 1
            let middle = base &+ half
            let middleHigh = unsafe v6Highs[middle]
            let isBelow: Bool
            if let lows = unsafe v6Lows {
                isBelow = unsafe middleHigh < high || (middleHigh == high && lows[middle] <= low)
            } else {
                isBelow = middleHigh <= high
            }
            base = isBelow ? middle : base
            count &-= half
        }
        return base
    }

    @inline(__always) private func v4Value(_ entry: Int) -> UInt32 {
        unsafe Self.value(v4Values, entry, isNarrow)
    }

    @inline(__always) private func v6Value(_ entry: Int) -> UInt32 {
        unsafe Self.value(v6Values, entry, isNarrow)
    }

    @inline(__always) private static func value(
        _ values: UnsafeRawPointer, _ entry: Int, _ isNarrow: Bool
    ) -> UInt32 {
        isNarrow
            ? unsafe UInt32(values.load(fromByteOffset: entry &* 2, as: UInt16.self))
            : unsafe values.load(fromByteOffset: entry &* 4, as: UInt32.self)
    }

    private func v4Bounds(_ entry: Int, bucket: Int) -> ClosedRange<UInt128> {
        let first = unsafe UInt128(bucket) << 16 | UInt128(v4Starts[entry])
        let isLast = unsafe entry + 1 == Int(v4Index[bucket + 1])
        let next =
            isLast
            ? UInt128(bucket + 1) << 16
            : unsafe UInt128(bucket) << 16 | UInt128(v4Starts[entry + 1])
        return first...(next - 1)
    }

    private func v6Bounds(_ entry: Int) -> ClosedRange<UInt128> {
        let last = entry + 1 == counts.v6 ? UInt128.max : v6Start(entry + 1) - 1
        return v6Start(entry)...last
    }

    private func v6Start(_ entry: Int) -> UInt128 {
        let low = unsafe v6Lows.map { unsafe $0[entry] } ?? 0
        return unsafe UInt128(v6Highs[entry]) << 64 | UInt128(low)
    }
}

extension AddressMap {
    private func checkV4(_ limit: UInt32) throws(IPLibraryError) {
        guard unsafe v4Index[0] == 0,
            unsafe v4Index[Int(IP_LIBRARY_V4_BUCKETS)] == UInt32(counts.v4)
        else { throw Self.corrupt("the index of IPv4 does not span its entries") }
        for bucket in 0..<Int(IP_LIBRARY_V4_BUCKETS) {
            let first = unsafe Int(v4Index[bucket])
            let end = unsafe Int(v4Index[bucket + 1])
            guard first < end, end <= counts.v4, unsafe v4Starts[first] == 0 else {
                throw Self.corrupt("bucket \(bucket) of IPv4 does not begin at its start")
            }
            for entry in (first + 1)..<max(first + 1, end) {
                guard unsafe v4Starts[entry - 1] < v4Starts[entry] else {
                    throw Self.corrupt("bucket \(bucket) of IPv4 does not ascend")
                }
            }
        }
        for entry in 0..<counts.v4 where v4Value(entry) >= limit {
            throw Self.corrupt("an entry of IPv4 names a place that is not there")
        }
    }

    private func checkV6(_ limit: UInt32) throws(IPLibraryError) {
        guard let index = unsafe v6Index else { return }
        guard unsafe index[0] == 0, unsafe index[V6Bucket.count] == UInt32(counts.v6) else {
            throw Self.corrupt("the index of IPv6 does not span its entries")
        }
        for bucket in 0..<V6Bucket.count {
            let first = unsafe Int(index[bucket])
            let end = unsafe Int(index[bucket + 1])
            guard first < end, end <= counts.v6,
                v6Start(first) == UInt128(V6Bucket.first(bucket)) << 64
            else { throw Self.corrupt("bucket \(bucket) of IPv6 does not begin at its start") }
            for entry in (first + 1)..<max(first + 1, end) {
                guard v6Start(entry - 1) < v6Start(entry) else {
                    throw Self.corrupt("bucket \(bucket) of IPv6 does not ascend")
                }
            }
        }
        // The first entry of the next bucket bounds the last of this one.
        for entry in 0..<counts.v6 {
            guard v6Value(entry) < limit else {
                throw Self.corrupt("an entry of IPv6 names a place that is not there")
            }
            guard entry == 0 || v6Start(entry - 1) < v6Start(entry) else {
                throw Self.corrupt("entries of IPv6 do not ascend")
            }
        }
    }

    private static func section<Element>(
        _ memory: LibraryBytes, _ offset: UInt32, _ count: Int
    ) throws(IPLibraryError) -> UnsafePointer<Element> {
        let bytes = unsafe try bytes(memory, offset, count * MemoryLayout<Element>.stride)
        return unsafe bytes.assumingMemoryBound(to: Element.self)
    }

    private static func bytes(
        _ memory: LibraryBytes, _ offset: UInt32, _ count: Int
    ) throws(IPLibraryError) -> UnsafeRawPointer {
        guard offset % 8 == 0, let slice = unsafe memory.slice(Int(offset), count),
            let start = slice.baseAddress
        else { throw corrupt("a section lies outside of the file, or not at a multiple of eight") }
        return unsafe start
    }

    private static func corrupt(_ what: String) -> IPLibraryError {
        IPLibraryError(.corrupt, "library: \(what)")
    }
}
