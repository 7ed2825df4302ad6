internal import IPLibraryFormat

/// The bytes of a library while they are put together: sections behind a header, each at a
/// multiple of eight.
struct LibraryImage {
    private(set) var bytes: [UInt8]

    init() { bytes = Array(repeating: 0, count: Int(IP_LIBRARY_HEADER_BYTES)) }

    /// Appends integers as a section; gives its offset.
    mutating func append(_ values: some Collection<some FixedWidthInteger>) -> UInt32 {
        while bytes.count % 8 != 0 { bytes.append(0) }
        let offset = bytes.count
        for value in values {
            unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
        }
        // A file past 4 GiB is refused at the end; until then the offset may be cut.
        return UInt32(truncatingIfNeeded: offset)
    }

    /// Appends the sections of a map; gives where they lie.
    mutating func append(_ builder: AddressMapBuilder) -> ip_library_entries {
        var entries = ip_library_entries()
        let values = [builder.v4Values, builder.v6Values]
        let isNarrow = values.allSatisfy { $0.allSatisfy { $0 <= UInt16.max } }
        entries.value_bytes = isNarrow ? 2 : 4
        entries.v4_count = UInt32(builder.v4Starts.count)
        entries.v4_index_offset = append(builder.v4Index)
        entries.v4_starts_offset = append(builder.v4Starts)
        entries.v4_values_offset = append(builder.v4Values, isNarrow: isNarrow)
        guard builder.hasV6 else { return entries }
        entries.v6_count = UInt32(builder.v6Highs.count)
        entries.v6_index_offset = append(builder.v6Index)
        entries.v6_highs_offset = append(builder.v6Highs)
        if builder.v6Lows.contains(where: { $0 != 0 }) {
            entries.v6_lows_offset = append(builder.v6Lows)
        }
        entries.v6_values_offset = append(builder.v6Values, isNarrow: isNarrow)
        return entries
    }

    /// Writes the header over the room that was kept for it.
    mutating func setHeader(_ header: ip_library_header) {
        unsafe withUnsafeBytes(of: header) { unsafe bytes.replaceSubrange(0..<$0.count, with: $0) }
    }

    private mutating func append(_ values: [UInt32], isNarrow: Bool) -> UInt32 {
        isNarrow ? append(values.map { UInt16(truncatingIfNeeded: $0) }) : append(values)
    }
}
