internal import Primitives

/// Little-endian numbers in a run of bytes; what lies beyond the end reads as 0.
struct RecordBytes {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func byte(_ offset: Int) -> UInt8 { number(offset, as: UInt8.self) }
    func short(_ offset: Int) -> UInt16 { number(offset, as: UInt16.self) }
    func half(_ offset: Int) -> UInt32 { number(offset, as: UInt32.self) }
    func word(_ offset: Int) -> UInt64 { number(offset, as: UInt64.self) }
    func amount(_ offset: Int) -> Int64 { number(offset, as: Int64.self) }
    func token(_ offset: Int) -> Token128 { Token128(high: word(offset), low: word(offset + 8)) }

    private func number<Number: FixedWidthInteger>(_ offset: Int, as: Number.Type) -> Number {
        guard offset >= 0, offset + MemoryLayout<Number>.size <= bytes.count else { return 0 }
        var number: Number = 0
        for index in 0..<MemoryLayout<Number>.size {
            number |= Number(bytes[offset + index]) << (8 * index)
        }
        return number
    }
}
