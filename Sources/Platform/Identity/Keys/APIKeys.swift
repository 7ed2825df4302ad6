package import Primitives
internal import Service
package import Store

/// Keys for programs: a random secret, shown once and kept as its hash.
package final class APIKeys: Sendable {
    /// What each key starts with, so that people and scanners know one when they see it.
    package static let prefix = "sw_"
    /// Keys of a merchant that are not revoked.
    package static let maximumPerMerchant = 200

    private static let columns = """
        SELECT id, merchant, maker, name, start, role, is_operator, created, last_used, revoked
        FROM api_key
        """
    private let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Makes a key of the maker's merchant; gives the secret, to be shown once.
    ///
    /// - Throws: `Problem` 403 for a role above the maker's, 409 when there are too many keys.
    package func make(
        name: String, role: Role, isOperator: Bool = false, by maker: StaffPrincipal
    ) throws -> (key: APIKey, secret: String) {
        var checks = FieldChecks()
        checks.check("/name", name, .name)
        try checks.finish()
        guard role.isWithin(maker.role), !isOperator || maker.isOperator else {
            throw Problem(
                403, "role_above_maker", "A key may not do more than the one who makes it.",
                fields: [.init("/role", "must be within your own role")])
        }
        let secret = Self.prefix + Hexadecimal.text(context.secrets.bytes(32))
        let now = context.now
        let key = try context.store.change { connection in
            let count = try connection.first(
                "SELECT count(*) FROM api_key WHERE merchant = $1 AND revoked IS NULL",
                [SQLValue(maker.merchant.rawValue)]
            ) { row throws(StoreError) in try row.integer(0) }
            guard let count, count < Self.maximumPerMerchant else {
                throw Problem(
                    409, "too_many_keys",
                    "A store has at most \(Self.maximumPerMerchant) keys: revoke some first.")
            }
            let key = APIKey(
                id: APIKeyID(try connection.next("api_key")), merchant: maker.merchant,
                maker: maker.staff, name: name, start: String(secret.prefix(9)), role: role,
                isOperator: isOperator, created: now)
            try Self.insert(connection, key, SecretHash.of(secret))
            try AuditLog.append(
                connection, now, .staff(maker), maker.merchant, "key.make", "key", "\(key.id)",
                [
                    "name": .string(name), "role": .string(role.rawValue),
                    "is_operator": .bool(isOperator),
                ])
            return key
        }
        return (key, secret)
    }

    /// The keys of a merchant by number, revoked ones too.
    package func list(in merchant: MerchantID, _ page: PageRequest) throws(StoreError)
        -> Page<APIKey>
    {
        let rows = try context.store.read { connection throws(StoreError) in
            try connection.all(
                Self.columns + " WHERE merchant = $1 AND id > $2 ORDER BY id LIMIT $3",
                [
                    SQLValue(merchant.rawValue), .integer(page.after ?? 0),
                    SQLValue(page.limit + 1),
                ], Self.key)
        }
        return Page(rows, limit: page.limit) { $0.id.rawValue }
    }

    /// The key with this number, if it is this merchant's.
    package func find(_ id: APIKeyID, in merchant: MerchantID) throws(StoreError) -> APIKey? {
        try context.store.read { connection throws(StoreError) in
            try Self.find(connection, id, merchant)
        }
    }

    /// Makes a key of no use at once; one that is revoked stays so. 404 for another merchant's.
    package func revoke(_ id: APIKeyID, by author: StaffPrincipal) throws {
        try context.store.change { connection in
            guard let key = try Self.find(connection, id, author.merchant) else {
                throw Problem.notFound("API key")
            }
            guard key.role.isWithin(author.role), !key.isOperator || author.isOperator else {
                throw Problem.forbidden
            }
            guard key.revoked == nil else { return }
            let now = context.now
            try connection.execute(
                "UPDATE api_key SET revoked = $2 WHERE id = $1",
                [.integer(id.rawValue), .integer(now.rawValue)])
            try AuditLog.append(
                connection, now, .staff(author), author.merchant, "key.revoke", "key", "\(id)",
                ["name": .string(key.name)])
        }
    }

    /// Who asks with this key; nil when it is revoked, unknown, its maker is disabled, or may no
    /// longer do all that the key may.
    func principal(_ secret: String, now: Timestamp) throws(StoreError) -> StaffPrincipal? {
        guard secret.utf8.count == Self.prefix.utf8.count + 64 else { return nil }
        let found = try context.store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT k.id, k.merchant, k.maker, k.name, k.role, k.is_operator, k.last_used,
                    s.role, s.is_operator
                FROM api_key k JOIN staff s ON s.id = k.maker
                WHERE k.secret = $1 AND k.revoked IS NULL AND s.is_disabled = 0
                """, [.blob(SecretHash.of(secret))]
            ) { row throws(StoreError) in
                let role = try StaffTable.role(row.text(4))
                let makers = try StaffTable.role(row.text(7))
                let isOperator = try row.integer(5) != 0
                let isMakerOperator = try row.integer(8) != 0
                guard role.isWithin(makers), !isOperator || isMakerOperator else {
                    return (StaffPrincipal?.none, Int64(0))
                }
                let principal = StaffPrincipal(
                    staff: StaffID(try row.integer(2)),
                    merchant: MerchantID(UInt32(clamping: try row.integer(1))),
                    role: role, isOperator: isOperator, name: try row.text(3),
                    via: .apiKey(APIKeyID(try row.integer(0))))
                return (principal, try row.optionalInteger(6) ?? 0)
            }
        }
        guard let (principal, lastUsed) = found, let principal else { return nil }
        if case .apiKey(let id) = principal.via,
            now.rawValue - lastUsed >= IdentityContext.coarseness
        {
            try context.store.write { connection throws(StoreError) in
                try connection.execute(
                    "UPDATE api_key SET last_used = $2 WHERE id = $1",
                    [.integer(id.rawValue), .integer(now.rawValue)])
            }
        }
        return principal
    }

    private static func find(_ connection: Connection, _ id: APIKeyID, _ merchant: MerchantID)
        throws(StoreError) -> APIKey?
    {
        try connection.first(
            columns + " WHERE id = $1 AND merchant = $2",
            [.integer(id.rawValue), SQLValue(merchant.rawValue)], key)
    }

    private static func insert(_ connection: Connection, _ key: APIKey, _ hash: [UInt8])
        throws(StoreError)
    {
        try connection.execute(
            """
            INSERT INTO api_key
                (id, secret, start, merchant, maker, name, role, is_operator, created)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            [
                .integer(key.id.rawValue), .blob(hash), .text(key.start),
                SQLValue(key.merchant.rawValue), .integer(key.maker.rawValue), .text(key.name),
                .text(key.role.rawValue), .integer(key.isOperator ? 1 : 0),
                .integer(key.created.rawValue),
            ])
    }

    private static func key(_ row: borrowing Row) throws(StoreError) -> APIKey {
        APIKey(
            id: APIKeyID(try row.integer(0)),
            merchant: MerchantID(UInt32(clamping: try row.integer(1))),
            maker: StaffID(try row.integer(2)), name: try row.text(3), start: try row.text(4),
            role: try StaffTable.role(row.text(5)), isOperator: try row.integer(6) != 0,
            created: Timestamp(try row.integer(7)),
            lastUsed: try row.optionalInteger(8).map { Timestamp($0) },
            revoked: try row.optionalInteger(9).map { Timestamp($0) })
    }
}
