package import Primitives
internal import Service
package import Store

/// The merchants' customers that have an account.
package final class Buyers: Sendable {
    /// Addresses that one buyer can keep.
    package static let maximumAddresses = 20

    static let columns = "SELECT id, merchant, email, name, country, created FROM buyer"
    let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Makes an account; `Problem` 409 when this merchant has a buyer of this e-mail address.
    ///
    /// `Identity.signUp` is what pages and API call: it also slows guessing.
    package func make(_ new: NewBuyer, in merchant: MerchantID) throws -> Buyer {
        let email = new.email.lowercased()
        var checks = FieldChecks()
        checks.check("/email", email, .email)
        checks.check("/password", new.password, .password)
        checks.check("/name", new.name, .name)
        checks.check("/country", new.country, .country)
        try checks.finish()
        let hash = try context.hasher.hash(new.password)
        let now = context.now
        return try context.store.change { connection in
            let found = try connection.first(
                "SELECT id FROM merchant WHERE id = $1", [SQLValue(merchant.rawValue)]
            ) { row throws(StoreError) in try row.integer(0) }
            guard found != nil else { throw Problem.notFound("merchant") }
            guard try Self.find(connection, email: email, in: merchant) == nil else {
                throw Problem(
                    409, "email_taken", "There is an account with this e-mail address: sign in.",
                    fields: [.init("/email", "is taken")])
            }
            let buyer = Buyer(
                id: BuyerID(UInt64(try connection.next("buyer"))), merchant: merchant,
                email: email, name: new.name, country: new.country, created: now)
            try connection.execute(
                """
                INSERT INTO buyer (id, merchant, email, name, country, password, created)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """,
                [
                    SQLValue(buyer.id.rawValue), SQLValue(merchant.rawValue), .text(email),
                    .text(new.name), .text(new.country), .text(hash.text),
                    .integer(now.rawValue),
                ])
            return buyer
        }
    }

    /// The buyer with this number, if they are this merchant's.
    package func find(_ id: BuyerID, in merchant: MerchantID) throws(StoreError) -> Buyer? {
        guard let number = Int64(exactly: id.rawValue) else { return nil }
        return try context.store.read { connection throws(StoreError) in
            try connection.first(
                Self.columns + " WHERE id = $1 AND merchant = $2",
                [.integer(number), SQLValue(merchant.rawValue)], Self.buyer)
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

    /// Changes a buyer's own name and country.
    package func edit(_ id: BuyerID, in merchant: MerchantID, name: String, country: String)
        throws -> Buyer
    {
        var checks = FieldChecks()
        checks.check("/name", name, .name)
        checks.check("/country", country, .country)
        try checks.finish()
        guard var buyer = try find(id, in: merchant) else { throw Problem.notFound("buyer") }
        try context.store.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE buyer SET name = $2, country = $3 WHERE id = $1",
                [SQLValue(id.rawValue), .text(name), .text(country)])
        }
        buyer.name = name
        buyer.country = country
        return buyer
    }

    /// The buyer who has this password; nil for a wrong one and for an unknown address, after the
    /// same work.
    func verify(email: String, password: String, in merchant: MerchantID) throws -> Buyer? {
        let found = try context.store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT id, merchant, email, name, country, created, password FROM buyer
                WHERE merchant = $1 AND email = $2
                """, [SQLValue(merchant.rawValue), .text(email)]
            ) { row throws(StoreError) in (try Self.buyer(row), try row.text(6)) }
        }
        let hash = found.flatMap { PasswordHash($0.1) }
        return try context.hasher.verify(password, against: hash) ? found?.0 : nil
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
            created: Timestamp(try row.integer(5)))
    }

    private static func escaped(_ text: String) -> String {
        text.lowercased().reduce(into: "") { escaped, letter in
            if "!%_".contains(letter) { escaped.append("!") }
            escaped.append(letter)
        }
    }
}
