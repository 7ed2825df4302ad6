package import Primitives
internal import Service
package import Store

/// The tenants of the platform.
package final class Merchants: Sendable {
    private static let columns = "SELECT id, slug, name, currency, created, version FROM merchant"
    private let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Makes a merchant; `Problem` 409 when the slug is taken.
    package func make(slug: String, name: String, currency: String, by author: Author) throws
        -> Merchant
    {
        var checks = FieldChecks()
        checks.check("/slug", slug, .slug)
        checks.check("/name", name, .name)
        checks.check("/currency", currency, .currency)
        try checks.finish()
        let now = context.now
        return try context.store.change { connection in
            let found = try Self.find(connection, slug: slug)
            guard found == nil else {
                throw Problem(
                    409, "slug_taken", "Another merchant has this slug: choose another one.",
                    fields: [.init("/slug", "is taken")])
            }
            guard let id = UInt32(exactly: try connection.next("merchant")) else {
                throw Problem(503, "full", "No more merchants fit into this platform.")
            }
            let merchant = Merchant(
                id: MerchantID(id), slug: slug, name: name, currency: currency, created: now,
                version: 1)
            try connection.execute(
                """
                INSERT INTO merchant (id, slug, name, currency, created)
                VALUES ($1, $2, $3, $4, $5)
                """,
                [
                    SQLValue(id), .text(slug), .text(name), .text(currency),
                    .integer(now.rawValue),
                ])
            try AuditLog.append(
                connection, now, author, merchant.id, "merchant.make", "merchant", "\(id)",
                ["slug": .string(slug), "name": .string(name), "currency": .string(currency)])
            return merchant
        }
    }

    /// Changes a merchant's name, where it still is at `version`; at any for nil.
    ///
    /// - Throws: `Problem` 404 for no merchant, 412 for another version.
    package func rename(
        _ id: MerchantID, to name: String, expectedVersion version: Int64?, by author: Author
    ) throws -> Merchant {
        var checks = FieldChecks()
        checks.check("/name", name, .name)
        try checks.finish()
        return try context.store.change { connection in
            guard var merchant = try Self.find(connection, id) else {
                throw Problem.notFound("merchant")
            }
            if let version, version != merchant.version { throw Problem.versionMismatch }
            merchant.name = name
            merchant.version += 1
            try connection.execute(
                "UPDATE merchant SET name = $2, version = $3 WHERE id = $1",
                [SQLValue(id.rawValue), .text(name), .integer(merchant.version)])
            try AuditLog.append(
                connection, context.now, author, id, "merchant.edit", "merchant", "\(id)",
                ["name": .string(name)])
            return merchant
        }
    }

    /// The merchant with this number.
    package func find(_ id: MerchantID) throws(StoreError) -> Merchant? {
        try context.store.read { connection throws(StoreError) in
            try Self.find(connection, id)
        }
    }

    /// The merchant with this slug.
    package func find(slug: String) throws(StoreError) -> Merchant? {
        try context.store.read { connection throws(StoreError) in
            try Self.find(connection, slug: slug)
        }
    }

    /// All merchants by number.
    package func list(_ page: PageRequest) throws(StoreError) -> Page<Merchant> {
        let rows = try context.store.read { connection throws(StoreError) in
            try connection.all(
                Self.columns + " WHERE id > $1 ORDER BY id LIMIT $2",
                [.integer(page.after ?? 0), SQLValue(page.limit + 1)], Self.merchant)
        }
        return Page(rows, limit: page.limit) { Int64($0.id.rawValue) }
    }

    private static func find(_ connection: Connection, _ id: MerchantID) throws(StoreError)
        -> Merchant?
    {
        try connection.first(columns + " WHERE id = $1", [SQLValue(id.rawValue)], merchant)
    }

    private static func find(_ connection: Connection, slug: String) throws(StoreError)
        -> Merchant?
    {
        try connection.first(columns + " WHERE slug = $1", [.text(slug)], merchant)
    }

    private static func merchant(_ row: borrowing Row) throws(StoreError) -> Merchant {
        Merchant(
            id: MerchantID(UInt32(clamping: try row.integer(0))), slug: try row.text(1),
            name: try row.text(2), currency: try row.text(3),
            created: Timestamp(try row.integer(4)), version: try row.integer(5))
    }
}
