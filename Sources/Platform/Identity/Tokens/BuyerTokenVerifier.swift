internal import Crypto
internal import Foundation
package import Primitives

/// Tells whose a buyer's token is, from a snapshot of the keys: no look-up, no lock.
///
/// Take a new one from `BuyerTokens.verifier` when `BuyerTokens.generation` changed.
package struct BuyerTokenVerifier: Sendable {
    struct Key: Sendable {
        var id: UInt32
        /// Has taken in the key already: each token goes on from a copy.
        var mac: HMAC<SHA256>
        var verifiesUntil: Timestamp
    }

    let keys: [Key]

    /// Whose the token is; nil for one that was altered, has expired, or whose key is gone.
    package func verify(_ token: Span<UInt8>, now: Timestamp) -> (MerchantID, BuyerID)? {
        guard token.count == BuyerTokenFormat.letters else { return nil }
        var bytes = InlineArray<36, UInt8>(repeating: 0)
        guard Self.decode(token, into: &bytes), bytes[0] == BuyerTokenFormat.version else {
            return nil
        }
        let keyID = Self.word(bytes, at: 0) & BuyerTokenFormat.maximumKey
        let expiry = Timestamp(Int64(Self.word(bytes, at: 16)) * 1000)
        guard now < expiry, let key = keys.first(where: { $0.id == keyID }),
            now < key.verifiesUntil, Self.isSigned(bytes, by: key.mac)
        else { return nil }
        let buyer = UInt64(Self.word(bytes, at: 8)) << 32 | UInt64(Self.word(bytes, at: 12))
        return (MerchantID(Self.word(bytes, at: 4)), BuyerID(buyer))
    }

    /// Whose the token is, from a part of a received request.
    package func verify(_ token: ArraySlice<UInt8>, now: Timestamp) -> (MerchantID, BuyerID)? {
        verify(token.span, now: now)
    }

    /// Whose the token is, from a text.
    package func verify(_ token: String, now: Timestamp) -> (MerchantID, BuyerID)? {
        guard token.utf8.count == BuyerTokenFormat.letters else { return nil }
        return verify(ArraySlice(token.utf8), now: now)
    }

    private static func decode(_ token: Span<UInt8>, into bytes: inout InlineArray<36, UInt8>)
        -> Bool
    {
        let values = Base64URL.values.span
        var marks: UInt8 = 0
        for group in 0..<BuyerTokenFormat.letters / 4 {
            var bits: UInt32 = 0
            for letter in group * 4..<group * 4 + 4 {
                let value = values[Int(token[letter])]
                marks |= value
                bits = bits << 6 | UInt32(value & 63)
            }
            bytes[group * 3] = UInt8(truncatingIfNeeded: bits >> 16)
            bytes[group * 3 + 1] = UInt8(truncatingIfNeeded: bits >> 8)
            bytes[group * 3 + 2] = UInt8(truncatingIfNeeded: bits)
        }
        return marks < 64
    }

    private static func word(_ bytes: borrowing InlineArray<36, UInt8>, at start: Int) -> UInt32 {
        UInt32(bytes[start]) << 24 | UInt32(bytes[start + 1]) << 16
            | UInt32(bytes[start + 2]) << 8 | UInt32(bytes[start + 3])
    }

    /// Compares without stopping at the first difference, so that time tells a forger nothing.
    private static func isSigned(_ bytes: InlineArray<36, UInt8>, by key: HMAC<SHA256>)
        -> Bool
    {
        var mac = key
        unsafe bytes.span.withUnsafeBytes { all in
            unsafe mac.update(
                data: UnsafeRawBufferPointer(rebasing: all[..<BuyerTokenFormat.signedBytes]))
        }
        var difference: UInt8 = 0
        unsafe mac.finalize().withUnsafeBytes { expected in
            for index in 0..<BuyerTokenFormat.macBytes {
                unsafe difference |=
                    expected[index] ^ bytes[BuyerTokenFormat.signedBytes + index]
            }
        }
        return difference == 0
    }
}
