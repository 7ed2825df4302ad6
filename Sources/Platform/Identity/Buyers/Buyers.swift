package import Primitives
internal import Service
package import Store

/// The merchants' customers that have an account.
package final class Buyers: Sendable {
    /// Addresses that one buyer can keep.
    package static let maximumAddresses = 20

    static let columns = """
        SELECT id, merchant, email, name, country, created, version FROM buyer
        """
    let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Makes an account; `Problem` 409 when this merchant has a buyer of this e-mail address,
    /// unless the same attempt, by its key, made it.
    ///
    /// `Identity.signUp` is what pages and API call: it also slows guessing.
    package func make(_ new: NewBuyer, in merchant: MerchantID, key: String? = nil) throws
        -> Buyer
    {
        let email = new.email.lowercased()
        var checks = FieldChecks()
        checks.check("/email", email, .email)
        checks.check("/password", new.password, .password)
        checks.check("/name", new.name, .name)
        checks.check("/country", new.country, .country)
        try checks.finish()
        let hash = try context.hasher.hash(new.password)
        let now = context.now
        let made: Buyer? = try context.store.change { connection in
            let found = try connection.first(
                "SELECT id FROM merchant WHERE id = $1", [SQLValue(merchant.rawValue)]
            ) { row throws(StoreError) in try row.integer(0) }
            guard found != nil else { throw Problem.notFound("merchant") }
            guard try Self.find(connection, email: email, in: merchant) == nil else { return nil }
            let buyer = Buyer(
                id: BuyerID(UInt64(try connection.next("buyer"))), merchant: merchant,
                email: email, name: new.name, country: new.country, created: now)
            try connection.execute(
                """
                INSERT INTO buyer
                    (id, merchant, email, name, country, password, created, sign_up_key)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                """,
                [
                    SQLValue(buyer.id.rawValue), SQLValue(merchant.rawValue), .text(email),
                    .text(new.name), .text(new.country), .text(hash.text),
                    .integer(now.rawValue), SQLValue(key.map(SecretHash.of)),
                ])
            return buyer
        }
        if let made { return made }
        guard let key, let known = try again(new, email, in: merchant, key: key) else {
            throw Problem(
                409, "email_taken", "There is an account with this e-mail address: sign in.",
                fields: [.init("/email", "is taken")])
        }
        return known
    }

    /// Milliseconds for which the key of a sign-up holds.
    private static let keyKeptMilliseconds: Int64 = 86_400_000

    /// The account that this attempt made before; nil where another did. `Problem` 409 where the
    /// key came with other fields.
    private func again(
        _ new: NewBuyer, _ email: String, in merchant: MerchantID, key: String
    ) throws -> Buyer? {
        let since = context.now.rawValue - Self.keyKeptMilliseconds
        let isSame = try context.store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT 1 FROM buyer WHERE merchant = $1 AND email = $2 AND sign_up_key = $3
                    AND created > $4
                """,
                [
                    SQLValue(merchant.rawValue), .text(email), .blob(SecretHash.of(key)),
                    .integer(since),
                ]
            ) { _ throws(StoreError) in true } ?? false
        }
        guard isSame else { return nil }
        guard let known = try verify(email: email, password: new.password, in: merchant),
            known.name == new.name, known.country == new.country
        else {
            throw Problem(
                409, "key_reused", "This key was used for another request: use a new one.")
        }
        return known
    }

    /// The buyer with this number, if they are this merchant's.
    package func find(_ id: BuyerID, in merchant: MerchantID) throws(StoreError) -> Buyer? {
        try context.store.read { connection throws(StoreError) in
            try Self.find(connection, id, in: merchant)
        }
    }

    /// The buyers of a merchant, newest first; with `search`, those in whose e-mail address or name
    /// it occurs.
    package func list(in merchant: MerchantID, search: String = "", _ page: PageRequest)
        throws(StoreError) -> Page<Buyer>
    {
        let wanted = search.isEmpty ? "" : "%" + Self.escaped(String(search.prefix(120))) + "%"
        let rows = try context.store.read { connection throws(StoreError) in
            try connection.all(
                Self.columns + """
                     WHERE merchant = $1 AND id < $2 AND ($3 = '' OR email LIKE $3 ESCAPE '!'
                        OR lower(name) LIKE $3 ESCAPE '!')
                    ORDER BY id DESC LIMIT $4
                    """,
                [
                    SQLValue(merchant.rawValue), .integer(page.after ?? .max), .text(wanted),
                    SQLValue(page.limit + 1),
                ], Self.buyer)
        }
        return Page(rows, limit: page.limit) { Int64(clamping: $0.id.rawValue) }
    }

    /// Changes a buyer's own name and country; `Problem` 412 where it is not the version expected.
    package func edit(
        _ id: BuyerID, in merchant: MerchantID, name: String, country: String,
        expectedVersion: Int64? = nil
    ) throws -> Buyer {
        var checks = FieldChecks()
        checks.check("/name", name, .name)
        checks.check("/country", country, .country)
        try checks.finish()
        return try context.store.change { connection in
            guard var buyer = try Self.find(connection, id, in: merchant) else {
                throw Problem.notFound("buyer")
            }
            guard expectedVersion == nil || expectedVersion == buyer.version else {
                throw Problem.versionMismatch
            }
            guard buyer.name != name || buyer.country != country else { return buyer }
            buyer.name = name
            buyer.country = country
            buyer.version += 1
            try connection.execute(
                "UPDATE buyer SET name = $2, country = $3, version = $4 WHERE id = $1",
                [
                    SQLValue(id.rawValue), .text(name), .text(country), .integer(buyer.version),
                ])
            return buyer
        }
    }

    /// The buyer who has this password; nil for a wrong one and for an unknown address, after the
    /// same work.
    func verify(email: String, password: String, in merchant: MerchantID) throws -> Buyer? {
        let found = try context.store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT id, merchant, email, name, country, created, version, password FROM buyer
                WHERE merchant = $1 AND email = $2
                """, [SQLValue(merchant.rawValue), .text(email)]
            ) { row throws(StoreError) in (try Self.buyer(row), try row.text(7)) }
        }
        let hash = found.flatMap { PasswordHash($0.1) }
        return try context.hasher.verify(password, against: hash) ? found?.0 : nil
    }

    private static func find(_ connection: Connection, _ id: BuyerID, in merchant: MerchantID)
        throws(StoreError) -> Buyer?
    {
        guard let number = Int64(exactly: id.rawValue) else { return nil }
        return try connection.first(
            columns + " WHERE id = $1 AND merchant = $2",
            [.integer(number), SQLValue(merchant.rawValue)], buyer)
    }

    private static func find(_ connection: Connection, email: String, in merchant: MerchantID)
        throws(StoreError) -> Buyer?
    {
        try connection.first(
            columns + " WHERE merchant = $1 AND email = $2",
            [SQLValue(merchant.rawValue), .text(email)], buyer)
    }

    private static func buyer(_ row: borrowing Row) throws(StoreError) -> Buyer {
        Buyer(
            id: BuyerID(try row.unsigned(0)),
            merchant: MerchantID(UInt32(clamping: try row.integer(1))), email: try row.text(2),
            name: try row.text(3), country: try row.text(4),
            created: Timestamp(try row.integer(5)), version: try row.integer(6))
    }

    private static func escaped(_ text: String) -> String {
        text.lowercased().reduce(into: "") { escaped, letter in
            if "!%_".contains(letter) { escaped.append("!") }
            escaped.append(letter)
        }
    }
}
