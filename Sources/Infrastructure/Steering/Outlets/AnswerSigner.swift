internal import Crypto
internal import Foundation
package import IPLibrary

/// Signs answers of HTTPDNS by Ed25519 (RFC 8032): apps carry the public key, and no secret.
package final class AnswerSigner: Sendable {
    private static let maximumBytes = 4096
    private let key: Curve25519.Signing.PrivateKey

    /// The public key, in base64.
    package var publicKey: String { key.publicKey.rawRepresentation.base64EncodedString() }

    /// Takes the key from a file that only its owner reads; makes both where there is none.
    package init(path: String) throws(IPLibraryError) {
        if FileManager.default.fileExists(atPath: path) {
            let bytes = try WholeFile.read(path, atMost: Self.maximumBytes)
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes) else {
                throw IPLibraryError(.corrupt, "\(path) is no key of 32 bytes")
            }
            self.key = key
        } else {
            key = Curve25519.Signing.PrivateKey()
            try WholeFile.write(Array(key.rawRepresentation), to: path, mode: 0o600)
        }
    }

    /// The signature of a body, in base64; nil where the library cannot sign.
    func sign(_ body: [UInt8]) -> String? {
        (try? key.signature(for: body))?.base64EncodedString()
    }

    /// Whether a signature is of this key and this body.
    package func verify(_ body: [UInt8], signature: String) -> Bool {
        guard let bytes = Data(base64Encoded: signature) else { return false }
        return key.publicKey.isValidSignature(bytes, for: body)
    }
}
