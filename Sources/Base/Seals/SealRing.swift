internal import Crypto
package import Primitives

/// Keys that seal short payloads: the first signs, all verify until their time.
///
/// 16 bytes of the HMAC do: a forger can only guess against a running server, and RFC 2104 §5 takes
/// half of the hash's length as the least.
package struct SealRing: Sendable {
    /// Keys in a ring at most.
    package static let maximumKeys = 16
    /// Bytes of a payload at most.
    package static let maximumPayload = 256

    private static let headBytes = 4
    private static let signatureBytes = 16

    private struct Key: Sendable {
        var id: UInt32
        /// Has taken in the secret already: each seal goes on from a copy.
        var mac: HMAC<SHA256>
        var verifiesUntil: Timestamp
    }

    private let keys: [Key]
    private let signer: Key

    /// Makes a ring; the first key signs.
    package init(_ keys: [SealKey]) throws(SealFault) {
        guard keys.count <= Self.maximumKeys else { throw .tooManyKeys }
        var made: [Key] = []
        for key in keys {
            guard key.id <= SealKey.maximumID, !made.contains(where: { $0.id == key.id }) else {
                throw .badKeyNumber(key.id)
            }
            guard key.secret.count >= SealKey.minimumSecretBytes else {
                throw .shortSecret(key.id)
            }
            let mac = HMAC<SHA256>(key: SymmetricKey(data: key.secret))
            made.append(Key(id: key.id, mac: mac, verifiesUntil: key.verifiesUntil))
        }
        guard let first = made.first else { throw .noKey }
        self.keys = made
        signer = first
    }

    /// How many letters the seal of such a payload has.
    package static func letters(forPayload count: Int) -> Int {
        Base64URL.letters(forBytes: headBytes + count + signatureBytes)
    }

    /// The payload as a text that only this ring can make.
    package func seal(_ kind: UInt8, _ payload: [UInt8]) -> String {
        precondition(payload.count <= Self.maximumPayload)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headBytes + payload.count + Self.signatureBytes)
        BigEndian.append(UInt32(kind) << 24 | signer.id, to: &bytes)
        bytes += payload
        bytes += Self.signature(of: bytes, by: signer.mac)
        return Base64URL.text(bytes)
    }

    /// What was sealed as this kind; nil for anything that this ring did not make, or whose key is
    /// past its time.
    package func open(_ text: some Collection<UInt8>, kind: UInt8, payload: Int, now: Timestamp)
        -> [UInt8]?
    {
        guard text.count == Self.letters(forPayload: payload),
            let bytes = Base64URL.bytes(text), bytes[0] == kind
        else { return nil }
        let id = BigEndian.word(bytes, at: 0, as: UInt32.self) & SealKey.maximumID
        guard let key = keys.first(where: { $0.id == id }), now < key.verifiesUntil else {
            return nil
        }
        let end = Self.headBytes + payload
        let expected = Self.signature(of: Array(bytes[..<end]), by: key.mac)
        var difference: UInt8 = 0
        for index in 0..<Self.signatureBytes { difference |= expected[index] ^ bytes[end + index] }
        return difference == 0 ? Array(bytes[Self.headBytes..<end]) : nil
    }

    private static func signature(of bytes: [UInt8], by key: HMAC<SHA256>) -> [UInt8] {
        var mac = key
        unsafe bytes.withUnsafeBytes { unsafe mac.update(data: $0) }
        return unsafe mac.finalize().withUnsafeBytes { unsafe [UInt8]($0.prefix(signatureBytes)) }
    }
}
