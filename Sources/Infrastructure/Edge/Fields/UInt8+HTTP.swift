extension UInt8 {
    /// The small letter of a capital one; every other byte as it is.
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// Space or tab (RFC 9110 §5.6.3).
    var isBlank: Bool { self == 0x20 || self == 0x09 }

    /// Bytes that a token may hold (RFC 9110 §5.6.2).
    var isTokenByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C,
            0x7E:
            true
        default: false
        }
    }

    /// Bytes that a field's value may hold: visible ones, blanks, and those past ASCII
    /// (RFC 9110 §5.5).
    var isValueByte: Bool { self >= 0x20 && self != 0x7F || self == 0x09 }
}

extension Collection<UInt8> where SubSequence == ArraySlice<UInt8> {
    /// Without blanks at either end.
    var trimmed: ArraySlice<UInt8> {
        var slice = self[startIndex..<endIndex]
        while let first = slice.first, first.isBlank { slice = slice.dropFirst() }
        while let last = slice.last, last.isBlank { slice = slice.dropLast() }
        return slice
    }
}

extension Sequence<UInt8> {
    /// Whether these are the bytes of `text`, in letters of either case.
    func matches(_ text: StaticString) -> Bool {
        var index = 0
        for byte in self {
            guard index < text.utf8CodeUnitCount,
                unsafe byte.lowercased == text.utf8Start[index].lowercased
            else { return false }
            index += 1
        }
        return index == text.utf8CodeUnitCount
    }

    /// A number in plain digits; nil for anything else. Stays at `limit` instead of overflowing.
    func decimal(limit: Int64 = .max / 16) -> Int64? {
        var value: Int64 = 0
        var isEmpty = true
        for byte in self {
            guard byte.isDigit else { return nil }
            isEmpty = false
            if value < limit { value = Swift.min(value * 10 + Int64(byte & 0x0F), limit) }
        }
        return isEmpty ? nil : value
    }
}
