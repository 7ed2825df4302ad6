internal import Crypto
internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service
package import Store
internal import Synchronization

/// Answers of creations by the caller's `Idempotency-Key`: the same request again gets the first
/// answer again, for a day.
///
/// An answer is kept after its operation was done. A process that dies between the two forgets the
/// key; what operations create is therefore unique by names of its own as well. An answer with a
/// secret is kept sealed (`ReplySeal`), and its key is written down before: what dies in between is
/// never done again under this key.
package final class IdempotentReplies: Sendable {
    /// Milliseconds for which an answer is kept.
    package static let keptMilliseconds: Int64 = 86_400_000
    /// Characters that a key may have.
    package static let keyLength = 1...120

    private static let migrations = [
        Migration(
            1, "idempotent replies",
            """
            CREATE TABLE replies (
                scope TEXT NOT NULL,
                key TEXT NOT NULL,
                digest BYTEA NOT NULL,
                status BIGINT NOT NULL,
                type TEXT NOT NULL,
                etag TEXT NOT NULL,
                body BYTEA NOT NULL,
                at BIGINT NOT NULL,
                PRIMARY KEY (scope, key)
            );
            CREATE INDEX replies_by_age ON replies (at);
            """)
    ]

    private let store: Store
    private let underWay = Mutex<Set<String>>([])

    /// Opens the table.
    package init(_ configuration: StoreConfiguration) throws(StoreError) {
        store = try Store(configuration, migrations: Self.migrations)
    }

    /// Lets go of the file.
    package func close() throws(StoreError) { try store.close() }

    /// Answers as before, or does it and keeps the answer.
    func once(_ call: Call, _ operation: Operation) throws -> Reply {
        let key = try call.idempotencyKey()
        let scope = Self.scope(of: call.principal) + " " + operation.id
        let name = scope + "\n" + key
        guard underWay.withLock({ $0.insert(name).inserted }) else {
            throw Problem(
                409, "in_progress", "The same request is under way: ask again.",
                retryAfterSeconds: 1)
        }
        defer { underWay.withLock { _ = $0.remove(name) } }
        if operation.hasSecret {
            return try onceSealed(ReplySeal(call, scope: scope, key: key), scope, key, call) {
                try operation.handle(call)
            }
        }
        let digest = Self.digest(of: call.request)
        if let kept = try kept(scope, key, digest, now: call.now) { return kept }
        let reply = try operation.handle(call)
        try keep(reply, scope, key, digest, now: call.now)
        return reply
    }

    private func onceSealed(
        _ seal: ReplySeal, _ scope: String, _ key: String, _ call: Call,
        _ handle: () throws -> Reply
    ) throws -> Reply {
        let digest = seal.digest(of: call.request)
        if var kept = try kept(scope, key, digest, now: call.now) {
            guard kept.status != Self.begun, let bytes = seal.open(kept.bytes) else {
                throw Problem(
                    409, "outcome_unknown",
                    "An attempt with this key was cut off: look what is there, then use a new key.")
            }
            kept.body = .bytes(bytes)
            kept.headers[.cacheControl] = "no-store"
            return kept
        }
        try keep(Reply(Self.begun), scope, key, digest, now: call.now)
        let reply: Reply
        do { reply = try handle() } catch let problem as Problem {
            // Nothing was done: the key is free.
            try forget(scope, key)
            throw problem
        }
        var sealed = reply
        sealed.body = .bytes(try seal.seal(reply.bytes))
        try keep(sealed, scope, key, digest, now: call.now)
        return reply
    }

    /// The status that stands for an answer which is not there yet.
    private static let begun = 0

    private func forget(_ scope: String, _ key: String) throws {
        try store.write { connection throws(StoreError) in
            try connection.execute(
                "DELETE FROM replies WHERE scope = $1 AND key = $2", [.text(scope), .text(key)])
        }
    }

    private func kept(
        _ scope: String, _ key: String, _ digest: [UInt8], now: Timestamp
    ) throws -> Reply? {
        let row = try store.read { connection throws(StoreError) in
            try connection.first(
                "SELECT digest, status, type, etag, body FROM replies"
                    + " WHERE scope = $1 AND key = $2 AND at > $3",
                [.text(scope), .text(key), .integer(now.rawValue - Self.keptMilliseconds)]
            ) { row throws(StoreError) in
                (
                    digest: try row.blob(0), status: try row.integer(1), type: try row.text(2),
                    etag: try row.text(3), body: try row.blob(4)
                )
            }
        }
        guard let row else { return nil }
        guard row.digest == digest else {
            throw Problem(
                409, "key_reused", "This key was used for another request: use a new one.")
        }
        var reply = Reply(Int(row.status), body: row.body)
        if !row.type.isEmpty { reply.headers[.contentType] = row.type }
        if !row.etag.isEmpty { reply.headers[.eTag] = row.etag }
        return reply
    }

    private func keep(
        _ reply: Reply, _ scope: String, _ key: String, _ digest: [UInt8], now: Timestamp
    ) throws {
        try store.write { connection throws(StoreError) in
            try connection.execute(
                "DELETE FROM replies WHERE at <= $1",
                [.integer(now.rawValue - Self.keptMilliseconds)])
            try connection.execute(
                "INSERT INTO replies (scope, key, digest, status, type, etag, body, at)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (scope, key)"
                    + " DO UPDATE SET status = $4, type = $5, etag = $6, body = $7",
                [
                    .text(scope), .text(key), .blob(digest), .integer(Int64(reply.status)),
                    .text(reply.headers[.contentType] ?? ""),
                    .text(reply.headers[.eTag] ?? ""), .blob(reply.bytes), .integer(now.rawValue),
                ])
        }
    }

    private static func scope(of principal: Principal) -> String {
        switch principal {
        case .staff(let staff): "staff \(staff.merchant) \(staff.staff)"
        case .buyer(let merchant, let buyer): "buyer \(merchant) \(buyer)"
        case .nobody: "nobody"
        }
    }

    private static func digest(of request: Request) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array(request.path.utf8) + [0])
        hash.update(data: request.body)
        return Array(hash.finalize())
    }
}
