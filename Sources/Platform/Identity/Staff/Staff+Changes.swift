package import Primitives
internal import Service
internal import Store

extension Staff {
    /// Gives somebody another role, shuts them out at once, sessions and API keys too, or lets them
    /// in again; what is nil stays. All of it is done or nothing.
    ///
    /// - Throws: `Problem` 409 for the last owner, 403 for a role above the author's, 412 where it
    ///   is not the version expected.
    @discardableResult
    package func change(
        _ id: StaffID, in merchant: MerchantID, role: Role?, isDisabled: Bool?,
        expectedVersion: Int64? = nil, by author: Author
    ) throws -> StaffMember {
        try edit(id, in: merchant, expectedVersion: expectedVersion, by: author) {
            connection, member in
            if let role { try change(connection, &member, to: role, author) }
            if let isDisabled { try change(connection, &member, toDisabled: isDisabled, author) }
        }
    }

    /// Gives somebody another role; see `change`.
    @discardableResult
    package func changeRole(
        _ id: StaffID, in merchant: MerchantID, to role: Role, by author: Author
    ) throws -> StaffMember {
        try change(id, in: merchant, role: role, isDisabled: nil, by: author)
    }

    /// Shuts somebody out at once, or lets them in again; see `change`.
    @discardableResult
    package func setDisabled(
        _ id: StaffID, in merchant: MerchantID, to isDisabled: Bool, by author: Author
    ) throws -> StaffMember {
        try change(id, in: merchant, role: nil, isDisabled: isDisabled, by: author)
    }

    private func change(
        _ connection: Connection, _ member: inout StaffMember, to role: Role, _ author: Author
    ) throws {
        guard author.mayGive(role) else { throw Problem.forbidden }
        if role != .owner { try keepAnOwner(connection, besides: member) }
        try connection.execute(
            "UPDATE staff SET role = $2 WHERE id = $1",
            [.integer(member.id.rawValue), .text(role.rawValue)])
        try audit(
            connection, author, "staff.role", member,
            ["from": .string(member.role.rawValue), "to": .string(role.rawValue)])
        member.role = role
    }

    private func change(
        _ connection: Connection, _ member: inout StaffMember, toDisabled isDisabled: Bool,
        _ author: Author
    ) throws {
        if isDisabled {
            try keepAnOwner(connection, besides: member)
            try Sessions.revokeAll(connection, of: member.id)
        }
        try connection.execute(
            "UPDATE staff SET is_disabled = $2 WHERE id = $1",
            [.integer(member.id.rawValue), .integer(isDisabled ? 1 : 0)])
        try audit(connection, author, isDisabled ? "staff.disable" : "staff.enable", member)
        member.isDisabled = isDisabled
    }

    /// Gives somebody a new random password, to be shown once, and ends their sessions.
    package func resetPassword(_ id: StaffID, in merchant: MerchantID, by author: Author) throws
        -> String
    {
        let password = context.secrets.password()
        let hash = try context.hasher.hash(password)
        try edit(id, in: merchant, by: author) { connection, member in
            try StaffTable.setPassword(connection, id, hash)
            try Sessions.revokeAll(connection, of: id)
            try audit(connection, author, "staff.resetPassword", member)
        }
        return password
    }

    /// Changes one's own password and ends one's other sessions; `Problem` 422 when the current
    /// one is wrong. `Identity.changePassword` also slows guessing.
    func changePassword(of own: StaffPrincipal, from current: String, to new: String) throws {
        var checks = FieldChecks()
        checks.check("/new_password", new, .password)
        try checks.finish()
        let known = try context.store.read { connection throws(StoreError) in
            try StaffTable.password(connection, own.staff)
        }
        guard try context.hasher.verify(current, against: known.flatMap(PasswordHash.init)) else {
            throw Problem.field("/current_password", "is not your password")
        }
        let hash = try context.hasher.hash(new)
        try edit(own.staff, in: own.merchant, by: .staff(own)) { connection, member in
            try StaffTable.setPassword(connection, own.staff, hash)
            var kept = SessionID(0)
            if case .session(let id) = own.via { kept = id }
            try Sessions.revokeAll(connection, of: own.staff, but: kept)
            try audit(connection, .staff(own), "staff.changePassword", member)
        }
    }

    /// Changes a member in one transaction. Nobody changes one who may do more than they do.
    @discardableResult
    private func edit(
        _ id: StaffID, in merchant: MerchantID, expectedVersion: Int64? = nil, by author: Author,
        _ change: (Connection, inout StaffMember) throws -> Void
    ) throws -> StaffMember {
        try context.store.change { connection in
            guard var member = try StaffTable.find(connection, id, in: merchant) else {
                throw Problem.notFound("member of staff")
            }
            guard author.mayGive(member.role), !member.isOperator || author.mayGiveOperator
            else { throw Problem.forbidden }
            guard expectedVersion == nil || expectedVersion == member.version else {
                throw Problem.versionMismatch
            }
            let known = member
            try change(connection, &member)
            if member != known {
                member.version += 1
                try connection.execute(
                    "UPDATE staff SET version = $2 WHERE id = $1",
                    [.integer(id.rawValue), .integer(member.version)])
            }
            return member
        }
    }

    private func keepAnOwner(_ connection: Connection, besides member: StaffMember) throws {
        guard member.role == .owner, !member.isDisabled else { return }
        let others = try connection.first(
            """
            SELECT count(*) FROM staff
            WHERE merchant = $1 AND role = 'owner' AND is_disabled = 0 AND id <> $2
            """, [SQLValue(member.merchant.rawValue), .integer(member.id.rawValue)]
        ) { row throws(StoreError) in try row.integer(0) }
        guard let others, others > 0 else {
            throw Problem(
                409, "last_owner", "A store needs an owner: make somebody else an owner first.")
        }
    }
}
