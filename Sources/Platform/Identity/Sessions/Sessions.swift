internal import Primitives
internal import Service
package import Store

/// Sessions of staff: a random token in a cookie, kept as its hash.
package final class Sessions: Sendable {
    private static let maximumPerPerson = 20
    private static let tokenLetters = 43
    private let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Begins a session; the oldest of more than twenty ends.
    func begin(_ member: StaffMember, address: String) throws -> SignedIn {
        let token = Base64URL.text(context.secrets.bytes(32))
        let now = context.now
        let expires = now.adding(milliseconds: context.options.sessionLifetime)
        let id = try context.store.change { connection in
            let id = SessionID(try connection.next("session"))
            try connection.execute(
                """
                DELETE FROM session WHERE id IN (
                    SELECT id FROM session WHERE expires <= $1 ORDER BY expires LIMIT 1000)
                """, [.integer(now.rawValue)])
            try connection.execute(
                """
                DELETE FROM session WHERE staff = $1 AND id NOT IN (
                    SELECT id FROM session WHERE staff = $1 ORDER BY id DESC LIMIT $2)
                """, [.integer(member.id.rawValue), SQLValue(Self.maximumPerPerson - 1)])
            try connection.execute(
                """
                INSERT INTO session (id, secret, staff, address, created, last_used, expires)
                VALUES ($1, $2, $3, $4, $5, $5, $6)
                """,
                [
                    .integer(id.rawValue), .blob(SecretHash.of(token)),
                    .integer(member.id.rawValue), .text(String(address.prefix(64))),
                    .integer(now.rawValue), .integer(expires.rawValue),
                ])
            let principal = Self.principal(member, id)
            try AuditLog.append(
                connection, now, .staff(principal), member.merchant, "session.begin", "session",
                "\(id)", ["address": .string(String(address.prefix(64)))])
            return id
        }
        return SignedIn(
            token: token, csrf: CSRFToken.of(token), expires: expires,
            principal: Self.principal(member, id))
    }

    /// Whose session the token belongs to; nil when it ended, or there is none.
    func principal(_ token: String, address: String, now: Timestamp) throws(StoreError)
        -> StaffPrincipal?
    {
        guard token.utf8.count == Self.tokenLetters else { return nil }
        let found = try context.store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT s.id, s.merchant, s.email, s.name, s.role, s.is_operator, s.is_disabled,
                    s.created, e.id, e.last_used
                FROM session e JOIN staff s ON s.id = e.staff
                WHERE e.secret = $1 AND e.expires > $2 AND e.last_used > $3 AND s.is_disabled = 0
                """,
                [
                    .blob(SecretHash.of(token)), .integer(now.rawValue),
                    .integer(now.rawValue - context.options.sessionIdle),
                ]
            ) { row throws(StoreError) in
                (try StaffTable.member(row), SessionID(try row.integer(8)), try row.integer(9))
            }
        }
        guard let (member, id, lastUsed) = found else { return nil }
        if now.rawValue - lastUsed >= IdentityContext.coarseness {
            try context.store.write { connection throws(StoreError) in
                try connection.execute(
                    "UPDATE session SET last_used = $2, address = $3 WHERE id = $1",
                    [
                        .integer(id.rawValue), .integer(now.rawValue),
                        .text(String(address.prefix(64))),
                    ])
            }
        }
        return Self.principal(member, id)
    }

    /// The sessions of a person that have not ended, newest first.
    package func list(of staff: StaffID) throws(StoreError) -> [Session] {
        let now = context.now.rawValue
        return try context.store.read { connection throws(StoreError) in
            try connection.all(
                """
                SELECT id, address, created, last_used, expires FROM session
                WHERE staff = $1 AND expires > $2 AND last_used > $3 ORDER BY id DESC
                """,
                [
                    .integer(staff.rawValue), .integer(now),
                    .integer(now - context.options.sessionIdle),
                ]
            ) { row throws(StoreError) in
                Session(
                    id: SessionID(try row.integer(0)), address: try row.text(1),
                    created: Timestamp(try row.integer(2)),
                    lastUsed: Timestamp(try row.integer(3)),
                    expires: Timestamp(try row.integer(4)))
            }
        }
    }

    /// Ends one session of the person who asks; says whether there was one.
    @discardableResult
    package func revoke(_ id: SessionID, of own: StaffPrincipal) throws(StoreError) -> Bool {
        try context.store.write { [context] connection throws(StoreError) in
            let changed = try connection.execute(
                "DELETE FROM session WHERE id = $1 AND staff = $2",
                [.integer(id.rawValue), .integer(own.staff.rawValue)])
            guard changed > 0 else { return false }
            try AuditLog.append(
                connection, context.now, .staff(own), own.merchant, "session.end", "session",
                "\(id)")
            return true
        }
    }

    /// Ends the session of whoever asks; nothing to do for an API key.
    package func signOut(_ own: StaffPrincipal) throws(StoreError) {
        if case .session(let id) = own.via { try revoke(id, of: own) }
    }

    /// Ends all sessions of a person, but the one given.
    static func revokeAll(
        _ connection: Connection, of staff: StaffID, but kept: SessionID = SessionID(0)
    ) throws(StoreError) {
        try connection.execute(
            "DELETE FROM session WHERE staff = $1 AND id <> $2",
            [.integer(staff.rawValue), .integer(kept.rawValue)])
    }

    private static func principal(_ member: StaffMember, _ id: SessionID) -> StaffPrincipal {
        StaffPrincipal(
            staff: member.id, merchant: member.merchant, role: member.role,
            isOperator: member.isOperator, name: member.name, via: .session(id))
    }
}
