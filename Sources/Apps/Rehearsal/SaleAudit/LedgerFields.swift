/// The fields of a line, with tabs between them, one after the other.
struct LedgerFields {
    private let bytes: [UInt8]
    private var index: Int
    private let end: Int

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    /// A field of one letter.
    mutating func letter() -> UInt8? {
        guard let range = field(), range.count == 1 else { return nil }
        return bytes[range.lowerBound]
    }

    /// A field of digits.
    mutating func number() -> UInt64? {
        guard let range = field(), (1...20).contains(range.count) else { return nil }
        var value: UInt64 = 0
        for place in range {
            let digit = bytes[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (ten, isOver) = value.multipliedReportingOverflow(by: 10)
            let (sum, isOverToo) = ten.addingReportingOverflow(UInt64(digit))
            guard !isOver, !isOverToo else { return nil }
            value = sum
        }
        return value
    }

    /// A field of text; it may be empty.
    mutating func text() -> String? {
        field().map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private mutating func field() -> Range<Int>? {
        guard index <= end else { return nil }
        let start = index
        while index < end, bytes[index] != 0x09 { index += 1 }
        let range = start..<index
        index += 1
        return range
    }
}
