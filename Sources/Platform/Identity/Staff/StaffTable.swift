internal import Primitives
internal import Store

/// The statements that touch the table of staff.
enum StaffTable {
    static let columns = """
        SELECT id, merchant, email, name, role, is_operator, is_disabled, created, version
        FROM staff
        """

    static func member(_ row: borrowing Row) throws(StoreError) -> StaffMember {
        StaffMember(
            id: StaffID(try row.integer(0)),
            merchant: MerchantID(UInt32(clamping: try row.integer(1))),
            email: try row.text(2), name: try row.text(3), role: try role(row.text(4)),
            isOperator: try row.integer(5) != 0, isDisabled: try row.integer(6) != 0,
            created: Timestamp(try row.integer(7)), version: try row.integer(8))
    }

    static func role(_ text: String) throws(StoreError) -> Role {
        guard let role = Role(rawValue: text) else {
            throw StoreError(.mismatch, "there is no role \(text)")
        }
        return role
    }

    static func find(_ connection: Connection, _ id: StaffID, in merchant: MerchantID)
        throws(StoreError) -> StaffMember?
    {
        try connection.first(
            columns + " WHERE id = $1 AND merchant = $2",
            [.integer(id.rawValue), SQLValue(merchant.rawValue)], member)
    }

    static func find(_ connection: Connection, email: String) throws(StoreError) -> StaffMember? {
        try connection.first(columns + " WHERE email = $1", [.text(email)], member)
    }

    static func password(_ connection: Connection, _ id: StaffID) throws(StoreError) -> String? {
        try connection.first("SELECT password FROM staff WHERE id = $1", [.integer(id.rawValue)]) {
            row throws(StoreError) in try row.text(0)
        }
    }

    static func setPassword(_ connection: Connection, _ id: StaffID, _ hash: PasswordHash)
        throws(StoreError)
    {
        try connection.execute(
            "UPDATE staff SET password = $2 WHERE id = $1",
            [.integer(id.rawValue), .text(hash.text)])
    }

    static func insert(_ connection: Connection, _ member: StaffMember, _ hash: PasswordHash)
        throws(StoreError)
    {
        try connection.execute(
            """
            INSERT INTO staff
                (id, merchant, email, name, role, is_operator, is_disabled, password, created)
            VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)
            """,
            [
                .integer(member.id.rawValue), SQLValue(member.merchant.rawValue),
                .text(member.email), .text(member.name), .text(member.role.rawValue),
                .integer(member.isOperator ? 1 : 0), .text(hash.text),
                .integer(member.created.rawValue),
            ])
    }
}
