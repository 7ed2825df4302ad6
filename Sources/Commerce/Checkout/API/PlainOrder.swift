internal import Primitives

/// Reads the body of an order straight from its bytes, where it is written as programs write it.
///
/// It takes a part of what JSON allows: known members, each once, whole numbers without exponent,
/// texts of visible ASCII without escapes. Anything else is nil, and goes the ordinary way, which
/// says what is wrong or takes it. What it takes, the ordinary way takes too and reads alike.
package struct PlainOrder {
    private var index: Int
    private let end: Int

    private init(_ range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
    }

    /// The wish in these bytes.
    package static func read(_ bytes: Span<UInt8>, _ range: Range<Int>) -> OrderRequest? {
        var reader = PlainOrder(range)
        guard let wish = reader.order(bytes) else { return nil }
        reader.skipSpace(bytes)
        return reader.index == reader.end ? wish : nil
    }

    private mutating func order(_ bytes: Span<UInt8>) -> OrderRequest? {
        var wish = OrderRequest(lines: [])
        var seen = 0
        guard take("{", bytes) else { return nil }
        repeat {
            guard let name = text(bytes), take(":", bytes) else { return nil }
            let bit: Int
            if Self.equal(bytes, name, "lines") {
                bit = 1
                guard lines(bytes, &wish.lines) else { return nil }
            } else if Self.equal(bytes, name, "coupon") {
                bit = 2
                guard let coupon = text(bytes), coupon.count <= 60 else { return nil }
                wish.coupon = String(
                    decoding: coupon.map { bytes[$0] }, as: UTF8.self)
            } else if Self.equal(bytes, name, "rehearsal") {
                bit = 4
                if word("true", bytes) {
                    wish.isRehearsal = true
                } else if !word("false", bytes) {
                    return nil
                }
            } else {
                return nil
            }
            guard seen & bit == 0 else { return nil }
            seen |= bit
        } while take(",", bytes)
        return take("}", bytes) && seen & 1 == 1 ? wish : nil
    }

    private mutating func lines(_ bytes: Span<UInt8>, _ lines: inout [OrderRequest.Line]) -> Bool {
        guard take("[", bytes) else { return false }
        repeat {
            guard lines.count < 100, let line = line(bytes) else { return false }
            lines.append(line)
        } while take(",", bytes)
        return take("]", bytes)
    }

    private mutating func line(_ bytes: Span<UInt8>) -> OrderRequest.Line? {
        var line = OrderRequest.Line(sku: SKUID(0), quantity: 0)
        var seen = 0
        guard take("{", bytes) else { return nil }
        repeat {
            guard let name = text(bytes), take(":", bytes), let value = number(bytes) else {
                return nil
            }
            let bit: Int
            if Self.equal(bytes, name, "sku"), (1...9_007_199_254_740_991).contains(value) {
                bit = 1
                line.sku = SKUID(UInt64(value))
            } else if Self.equal(bytes, name, "quantity"), (1...1_000_000).contains(value) {
                bit = 2
                line.quantity = UInt32(value)
            } else if Self.equal(bytes, name, "sale"), (1...4_294_967_295).contains(value) {
                bit = 4
                line.sale = SaleID(UInt32(value))
            } else if Self.equal(bytes, name, "unit_price"), value <= 10_000_000_000 {
                bit = 8
                line.unitPrice = MinorUnits(value)
            } else {
                return nil
            }
            guard seen & bit == 0 else { return nil }
            seen |= bit
        } while take(",", bytes)
        return take("}", bytes) && seen & 3 == 3 ? line : nil
    }

    /// A text's letters, without the quotation marks.
    private mutating func text(_ bytes: Span<UInt8>) -> Range<Int>? {
        guard take("\"", bytes) else { return nil }
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "\"") {
            let byte = bytes[index]
            guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
            index += 1
        }
        guard index < end else { return nil }
        index += 1
        return start..<index - 1
    }

    /// A whole number of at most 16 digits.
    private mutating func number(_ bytes: Span<UInt8>) -> Int64? {
        skipSpace(bytes)
        let start = index
        var value: Int64 = 0
        while index < end {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            guard index - start < 16 else { return nil }
            value = value * 10 + Int64(digit)
            index += 1
        }
        let count = index - start
        guard count > 0, count == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        return value
    }

    private mutating func word(_ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        let count = word.utf8CodeUnitCount
        guard index + count <= end, Self.equal(bytes, index..<index + count, word) else {
            return false
        }
        index += count
        return true
    }

    private mutating func take(_ letter: Unicode.Scalar, _ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        guard index < end, bytes[index] == UInt8(ascii: letter) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace(_ bytes: Span<UInt8>) {
        while index < end {
            let byte = bytes[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index += 1
        }
    }

    private static func equal(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString)
        -> Bool
    {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count
        where unsafe bytes[range.lowerBound + offset] != text.utf8Start[offset] {
            return false
        }
        return true
    }
}
