/// The bytes of a buyer's token, big-endian: version 1, key 3, merchant 4, buyer 8, expiry in
/// seconds 4, then the first 16 of HMAC-SHA256 over those 20. In base64url they are 48 letters.
///
/// 16 bytes do: a forger can only guess against a running server, and 2^128 guesses are out of
/// reach (RFC 2104 §5 takes half of the hash's length as the least); and the token stays short.
enum BuyerTokenFormat {
    static let version: UInt8 = 1
    static let signedBytes = 20
    static let macBytes = 16
    static let bytes = 36
    static let letters = 48
    /// Numbers of keys have three bytes.
    static let maximumKey: UInt32 = (1 << 24) - 1

    /// The bytes that are signed.
    static func payload(key: UInt32, merchant: UInt32, buyer: UInt64, expirySeconds: UInt32)
        -> [UInt8]
    {
        var bytes = bigEndian(UInt32(version) << 24 | key)
        bytes += bigEndian(merchant)
        bytes += bigEndian(UInt32(buyer >> 32))
        bytes += bigEndian(UInt32(truncatingIfNeeded: buyer))
        return bytes + bigEndian(expirySeconds)
    }

    private static func bigEndian(_ word: UInt32) -> [UInt8] {
        stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
    }
}
