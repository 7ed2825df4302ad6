internal import NIOCore

extension ByteBuffer {
    /// Writes a number in decimal digits, without a text in between.
    mutating func write(decimal number: Int64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var rest = number.magnitude
        var start = 20
        repeat {
            start -= 1
            digits[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { writeInteger(UInt8(ascii: "-")) }
        for index in start..<20 { writeInteger(digits[index]) }
    }
}
