internal import HTTPTypes
package import Identity
internal import Service

/// The operations of Identity, which lies below this module: who there is, and how to sign in.
package enum IdentityOperations {
    /// All of them.
    package static func all(_ identity: Identity) -> [Operation] {
        merchants(identity) + staff(identity) + sessions(identity) + account(identity)
            + keys(identity) + [roles, audit(identity)] + buyers(identity) + profile(identity)
    }

    private static let roleTable = Schema.named(
        "RoleTable",
        .object([
            .required("parties", .list(.text(maximum: 20), maximum: 20)),
            .required(
                "actions",
                .list(
                    .object([
                        .required("action", .text(maximum: 40)),
                        .required("meaning", .text(maximum: 120)),
                        .required("permitted", .list(.text(maximum: 20), maximum: 20)),
                    ]), maximum: 100)),
        ]))

    private static var roles: Operation {
        Operation(
            "listRoles", .get, "/v1/roles", tag: "Staff", "Shows who may do what.", [],
            success: .init(200, roleTable)
        ) { _ in
            let rows = RoleTable.rows.map { row -> JSON in
                [
                    "action": .string(row.action.name), "meaning": .string(row.meaning),
                    "permitted": .array(row.permitted.names.map { .string($0) }),
                ]
            }
            let parties = Parties.all.names.map { JSON.string($0) }
            return .json(["parties": .array(parties), "actions": .array(rows)])
        }
    }
}
