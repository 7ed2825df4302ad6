internal import Primitives

/// Reads ip2region's xdb: segments of start, end, length and place of a text. Structure 2 holds
/// IPv4; structure 3 says which family it holds.
///
/// The text is `Country|Region|Province|City|ISP`, or, in newer files of structure 3,
/// `Country|Province|City|ISP` with or without the country's two letters; `0` is what is not known.
enum XDBSource {
    private static let headerBytes = 256
    private static let vectorBytes = 256 * 256 * 8
    /// The bytes of pointers in files that can be read: no file is past 4 GiB.
    private static let pointerBytes: UInt64 = 4

    /// What the header says of the segments.
    private struct Form {
        var structure: UInt64
        var family: IPFamily
        var addressBytes: Int { family == .v4 ? 4 : 16 }
        /// Two addresses, a length and a pointer.
        var segmentBytes: Int { addressBytes * 2 + 6 }
    }

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
        guard looksLike(bytes), let first = reader.integer(at: 8, bytes: 4),
            let last = reader.integer(at: 12, bytes: 4)
        else { throw IPLibraryError(.unknownForm, "this is no xdb") }
        let form = try form(reader)
        guard (last - first) % UInt64(form.segmentBytes) == 0 else {
            throw corrupt("the index is no whole number of segments", at: Int(first))
        }
        var source = AddressSource(.xdb)
        var numbers: [UInt64: UInt32] = [:]
        for offset in stride(from: Int(first), through: Int(last), by: form.segmentBytes) {
            let rest = offset + form.addressBytes * 2
            guard let start = address(reader, offset, form.family),
                let end = address(reader, offset + form.addressBytes, form.family), start <= end,
                let length = reader.integer(at: rest, bytes: 2),
                let pointer = reader.integer(at: rest + 2, bytes: 4)
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
                number = try source.number(of: place(text, form.structure))
                numbers[key] = number
            }
            try source.append(form.family, start...end, place: number)
        }
        return source
    }

    private static func form(_ reader: LittleEndian) throws(IPLibraryError) -> Form {
        let structure = reader.integer(at: 0, bytes: 2) ?? 0
        guard structure != 2 else { return Form(structure: 2, family: .v4) }
        guard structure == 3 else {
            throw IPLibraryError(
                .newerVersion, "an xdb of structure \(structure); 2 and 3 are read here")
        }
        guard let pointer = reader.integer(at: 18, bytes: 2), pointer == pointerBytes else {
            throw IPLibraryError(
                .newerVersion, "an xdb whose pointers are not of \(pointerBytes) bytes")
        }
        switch reader.integer(at: 16, bytes: 2) {
        case 4: return Form(structure: 3, family: .v4)
        case 6: return Form(structure: 3, family: .v6)
        default: throw corrupt("it is neither for IPv4 nor for IPv6", at: 16)
        }
    }

    /// IPv4 has the lowest byte first, IPv6 the highest.
    private static func address(
        _ reader: LittleEndian, _ offset: Int, _ family: IPFamily
    ) -> UInt128? {
        guard family == .v6 else { return reader.integer(at: offset, bytes: 4).map { UInt128($0) } }
        guard let high = reader.integer(at: offset, bytes: 8),
            let low = reader.integer(at: offset + 8, bytes: 8)
        else { return nil }
        return UInt128(high.byteSwapped) << 64 | UInt128(low.byteSwapped)
    }

    /// `中国|0|浙江省|杭州市|阿里云` or `中国|浙江省|杭州市|阿里云|CN` as a place.
    private static func place(_ text: String, _ structure: UInt64) -> Place {
        let words = text.split(separator: "|", omittingEmptySubsequences: false).map {
            $0 == "0" ? "" : String($0)
        }
        let word = { (index: Int) in index < words.count ? words[index] : "" }
        let shift = structure == 3 && isWithoutRegion(words) ? 0 : 1
        return Place(
            country: word(0), province: word(1 + shift), city: word(2 + shift),
            networkOperator: word(3 + shift))
    }

    /// Whether the second word is a province: there are four words, or the last one is a country's
    /// two letters, or nothing where the older order would have something.
    private static func isWithoutRegion(_ words: [String]) -> Bool {
        guard words.count == 5, let last = words.last else { return true }
        if last.isEmpty { return !words[1].isEmpty || words[2].isEmpty }
        return last.utf8.count == 2 && last.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    private static func corrupt(_ what: String, at offset: Int) -> IPLibraryError {
        IPLibraryError(.corrupt, "xdb: \(what) (at byte \(offset))")
    }
}
