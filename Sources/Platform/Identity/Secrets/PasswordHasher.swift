internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Primitives
internal import Service

/// Hashes passwords by scrypt and compares them, few at once.
///
/// A flood of sign-ins can take two processors and twice the memory of one guess, no more: others
/// wait, and beyond a bounded number of them they are told to come again.
final class PasswordHasher: Sendable {
    private static let saltBytes = 16
    private static let keyBytes = 32
    private static let atOnce = 2
    private static let maximumWaiting = 64

    private struct Gate {
        var running = 0
        var waiting = 0
    }

    private let parameters: ScryptParameters
    private let secrets: any SecretSource
    private let decoy: PasswordHash
    private let gate = ConditionLock(Gate())

    init(_ parameters: ScryptParameters, _ secrets: any SecretSource) {
        self.parameters = parameters
        self.secrets = secrets
        decoy = PasswordHash(
            parameters: parameters, salt: secrets.bytes(Self.saltBytes),
            key: secrets.bytes(Self.keyBytes))
    }

    /// Hashes a new password with a salt of its own.
    func hash(_ password: String) throws -> PasswordHash {
        let salt = secrets.bytes(Self.saltBytes)
        let key = try derive(password, parameters, salt: salt, count: Self.keyBytes)
        return PasswordHash(parameters: parameters, salt: salt, key: key)
    }

    /// Whether the password is the one that was hashed.
    ///
    /// Without a hash, as for an unknown account, the answer is no after the same work.
    func verify(_ password: String, against hash: PasswordHash?) throws -> Bool {
        let known = hash ?? decoy
        let key = try derive(
            password, known.parameters, salt: known.salt, count: known.key.count)
        return SecretHash.areEqual(key, known.key) && hash != nil
    }

    private func derive(
        _ password: String, _ parameters: ScryptParameters, salt: [UInt8], count: Int
    ) throws -> [UInt8] {
        // The same letters may come composed or not, by the keyboard they were typed on.
        var letters = Array(password.precomposedStringWithCanonicalMapping.utf8)
        // The library traps on none at all; no password that was taken is like this.
        if letters.isEmpty { letters = [0] }
        try enter()
        defer { leave() }
        let key = try KDF.Scrypt.deriveKey(
            from: letters, salt: salt, outputByteCount: count, rounds: 1 << parameters.costLog2,
            blockSize: parameters.blockSize, parallelism: parameters.parallelism)
        return unsafe key.withUnsafeBytes { unsafe [UInt8]($0) }
    }

    private func enter() throws(Problem) {
        let isAdmitted = gate.withLock { gate in
            guard gate.waiting < Self.maximumWaiting else { return false }
            gate.waiting += 1
            return true
        }
        guard isAdmitted else {
            Refusal.note(retryAfterSeconds: 2)
            throw Problem(
                503, "busy", "Many people sign in just now: try again in a moment.",
                retryAfterSeconds: 2)
        }
        gate.wait(until: { gate in
            guard gate.running < Self.atOnce else { return false }
            gate.running += 1
            gate.waiting -= 1
            return true
        })
    }

    private func leave() {
        gate.withLock { $0.running -= 1 }
        gate.signal()
    }
}
