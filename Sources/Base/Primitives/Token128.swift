/// Sixteen bytes that name something given from outside: an idempotency key, a payment reference.
///
/// A text of any length is brought to sixteen bytes by a cryptographic digest at the boundary, so
/// that the core compares two words and nobody can choose two texts that collide.
@frozen public struct Token128: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
    /// The upper eight bytes.
    public var high: UInt64
    /// The lower eight bytes.
    public var low: UInt64

    /// Joins two words.
    @inlinable public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The token as 32 hexadecimal digits.
    public var description: String {
        func hexadecimal(_ word: UInt64) -> String {
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return hexadecimal(high) + hexadecimal(low)
    }

    /// Reads 32 hexadecimal digits; nil when the text is anything else.
    public init?(hexadecimal text: some StringProtocol) {
        guard text.utf8.count == 32,
            text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.dropFirst(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }
}

/// Names one intent of a client: the same key means the same order, however often it is sent.
public typealias IdempotencyKey = Token128

/// Names one movement of money or stock in the books of whoever caused it.
public typealias Reference = Token128
