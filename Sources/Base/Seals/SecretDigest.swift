internal import Crypto
package import Primitives

/// Digests of SHA-256, plain and keyed.
package enum SecretDigest {
    /// The 32 bytes of SHA-256.
    package static func sha256(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var hasher = SHA256()
        let all = Array(bytes)
        unsafe all.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
        return unsafe hasher.finalize().withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// The 32 bytes as 64 digits, as `sha256sum` prints them.
    package static func sha256Text(_ text: String) -> String { hexadecimal(sha256(text.utf8)) }

    /// The first 16 bytes of HMAC-SHA-256.
    package static func keyed(_ secret: [UInt8], _ bytes: [UInt8]) -> Token128 {
        var mac = HMAC<SHA256>(key: SymmetricKey(data: secret))
        unsafe bytes.withUnsafeBytes { unsafe mac.update(data: $0) }
        let digest = unsafe mac.finalize().withUnsafeBytes { unsafe [UInt8]($0) }
        return Token128(
            high: BigEndian.word(digest, at: 0), low: BigEndian.word(digest, at: 8))
    }

    /// Two lower-case digits for each byte.
    package static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The bytes of a text of lower-case digit pairs; nil for any other.
    package static func bytes(hexadecimal text: some StringProtocol) -> [UInt8]? {
        var output: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                output.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? output : nil
    }
}
