internal import HTTPTypes
package import Identity
internal import Service

/// The operations of Identity, which lies below this module: who there is, and how to sign in.
package enum IdentityOperations {
    /// Opens the store of a new merchant; does nothing for one that has a store.
    package typealias OpenStore = @Sendable (Merchant) throws -> Void

    /// All of them.
    package static func all(
        _ identity: Identity, openStore: @escaping OpenStore = { _ in }
    ) -> [Operation] {
        merchants(identity, openStore) + staff(identity) + sessions(identity)
            + account(identity) + keys(identity) + [roles, audit(identity)] + buyers(identity)
            + profile(identity) + [rotateTokenKey(identity)] + rehearsal(identity)
    }

    private static func rotateTokenKey(_ identity: Identity) -> Operation {
        Operation(
            "rotateBuyerTokenKey", .post, "/v1/platform/buyer-token-keys", tag: "Platform",
            "Signs buyers' tokens with a new key; those before hold until they expire.",
            [.operate],
            body: .json(
                .object([
                    .optional(
                        "revokes_others", .boolean,
                        "After a leak: all tokens end now, and all buyers sign in again.")
                ])), success: .init(204, nil), conflicts: ["too_many_keys"],
            isCreation: true
        ) { call in
            try identity.buyerTokens.rotate(
                revokingOthers: call.body["revokes_others"]?.bool ?? false,
                by: call.author(.operate))
            return .done
        }
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
