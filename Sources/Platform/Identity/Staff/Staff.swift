package import Primitives
internal import Service
package import Store

/// The people who work for merchants.
package final class Staff: Sendable {
    let context: IdentityContext

    init(_ context: IdentityContext) { self.context = context }

    /// Adds somebody; gives the random password, to be shown once, where none was chosen.
    ///
    /// - Throws: `Problem` 409 when the e-mail address is taken; 403 for a role above the author's.
    package func make(_ new: NewStaff, by author: Author) throws
        -> (member: StaffMember, password: String?)
    {
        let email = new.email.lowercased()
        let random = new.password == nil ? context.secrets.password() : nil
        let password = new.password ?? random ?? ""
        var checks = FieldChecks()
        checks.check("/email", email, .email)
        checks.check("/name", new.name, .name)
        checks.check("/password", password, .password)
        try checks.finish()
        guard author.mayGive(new.role), !new.isOperator || author.mayGiveOperator else {
            throw Problem.forbidden
        }
        let hash = try context.hasher.hash(password)
        let now = context.now
        let member = try context.store.change { connection in
            let merchant = try connection.first(
                "SELECT id FROM merchant WHERE id = $1", [SQLValue(new.merchant.rawValue)]
            ) { row throws(StoreError) in try row.integer(0) }
            guard merchant != nil else { throw Problem.notFound("merchant") }
            guard try StaffTable.find(connection, email: email) == nil else {
                throw Problem(
                    409, "email_taken", "Somebody signs in with this e-mail address already.",
                    fields: [.init("/email", "is taken")])
            }
            let member = StaffMember(
                id: StaffID(try connection.next("staff")), merchant: new.merchant, email: email,
                name: new.name, role: new.role, isOperator: new.isOperator, isDisabled: false,
                created: now)
            try StaffTable.insert(connection, member, hash)
            try audit(
                connection, author, "staff.make", member,
                [
                    "email": .string(email), "role": .string(new.role.rawValue),
                    "is_operator": .bool(new.isOperator),
                ])
            return member
        }
        return (member, random)
    }

    /// The member with this number, if they work for this merchant.
    package func find(_ id: StaffID, in merchant: MerchantID) throws(StoreError) -> StaffMember? {
        try context.store.read { connection throws(StoreError) in
            try StaffTable.find(connection, id, in: merchant)
        }
    }

    /// The staff of a merchant by number.
    package func list(in merchant: MerchantID, _ page: PageRequest) throws(StoreError)
        -> Page<StaffMember>
    {
        let rows = try context.store.read { connection throws(StoreError) in
            try connection.all(
                StaffTable.columns + " WHERE merchant = $1 AND id > $2 ORDER BY id LIMIT $3",
                [
                    SQLValue(merchant.rawValue), .integer(page.after ?? 0),
                    SQLValue(page.limit + 1),
                ], StaffTable.member)
        }
        return Page(rows, limit: page.limit) { $0.id.rawValue }
    }

    /// Whether nobody at all is there yet: then the first start makes an owner.
    package func isEmpty() throws(StoreError) -> Bool {
        try context.store.read { connection throws(StoreError) in
            try connection.first("SELECT id FROM staff LIMIT 1") { row throws(StoreError) in
                try row.integer(0)
            } == nil
        }
    }

    /// Writes into the audit log, in the same transaction.
    func audit(
        _ connection: Connection, _ author: Author, _ action: String, _ member: StaffMember,
        _ summary: JSON = .object([])
    ) throws(StoreError) {
        try AuditLog.append(
            connection, context.now, author, member.merchant, action, "staff", "\(member.id)",
            summary)
    }
}
