internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    static func staff(_ identity: Identity) -> [Operation] {
        let made = Schema.object([
            .required("staff", .staff),
            .required("password", .nullable(.shownPassword), "Shown this once, if random."),
        ])
        return [
            Operation(
                "listStaff", .get, "/v1/staff", tag: "Staff", "Lists who works for the store.",
                [.staffRead], query: [.limit, .after], success: .init(200, .page(.staff))
            ) { call in
                .page(try identity.staff.list(in: call.merchant, call.page)) { $0.json }
            },
            Operation(
                "getStaff", .get, "/v1/staff/{staff}", tag: "Staff", "Shows a member of staff.",
                [.staffRead], success: .init(200, .staff)
            ) { call in
                let id = StaffID(try call.identifier("staff"))
                guard let member = try identity.staff.find(id, in: call.merchant) else {
                    throw Problem.notFound("member of staff")
                }
                return .versioned(member.json, version: member.version)
            },
            Operation(
                "addStaff", .post, "/v1/staff", tag: "Staff",
                "Adds a member of staff, with a random password where none is given.",
                [.staffWrite],
                body: .json(
                    .object([
                        .required("email", .email), .required("name", .field(.name)),
                        .required("role", .role), .optional("is_operator", .boolean),
                        .optional("password", .field(.password)),
                    ])), success: .init(201, made), conflicts: ["email_taken"], isCreation: true
            ) { call in
                let new = NewStaff(
                    merchant: try call.merchant, email: call.bodyText("email"),
                    name: call.bodyText("name"),
                    role: Role(rawValue: call.bodyText("role")) ?? .viewer,
                    isOperator: call.body["is_operator"]?.bool ?? false,
                    password: call.body["password"]?.string)
                let (member, password) = try identity.staff.make(
                    new, by: call.author(.staffWrite))
                return .secret(
                    ["staff": member.json, "password": JSON(password)], status: 201)
            }
            .withSecret(),
            Operation(
                "changeStaff", .patch, "/v1/staff/{staff}", tag: "Staff",
                "Changes somebody's role, or shuts them out and lets them in.", [.staffWrite],
                body: .json(
                    .object([.optional("role", .role), .optional("is_disabled", .boolean)])),
                success: .init(200, .staff), conflicts: ["last_owner"], needsVersion: true
            ) { call in
                let member = try identity.staff.change(
                    StaffID(call.identifier("staff")), in: call.merchant,
                    role: call.body["role"]?.string.flatMap(Role.init(rawValue:)),
                    isDisabled: call.body["is_disabled"]?.bool,
                    expectedVersion: call.expectedVersion(), by: call.author(.staffWrite))
                return .versioned(member.json, version: member.version)
            },
            Operation(
                "resetStaffPassword", .post, "/v1/staff/{staff}/password", tag: "Staff",
                "Gives somebody a random password and ends their sessions.", [.staffWrite],
                success: .init(200, .object([.required("password", .shownPassword)]))
            ) { call in
                let password = try identity.staff.resetPassword(
                    StaffID(call.identifier("staff")), in: call.merchant,
                    by: call.author(.staffWrite))
                return .secret(["password": .string(password)])
            },
        ]
    }

    static func keys(_ identity: Identity) -> [Operation] {
        let made = Schema.object([
            .required("key", .apiKey),
            .required("secret", .text(minimum: 1, maximum: 80), "Shown this once."),
        ])
        return [
            Operation(
                "listAPIKeys", .get, "/v1/api-keys", tag: "Staff", "Lists API keys.",
                [.keysRead], query: [.limit, .after], success: .init(200, .page(.apiKey))
            ) { call in
                .page(try identity.apiKeys.list(in: call.merchant, call.page)) { $0.json }
            },
            Operation(
                "getAPIKey", .get, "/v1/api-keys/{key}", tag: "Staff", "Shows an API key.",
                [.keysRead], success: .init(200, .apiKey)
            ) { call in
                let id = APIKeyID(try call.identifier("key"))
                guard let key = try identity.apiKeys.find(id, in: call.merchant) else {
                    throw Problem.notFound("API key")
                }
                return .json(key.json)
            },
            Operation(
                "makeAPIKey", .post, "/v1/api-keys", tag: "Staff",
                "Makes an API key, within the role of whoever asks.", [.keysWrite],
                body: .json(
                    .object([
                        .required("name", .field(.name)), .required("role", .role),
                        .optional("is_operator", .boolean),
                    ])), success: .init(201, made), conflicts: ["too_many_keys"], isCreation: true
            ) { call in
                let (key, secret) = try identity.apiKeys.make(
                    name: call.bodyText("name"),
                    role: Role(rawValue: call.bodyText("role")) ?? .viewer,
                    isOperator: call.body["is_operator"]?.bool ?? false,
                    by: call.principal.staff(.keysWrite))
                return .secret(["key": key.json, "secret": .string(secret)], status: 201)
            }
            .withSecret(),
            Operation(
                "revokeAPIKey", .delete, "/v1/api-keys/{key}", tag: "Staff",
                "Makes an API key of no use at once.", [.keysWrite], success: .init(204, nil)
            ) { call in
                try identity.apiKeys.revoke(
                    APIKeyID(call.identifier("key")), by: call.principal.staff(.keysWrite))
                return .done
            },
        ]
    }
}
