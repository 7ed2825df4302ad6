internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Identity
internal import Service

/// Seals a kept answer that holds a secret, by what only whoever asked has: the API key or session
/// that the request came with, of which no table holds more than a hash, and the caller's
/// `Idempotency-Key`. Whoever reads the table learns nothing, and the same request again gets the
/// same answer.
struct ReplySeal {
    private let key: SymmetricKey
    private let digestKey: SymmetricKey

    /// Keys for one request (HKDF, RFC 5869).
    ///
    /// - Throws: 401 for a request that came with neither key nor session.
    init(_ call: Call, scope: String, key: String) throws(Problem) {
        guard let secret = call.request.bearer ?? call.request.cookie(SessionCookie.name) else {
            throw .unauthorized
        }
        func derive(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: Array(secret.utf8)), salt: Array(key.utf8),
                info: Array("\(purpose) \(scope)".utf8), outputByteCount: 32)
        }
        self.key = derive("answer")
        digestKey = derive("request")
    }

    /// Tells one request from another, and no password in it to whoever tries some.
    func digest(of request: Request) -> [UInt8] {
        var code = HMAC<SHA256>(key: digestKey)
        code.update(data: Array(request.path.utf8) + [0])
        code.update(data: request.body)
        return Array(code.finalize())
    }

    /// The bytes as they are kept.
    func seal(_ bytes: [UInt8]) throws -> [UInt8] {
        try ChaChaPoly.seal(bytes, using: key).combined.map { $0 }
    }

    /// The bytes as they were; nil for what was not sealed by the same request.
    func open(_ bytes: [UInt8]) -> [UInt8]? {
        guard let box = try? ChaChaPoly.SealedBox(combined: bytes) else { return nil }
        return (try? ChaChaPoly.open(box, using: key)).map { Array($0) }
    }
}
