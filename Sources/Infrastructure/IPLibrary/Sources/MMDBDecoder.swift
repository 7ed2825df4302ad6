/// Decodes the data section of a MaxMind DB (MaxMind DB File Format Specification 2.0, "Output
/// Data Section"). Every place, length, depth and number of values is checked.
struct MMDBDecoder {
    /// Maps and lists within one another at most.
    private static let maximumDepth = 16
    /// Values of one record at most, so that pointers cannot make a small file a large value.
    private static let maximumValues = 4096

    private let reader: LittleEndian
    /// Where the section begins: pointers count from there.
    private let start: Int
    private let end: Int
    private var left = maximumValues

    init(_ reader: LittleEndian, section: Range<Int>) {
        self.reader = reader
        start = section.lowerBound
        end = section.upperBound
    }

    /// The value at `offset` within the section.
    mutating func value(at offset: Int) throws(IPLibraryError) -> MMDBValue {
        var place = start + offset
        left = Self.maximumValues
        return try value(&place, depth: 0, mayPoint: true)
    }

    private mutating func value(
        _ place: inout Int, depth: Int, mayPoint: Bool
    ) throws(IPLibraryError) -> MMDBValue {
        let at = place
        left -= 1
        guard depth <= Self.maximumDepth, left >= 0 else {
            throw Self.corrupt("a value is too deep or too large", at: at)
        }
        let control = try byte(&place)
        if control >> 5 == 1 {
            // A pointer to a pointer is no valid value.
            guard mayPoint else { throw Self.corrupt("a pointer to a pointer", at: at) }
            var target = start + (try pointer(control, &place))
            return try value(&target, depth: depth + 1, mayPoint: false)
        }
        let type = control >> 5 == 0 ? 7 + Int(try byte(&place)) : Int(control >> 5)
        let size = try size(control, &place)
        return try value(type: type, size: size, &place, depth: depth, at: at)
    }

    private mutating func value(
        type: Int, size: Int, _ place: inout Int, depth: Int, at: Int
    ) throws(IPLibraryError) -> MMDBValue {
        switch type {
        case 2: return .text(try text(size, &place))
        case 5, 6, 9, 10:
            let limit = [5: 2, 6: 4, 9: 8, 10: 16][type, default: 0]
            guard size <= limit else { throw Self.corrupt("a number is too wide", at: at) }
            var number: UInt64 = 0
            for _ in 0..<size { number = number << 8 | UInt64(try byte(&place)) }
            return size > 8 ? .other : .number(number)
        case 7:
            var members: [String: MMDBValue] = [:]
            for _ in 0..<size {
                guard case .text(let key) = try value(&place, depth: depth + 1, mayPoint: true)
                else { throw Self.corrupt("a key is no text", at: at) }
                members[key] = try value(&place, depth: depth + 1, mayPoint: true)
            }
            return .map(members)
        case 11:
            var values: [MMDBValue] = []
            for _ in 0..<size {
                values.append(try value(&place, depth: depth + 1, mayPoint: true))
            }
            return .array(values)
        case 14: return .number(UInt64(size))
        case 3, 4, 8, 15:
            // A boolean's size is its value; doubles, bytes, int32 and floats have bytes.
            guard size <= end - place else { throw Self.corrupt("a value is cut", at: at) }
            place += size
            return .other
        default: throw Self.corrupt("there is no type \(type)", at: at)
        }
    }

    private func text(_ size: Int, _ place: inout Int) throws(IPLibraryError) -> String {
        guard size <= end - place, let text = reader.text(at: place, bytes: size) else {
            throw Self.corrupt("a text is cut, or no UTF-8", at: place)
        }
        place += size
        return text
    }

    private func byte(_ place: inout Int) throws(IPLibraryError) -> UInt8 {
        guard place >= start, place < end else {
            throw Self.corrupt("a value lies outside of the section", at: place)
        }
        defer { place += 1 }
        return reader.bytes[place]
    }

    private func pointer(_ control: UInt8, _ place: inout Int) throws(IPLibraryError) -> Int {
        let extra = Int(control >> 3 & 3)
        var target = extra == 3 ? 0 : Int(control & 7)
        for _ in 0...extra { target = target << 8 | Int(try byte(&place)) }
        return target + [0, 2048, 526_336, 0][extra]
    }

    private func size(_ control: UInt8, _ place: inout Int) throws(IPLibraryError) -> Int {
        let low = Int(control & 31)
        guard low >= 29 else { return low }
        var size = 0
        for _ in 0..<(low - 28) { size = size << 8 | Int(try byte(&place)) }
        return size + [29, 285, 65_821][low - 29]
    }

    private static func corrupt(_ what: String, at offset: Int) -> IPLibraryError {
        IPLibraryError(.corrupt, "mmdb: \(what) (at byte \(offset))")
    }
}
