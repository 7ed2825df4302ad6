internal import Crypto

/// The seam for secret randomness.
package protocol SecretSource: Sendable {
    /// So many bytes that nobody can guess.
    func bytes(_ count: Int) -> [UInt8]
}

/// Secrets from the operating system's generator.
package struct SystemSecrets: SecretSource {
    /// Draws from the operating system.
    package init() {}

    /// So many bytes that nobody can guess.
    package func bytes(_ count: Int) -> [UInt8] {
        let key = SymmetricKey(size: SymmetricKeySize(bitCount: count * 8))
        return unsafe key.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}

extension SecretSource {
    private static var passwordAlphabet: [UInt8] { Array("abcdefghijkmnpqrstuvwxyz23456789".utf8) }

    /// A password of 100 random bits that a person can read off and type.
    func password() -> String {
        let alphabet = Self.passwordAlphabet
        let letters = bytes(20).map { alphabet[Int($0 & 31)] }
        let groups = stride(from: 0, to: letters.count, by: 5).map {
            String(decoding: letters[$0..<$0 + 5], as: UTF8.self)
        }
        return groups.joined(separator: "-")
    }
}
