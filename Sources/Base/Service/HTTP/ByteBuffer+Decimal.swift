package import NIOCore

extension ByteBuffer {
    /// Writes a number in decimal digits, without a text in between.
    package mutating func writeDecimal(_ number: Int64) {
        var digits = InlineArray<20, UInt8>(repeating: 0)
        var rest = number.magnitude
        var start = 20
        repeat {
            start -= 1
            digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        if number < 0 { writeInteger(UInt8(ascii: "-")) }
        for index in start..<20 { writeInteger(digits[index]) }
    }

    /// Writes the last `width` digits of a number, with zeros before it.
    package mutating func writeDecimal(_ number: Int, width: Int) {
        var power = 1
        for _ in 1..<max(1, width) { power *= 10 }
        while power > 0 {
            writeInteger(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }
}
