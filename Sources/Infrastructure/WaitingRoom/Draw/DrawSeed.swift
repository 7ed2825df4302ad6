internal import Primitives
internal import Seals

/// The secret that decides a draw: 32 bytes, known to the center alone until the start.
package struct DrawSeed: Sendable, Hashable {
    /// Bytes of a seed.
    package static let byteCount = 32

    /// The seed as 64 lower-case hexadecimal digits: the form in which it is hashed and published.
    package let text: String

    /// Takes 32 secret bytes; nil for any other count.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        text = SecretDigest.hexadecimal(bytes)
    }

    /// Reads a published seed; nil for anything but 64 lower-case hexadecimal digits.
    package init?(text: String) {
        guard text.utf8.count == 2 * Self.byteCount, SecretDigest.bytes(hexadecimal: text) != nil
        else { return nil }
        self.text = text
    }

    /// What is published before: SHA-256 of the seed's text, as
    /// `printf %s SEED | sha256sum` prints it.
    package var commitment: String { SecretDigest.sha256Text(text) }

    /// The number that a holder drew: the first 8 bytes of SHA-256 of `seed:code`, as
    /// `printf %s SEED:CODE | sha256sum` prints them. Smaller comes first.
    package func number(of holder: Holder) -> UInt64 {
        let digest = SecretDigest.sha256("\(text):\(holder.code)".utf8)
        return BigEndian.word(digest, at: 0)
    }
}
