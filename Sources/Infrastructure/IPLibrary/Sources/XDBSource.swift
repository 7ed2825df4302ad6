/// Reads ip2region's xdb, structure 2: IPv4 in segments of start, end, length and place of a text.
///
/// The text is `Country|Region|Province|City|ISP`, with `0` for what is not known.
enum XDBSource {
    private static let headerBytes = 256
    private static let vectorBytes = 256 * 256 * 8
    private static let segmentBytes = 14
    private static let structure: UInt64 = 2

    /// Whether the bytes begin as an xdb does: structure 1 to 9, and an index within the file.
    static func looksLike(_ bytes: [UInt8]) -> Bool {
        let reader = LittleEndian(bytes: bytes)
        guard let structure = reader.integer(at: 0, bytes: 2), (1...9).contains(structure),
            let first = reader.integer(at: 8, bytes: 4), let last = reader.integer(at: 12, bytes: 4)
        else { return false }
        return first >= headerBytes + vectorBytes && first <= last && last < UInt64(bytes.count)
    }

    static func read(_ bytes: [UInt8]) throws(IPLibraryError) -> AddressSource {
        let reader = LittleEndian(bytes: bytes)
        guard looksLike(bytes), let found = reader.integer(at: 0, bytes: 2),
            let first = reader.integer(at: 8, bytes: 4), let last = reader.integer(at: 12, bytes: 4)
        else { throw IPLibraryError(.unknownForm, "this is no xdb") }
        guard found == structure else {
            throw IPLibraryError(
                .newerVersion, "an xdb of structure \(found); structure \(structure) is read here")
        }
        guard (last - first) % UInt64(segmentBytes) == 0 else {
            throw corrupt("the index is no whole number of segments", at: Int(first))
        }
        var source = AddressSource(.xdb)
        var numbers: [UInt64: UInt32] = [:]
        for offset in stride(from: Int(first), through: Int(last), by: segmentBytes) {
            guard let start = reader.integer(at: offset, bytes: 4),
                let end = reader.integer(at: offset + 4, bytes: 4), start <= end,
                let length = reader.integer(at: offset + 8, bytes: 2),
                let pointer = reader.integer(at: offset + 10, bytes: 4)
            else { throw corrupt("a segment is cut, or ends before it begins", at: offset) }
            // The pointer and the length together, so that two lengths at one place are two texts.
            let key = pointer << 16 | length
            let number: UInt32
            if let known = numbers[key] {
                number = known
            } else {
                guard let text = reader.text(at: Int(pointer), bytes: Int(length)) else {
                    throw corrupt("a segment's text lies outside, or is no UTF-8", at: offset)
                }
                number = try source.number(of: place(text))
                numbers[key] = number
            }
            try source.append(.v4, UInt128(start)...UInt128(end), place: number)
        }
        return source
    }

    /// `中国|0|浙江省|杭州市|阿里云` as a place.
    private static func place(_ text: String) -> Place {
        let words = text.split(separator: "|", omittingEmptySubsequences: false).map {
            $0 == "0" ? "" : String($0)
        }
        let word = { (index: Int) in index < words.count ? words[index] : "" }
        return Place(country: word(0), province: word(2), city: word(3), networkOperator: word(4))
    }

    private static func corrupt(_ what: String, at offset: Int) -> IPLibraryError {
        IPLibraryError(.corrupt, "xdb: \(what) (at byte \(offset))")
    }
}
