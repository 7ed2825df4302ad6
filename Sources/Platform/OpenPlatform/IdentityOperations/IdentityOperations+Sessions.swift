internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    private static let signedIn = Schema.named(
        "SignedInStaff",
        .object([
            .required("staff", .identifier), .required("merchant", .identifier),
            .required("name", .field(.name)), .required("role", .role),
            .required("is_operator", .boolean),
            .required("csrf", .text(maximum: 60), "Send it beside the cookie with changes."),
            .required("expires_at", .time),
        ]))

    static func sessions(_ identity: Identity) -> [Operation] {
        [
            Operation(
                "signIn", .post, "/v1/sessions", tag: "Staff",
                "Signs a member of staff in, by a cookie.", [],
                body: .json(
                    .object([.required("email", .email), .required("password", .currentPassword)])),
                success: .init(201, signedIn)
            ) { call in
                let session = try identity.signIn(
                    email: call.bodyText("email"), password: call.bodyText("password"),
                    address: call.request.address)
                var reply = Reply.secret(session.json, status: 201)
                reply.headers[.setCookie] = SessionCookie.set(
                    session.token, isSecure: identity.options.hasSecureCookies,
                    maximumAgeSeconds: identity.options.sessionLifetime / 1000)
                return reply
            }
            .limited { call in
                identity.limits(
                    of: .staff(email: call.bodyText("email")), address: call.request.address)
            },
            Operation(
                "listSessions", .get, "/v1/sessions", tag: "Staff", "Lists one's own sessions.",
                [.accountOwn],
                success: .init(200, .object([.required("items", .list(.session, maximum: 20))]))
            ) { call in
                let own = try call.principal.staff(.accountOwn)
                let items = try identity.sessions.list(of: own.staff).map(\.json)
                return .json(["items": .array(items)])
            },
            Operation(
                "endSession", .delete, "/v1/sessions/{session}", tag: "Staff",
                "Ends one of one's own sessions.", [.accountOwn], success: .init(204, nil)
            ) { call in
                let own = try call.principal.staff(.accountOwn)
                let id = SessionID(try call.identifier("session"))
                guard try identity.sessions.revoke(id, of: own) else {
                    throw Problem.notFound("session")
                }
                return .done
            },
            Operation(
                "signOut", .delete, "/v1/sessions", tag: "Staff",
                "Ends the session that asks.", [.accountOwn], success: .init(204, nil)
            ) { call in
                try identity.sessions.signOut(call.principal.staff(.accountOwn))
                var reply = Reply.done
                reply.headers[.setCookie] = SessionCookie.clear(
                    isSecure: identity.options.hasSecureCookies)
                return reply
            },
        ]
    }

    static func account(_ identity: Identity) -> [Operation] {
        [
            Operation(
                "getAccount", .get, "/v1/account", tag: "Staff", "Shows one's own account.",
                [.accountOwn], success: .init(200, .staff)
            ) { call in
                let own = try call.principal.staff(.accountOwn)
                guard let member = try identity.staff.find(own.staff, in: own.merchant) else {
                    throw Problem.unauthorized
                }
                return .json(member.json)
            },
            Operation(
                "changePassword", .put, "/v1/account/password", tag: "Staff",
                "Changes one's own password and ends one's other sessions.", [.accountOwn],
                body: .json(passwords), success: .init(204, nil)
            ) { call in
                try identity.changePassword(
                    of: call.principal.staff(.accountOwn),
                    from: call.bodyText("current_password"), to: call.bodyText("new_password"),
                    address: call.request.address)
                return .done
            }
            .limited { call in
                let own = try call.principal.staff(.accountOwn)
                return identity.limits(
                    of: .staffPassword(own.staff), address: call.request.address)
            },
        ]
    }

    static let passwords = Schema.object([
        .required("current_password", .currentPassword),
        .required("new_password", .field(.password)),
    ])
}
