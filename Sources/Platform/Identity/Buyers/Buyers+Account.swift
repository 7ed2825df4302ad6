package import Primitives
internal import Service
package import Store

extension Buyers {
    /// Changes a buyer's own password; `Problem` 422 when the current one is wrong. Tokens that
    /// were given go on until they expire. `Identity.changeBuyerPassword` also slows guessing.
    func changePassword(
        of id: BuyerID, in merchant: MerchantID, from current: String, to new: String
    ) throws {
        var checks = FieldChecks()
        checks.check("/new_password", new, .password)
        try checks.finish()
        guard let buyer = try find(id, in: merchant) else { throw Problem.notFound("buyer") }
        guard try verify(email: buyer.email, password: current, in: merchant) != nil else {
            throw Problem.field("/current_password", "is not your password")
        }
        let hash = try context.hasher.hash(new)
        try context.store.write { connection throws(StoreError) in
            try connection.execute(
                "UPDATE buyer SET password = $2 WHERE id = $1",
                [SQLValue(id.rawValue), .text(hash.text)])
        }
    }

    /// A buyer's own addresses, oldest first.
    package func addresses(of buyer: BuyerID) throws(StoreError)
        -> [(id: AddressID, address: Address)]
    {
        guard let number = Int64(exactly: buyer.rawValue) else { return [] }
        return try context.store.read { connection throws(StoreError) in
            try connection.all(
                """
                SELECT id, name, line1, line2, city, region, postcode, country, phone
                FROM buyer_address WHERE buyer = $1 ORDER BY id
                """, [.integer(number)]
            ) { row throws(StoreError) in
                (
                    AddressID(try row.integer(0)),
                    Address(
                        name: try row.text(1), line1: try row.text(2), line2: try row.text(3),
                        city: try row.text(4), region: try row.text(5),
                        postcode: try row.text(6), country: try row.text(7),
                        phone: try row.text(8))
                )
            }
        }
    }

    /// Adds an address to a buyer's own; `Problem` 409 beyond twenty.
    package func add(_ address: Address, to buyer: BuyerID) throws -> AddressID {
        var checks = FieldChecks()
        for (field, value) in zip(Address.fields, address.values) {
            checks.check("/" + field.name, value, field.rule)
        }
        try checks.finish()
        guard let number = Int64(exactly: buyer.rawValue) else {
            throw Problem.notFound("buyer")
        }
        return try context.store.change { connection in
            let counts = try connection.first(
                """
                SELECT (SELECT count(*) FROM buyer WHERE id = $1),
                    (SELECT count(*) FROM buyer_address WHERE buyer = $1)
                """, [.integer(number)]
            ) { row throws(StoreError) in (try row.integer(0), try row.integer(1)) }
            guard let counts, counts.0 == 1 else { throw Problem.notFound("buyer") }
            guard counts.1 < Self.maximumAddresses else {
                throw Problem(
                    409, "too_many_addresses",
                    "You can keep \(Self.maximumAddresses) addresses: delete one first.")
            }
            let id = AddressID(try connection.next("buyer_address"))
            try connection.execute(
                """
                INSERT INTO buyer_address (id, buyer, name, line1, line2, city, region, postcode,
                    country, phone)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                """, [.integer(id.rawValue), .integer(number)] + address.values.map { .text($0) })
            return id
        }
    }

    /// Deletes one of a buyer's own addresses; says whether there was one.
    @discardableResult
    package func remove(_ address: AddressID, of buyer: BuyerID) throws(StoreError) -> Bool {
        guard let number = Int64(exactly: buyer.rawValue) else { return false }
        return try context.store.write { connection throws(StoreError) in
            try connection.execute(
                "DELETE FROM buyer_address WHERE id = $1 AND buyer = $2",
                [.integer(address.rawValue), .integer(number)]) > 0
        }
    }
}
