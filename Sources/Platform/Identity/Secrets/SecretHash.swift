internal import Crypto
internal import Foundation

/// What a store keeps of a random secret: its SHA-256, from which nobody can find it again.
///
/// A plain hash does, as the secrets have 256 random bits; passwords need `PasswordHasher`.
enum SecretHash {
    /// The hash of a secret's text.
    static func of(_ secret: String) -> [UInt8] { Array(SHA256.hash(data: Array(secret.utf8))) }

    /// HMAC-SHA256 of `text` under the secret, for another secret that depends on it.
    static func derived(from secret: String, for text: String) -> [UInt8] {
        let key = SymmetricKey(data: Array(secret.utf8))
        return Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// Compares in a time that depends on the lengths alone.
    static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
