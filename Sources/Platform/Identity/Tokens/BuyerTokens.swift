internal import Crypto
internal import Foundation
package import Primitives
package import Service
internal import Store
internal import Synchronization

/// The ring of keys that sign buyers' tokens. The newest signs; older ones verify until the last
/// token that they signed has expired.
package final class BuyerTokens: Sendable {
    /// Keys that verify at the same time.
    package static let maximumKeys = 16

    private struct Ring: Sendable {
        var signer: BuyerTokenVerifier.Key
        var verifier: BuyerTokenVerifier
    }

    private let context: IdentityContext
    private let ring: Mutex<Ring>
    private let changes = Atomic<Int>(0)

    /// Reads the ring, and makes the first key when there is none.
    init(_ context: IdentityContext) throws {
        self.context = context
        let now = context.now
        let keys = try context.store.change { connection in
            let keys = try Self.load(connection, now)
            if !keys.isEmpty { return keys }
            try Self.addKey(connection, context, now)
            return try Self.load(connection, now)
        }
        ring = Mutex(try Self.ring(keys))
    }

    /// The keys as they are now: hold it on a hot path, and take it again when `generation`
    /// changed.
    package var verifier: BuyerTokenVerifier { ring.withLock { $0.verifier } }

    /// Counts the changes of the ring; costs next to nothing to read.
    package var generation: Int { changes.load(ordering: .acquiring) }

    /// Whose the token is.
    package func verify(_ token: String, now: Timestamp) -> (MerchantID, BuyerID)? {
        verifier.verify(token, now: now)
    }

    /// A new token for a buyer, and when it expires: after so many milliseconds, where they are
    /// fewer than a customer's token has.
    package func sign(
        _ merchant: MerchantID, _ buyer: BuyerID, lifetime: Int64 = .max
    ) -> (token: String, expires: Timestamp) {
        let milliseconds = context.now.adding(
            milliseconds: min(lifetime, context.options.buyerTokenLifetime)
        ).rawValue
        let seconds = UInt32(clamping: milliseconds / 1000)
        let signer = ring.withLock { $0.signer }
        let payload = BuyerTokenFormat.payload(
            key: signer.id, merchant: merchant.rawValue, buyer: buyer.rawValue,
            expirySeconds: seconds)
        var mac = signer.mac
        mac.update(data: payload)
        let signature = Array(mac.finalize()).prefix(BuyerTokenFormat.macBytes)
        return (Base64URL.text(payload + signature), Timestamp(Int64(seconds) * 1000))
    }

    /// Signs with a new key from now on. The keys before verify until their tokens expire; with
    /// `revokingOthers`, as after a leak, they do no more, and all buyers sign in again.
    package func rotate(revokingOthers: Bool = false, by author: Author) throws {
        let now = context.now
        try context.store.change { connection in
            if revokingOthers {
                try connection.execute("DELETE FROM token_key")
            } else {
                let until = now.adding(milliseconds: context.options.buyerTokenLifetime)
                try connection.execute(
                    "UPDATE token_key SET verifies_until = $1 WHERE verifies_until IS NULL",
                    [.integer(until.rawValue)])
                try connection.execute(
                    "DELETE FROM token_key WHERE verifies_until <= $1", [.integer(now.rawValue)])
            }
            guard try Self.load(connection, now).count < Self.maximumKeys else {
                throw Problem(
                    409, "too_many_keys",
                    "\(Self.maximumKeys) keys still verify tokens: wait until some expired.")
            }
            let id = try Self.addKey(connection, context, now)
            try AuditLog.append(
                connection, now, author, nil, "tokens.rotate", "tokenKey", "\(id)",
                ["revoking_others": .bool(revokingOthers)])
        }
        try reload()
    }

    /// Reads the ring again, as after another process rotated it.
    package func reload() throws {
        let now = context.now
        let keys = try context.store.read { connection throws(StoreError) in
            try Self.load(connection, now)
        }
        let fresh = try Self.ring(keys)
        ring.withLock { $0 = fresh }
        changes.add(1, ordering: .releasing)
    }

    /// The keys that verify, for edges of one's own: `id`, `secret` in hexadecimal digits, `until`.
    package var sealKeys: [JSON] {
        let now = context.now
        let rows = try? context.store.read { connection throws(StoreError) in
            try connection.all(
                "SELECT id, secret, verifies_until FROM token_key ORDER BY id DESC", []
            ) { row throws(StoreError) -> JSON in
                [
                    "id": .integer(try row.integer(0)),
                    "secret": .string(Hexadecimal.text(try row.blob(1))),
                    "until": JSON(try row.optionalInteger(2)),
                ]
            }
        }
        return (rows ?? []).filter { ($0["until"]?.integer ?? .max) > now.rawValue }
    }

    private static func ring(_ keys: [BuyerTokenVerifier.Key]) throws(StoreError) -> Ring {
        guard let signer = keys.first, signer.verifiesUntil == .never else {
            throw StoreError(.mismatch, "no key signs buyers' tokens")
        }
        return Ring(signer: signer, verifier: BuyerTokenVerifier(keys: keys))
    }

    /// The keys that verify, newest first.
    private static func load(_ connection: Connection, _ now: Timestamp) throws(StoreError)
        -> [BuyerTokenVerifier.Key]
    {
        try connection.all(
            """
            SELECT id, secret, verifies_until FROM token_key
            WHERE verifies_until IS NULL OR verifies_until > $1 ORDER BY id DESC
            """, [.integer(now.rawValue)]
        ) { row throws(StoreError) in
            BuyerTokenVerifier.Key(
                id: UInt32(clamping: try row.integer(0)),
                mac: HMAC<SHA256>(key: SymmetricKey(data: try row.blob(1))),
                verifiesUntil: try row.optionalInteger(2).map { Timestamp($0) } ?? .never)
        }
    }

    @discardableResult
    private static func addKey(
        _ connection: Connection, _ context: IdentityContext, _ now: Timestamp
    ) throws -> Int64 {
        let id = try connection.next("token_key")
        guard id <= Int64(BuyerTokenFormat.maximumKey) else {
            throw Problem(503, "full", "The numbers of token keys are used up.")
        }
        try connection.execute(
            "INSERT INTO token_key (id, secret, created) VALUES ($1, $2, $3)",
            [.integer(id), .blob(context.secrets.bytes(32)), .integer(now.rawValue)])
        return id
    }
}
