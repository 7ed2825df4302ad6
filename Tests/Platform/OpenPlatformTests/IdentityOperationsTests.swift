import HTTPTypes
import Identity
import OpenPlatform
import Primitives
import Service
import Store
import Testing

/// The operations of Identity, through the routes that are made of them.
@Suite struct IdentityOperationsTests {
    @Test func `whoever may not is refused, by every operation`() throws {
        let platform = try Platform()
        let buyer = platform.identity.buyerTokens.sign(platform.shop.id, BuyerID(1)).token
        for operation in platform.operations where !operation.actions.isEmpty {
            let path = operation.path.split(separator: "/").map {
                $0.hasPrefix("{") ? "1" : String($0)
            }.joined(separator: "/")
            let body: JSON? = operation.body == nil ? nil : [:]
            func status(_ bearer: String?) throws -> Int {
                try platform.send(operation.method, "/" + path, body, bearer: bearer).status
            }
            let principals: [(String, Principal)] = [
                (buyer, .buyer(platform.shop.id, BuyerID(1)))
            ]
            #expect(try status(nil) == 401, "\(operation.id)")
            #expect(try status("x") == 401, "\(operation.id)")
            for (bearer, principal) in principals
            where !operation.actions.contains(where: principal.may) {
                #expect(try status(bearer) == 403, "\(operation.id)")
            }
            if operation.actions == [.profileOwn] {
                #expect(try status(platform.owner) == 403, "\(operation.id)")
            }
            if !operation.actions.contains(where: { RoleTable.permits(Role.owner, $0) }) {
                #expect(try status(platform.rival) == 403, "\(operation.id)")
            }
        }
    }

    @Test func `another merchant's things are not there`() throws {
        let platform = try Platform()
        _ = try platform.identity.buyers.make(
            NewBuyer(
                email: "a@example.org", password: "a long password", name: "A", country: "GB"),
            in: platform.shop.id)
        let ways: [(HTTPRequest.Method, String, JSON?)] = [
            (.get, "/v1/staff/1", nil), (.patch, "/v1/staff/1", ["role": "viewer"]),
            (.post, "/v1/staff/1/password", nil), (.get, "/v1/api-keys/1", nil),
            (.delete, "/v1/api-keys/1", nil), (.get, "/v1/buyers/1", nil),
            (.delete, "/v1/sessions/1", nil),
        ]
        for (method, path, body) in ways {
            let reply = try platform.send(method, path, body, bearer: platform.rival)
            #expect(reply.status == 404, "\(method) \(path)")
        }
        for path in ["/v1/buyers", "/v1/audit?subject_kind=buyer"] {
            let reply = try platform.send(.get, path, bearer: platform.rival)
            #expect(try platform.json(reply)["items"] == [])
        }
        let staff = try platform.json(platform.send(.get, "/v1/staff", bearer: platform.rival))
        #expect(staff["items"]?.array?.compactMap { $0["id"]?.integer } == [2])
    }

    @Test func `staff sign in by cookie, and change things with its token`() throws {
        let platform = try Platform()
        let reply = try platform.send(
            .post, "/v1/sessions",
            ["email": "owner@shop.test", "password": "a long password"])
        #expect(reply.status == 201 && reply.headers[.cacheControl] == "no-store")
        let cookie = try #require(reply.headers[.setCookie])
        let token = try #require(
            SessionCookie.token(inHeader: String(cookie.prefix { $0 != ";" })))
        let csrf = try #require(platform.json(reply)["csrf"]?.string)
        let new: JSON = ["email": "nora@shop.test", "name": "Nora", "role": "support"]
        #expect(try platform.send(.post, "/v1/staff", new, cookie: token).status == 403)
        let made = try platform.send(.post, "/v1/staff", new, cookie: token, csrf: csrf)
        #expect(made.status == 201)
        let document = try platform.json(made)
        #expect(document["password"]?.string?.count == 23)
        let id = try #require(document["staff"]?["id"]?.integer)
        #expect(
            try platform.send(.post, "/v1/staff", new, cookie: token, csrf: csrf).status == 409)
        let changed = try platform.send(
            .patch, "/v1/staff/\(id)", ["role": "viewer", "is_disabled": true],
            bearer: platform.owner)
        #expect(try platform.json(changed)["role"] == "viewer")
        #expect(try platform.json(changed)["is_disabled"] == true)
        let log = try platform.json(
            platform.send(.get, "/v1/audit?limit=3&staff=1", bearer: platform.owner))
        #expect(
            log["items"]?.array?.compactMap { $0["action"]?.string } == [
                "staff.disable", "staff.role", "staff.make",
            ])
        let next = try #require(log["next"]?.string)
        let rest = try platform.send(
            .get, "/v1/audit?after=\(next)", bearer: platform.owner)
        #expect(rest.status == 200)
        for after in ["x", "-1", "01", "99999999999999999999"] {
            let reply = try platform.send(
                .get, "/v1/audit?after=\(after)", bearer: platform.owner)
            #expect(reply.status == 422)
        }
        #expect(try platform.send(.get, "/v1/account", cookie: token).status == 200)
        let out = try platform.send(.delete, "/v1/sessions", cookie: token, csrf: csrf)
        #expect(out.status == 204)
        #expect(try platform.send(.get, "/v1/account", cookie: token).status == 401)
    }

    @Test func `a buyer signs up, signs in and keeps addresses`() throws {
        let platform = try Platform()
        let new: JSON = [
            "merchant": "shop", "email": "bo@example.org", "password": "a long password",
            "name": "Bo", "country": "GB",
        ]
        #expect(try platform.send(.post, "/v1/buyers", new).status == 201)
        #expect(try platform.send(.post, "/v1/buyers", new).status == 409)
        let signIn = try platform.send(
            .post, "/v1/buyers/sessions",
            ["merchant": "shop", "email": "bo@example.org", "password": "a long password"])
        let token = try #require(platform.json(signIn)["token"]?.string)
        let me = try platform.json(platform.send(.get, "/v1/me", bearer: token))
        #expect(me["email"] == "bo@example.org")
        let edited = try platform.send(
            .put, "/v1/me", ["name": "Beau", "country": "FR"], bearer: token)
        #expect(try platform.json(edited)["name"] == "Beau")
        let home: JSON = ["name": "Beau", "line1": "1 Rue", "city": "Paris", "country": "FR"]
        let added = try platform.send(.post, "/v1/me/addresses", home, bearer: token)
        #expect(added.status == 201)
        let list = try platform.json(platform.send(.get, "/v1/me/addresses", bearer: token))
        #expect(list["items"]?.array == [try platform.json(added)])
        let id = try #require(platform.json(added)["id"]?.integer)
        #expect(
            try platform.send(.delete, "/v1/me/addresses/\(id)", bearer: token).status == 204)
        let wrong = try platform.send(
            .put, "/v1/me/password",
            ["current_password": "x", "new_password": "another password"], bearer: token)
        #expect(wrong.status == 422)
        let seen = try platform.json(
            platform.send(.get, "/v1/buyers?search=beau", bearer: platform.owner))
        #expect(seen["items"]?.array?.count == 1)
    }

    @Test func `answers to attempts say how many are left`() throws {
        let platform = try Platform()
        let policy = try #require(HTTPField.Name("RateLimit-Policy"))
        let limit = try #require(HTTPField.Name("RateLimit"))
        func guess(_ password: String) throws -> Reply {
            try platform.send(
                .post, "/v1/sessions", ["email": "Owner@shop.test", "password": .string(password)])
        }
        let right = try guess("a long password")
        #expect(right.status == 201)
        #expect(right.headers[policy] == #""account";q=5;w=3600, "address";q=30;w=3600"#)
        #expect(right.headers[limit] == #""account";r=5;t=3600, "address";r=30;t=3600"#)
        for left in (0..<5).reversed() {
            let wrong = try guess("wrong password")
            #expect(wrong.status == 401)
            #expect(wrong.headers[limit]?.hasPrefix("\"account\";r=\(left);t=") == true)
        }
        let refused = try guess("wrong password")
        let wait = try #require(refused.headers[.retryAfter])
        #expect(refused.status == 429)
        #expect(
            refused.headers[limit]?.hasPrefix("\"account\";r=0;t=\(wait), \"address\";r=25;t=")
                == true)
        let bodies: [(String, JSON)] = [
            ("/v1/buyers/sessions", ["merchant": "shop", "email": "a@b.test", "password": "x"]),
            (
                "/v1/buyers",
                [
                    "merchant": "shop", "email": "a@b.test", "password": "a long password",
                    "name": "A", "country": "GB",
                ]
            ),
        ]
        for (path, body) in bodies {
            let reply = try platform.send(.post, path, body)
            #expect(reply.headers[policy]?.contains(#""address";q=30;w=3600"#) == true, "\(path)")
            #expect(reply.headers[limit]?.contains(#""address";r="#) == true, "\(path)")
        }
        let other = try platform.send(.get, "/v1/account", bearer: platform.owner)
        #expect(other.status == 200 && other.headers[policy] == nil)
    }

    @Test func `the document names the headers of operations whose rate is limited`() throws {
        let platform = try Platform()
        let paths = try #require(OpenAPIDocument.make(platform.operations, version: "1")["paths"])
        var limited: [String] = []
        for operation in platform.operations {
            let method = operation.method.rawValue.lowercased()
            let answers = paths[operation.path]?[method]?["responses"]
            let named = ["\(operation.success.status)", "401", "422", "429"].filter {
                answers?[$0]?["headers"]?["RateLimit"] != nil
                    && answers?[$0]?["headers"]?["RateLimit-Policy"] != nil
            }
            #expect(named.count == (operation.limits == nil ? 0 : 4), "\(operation.id)")
            if operation.limits != nil { limited.append(operation.id) }
        }
        #expect(
            limited.sorted() == [
                "changeOwnPassword", "changePassword", "signIn", "signInBuyer", "signUp",
            ])
    }

    @Test func `operators make merchants, owners make keys`() throws {
        let platform = try Platform()
        let made = try platform.send(
            .post, "/v1/merchants", ["slug": "new", "name": "New", "currency": "EUR"],
            bearer: platform.owner)
        #expect(made.status == 201)
        let id = try #require(platform.json(made)["id"]?.integer)
        #expect(
            try platform.send(.get, "/v1/merchants/\(id)", bearer: platform.owner).status == 200)
        let key = try platform.send(
            .post, "/v1/api-keys", ["name": "robot", "role": "viewer"], bearer: platform.owner)
        #expect(key.status == 201)
        let secret = try #require(platform.json(key)["secret"]?.string)
        #expect(try platform.send(.get, "/v1/account", bearer: secret).status == 200)
        #expect(try platform.send(.get, "/v1/staff", bearer: secret).status == 403)
        let number = try #require(platform.json(key)["key"]?["id"]?.integer)
        let revoked = try platform.send(
            .delete, "/v1/api-keys/\(number)", bearer: platform.owner)
        #expect(revoked.status == 204)
        #expect(try platform.send(.get, "/v1/account", bearer: secret).status == 401)
    }

    @Test func `each answer has the form that the document declares`() throws {
        let platform = try Platform()
        let paths = [
            "/v1/roles", "/v1/merchants", "/v1/merchants/1", "/v1/staff", "/v1/staff/1",
            "/v1/api-keys", "/v1/api-keys/1", "/v1/audit", "/v1/sessions", "/v1/account",
        ]
        for path in paths {
            let pattern = path.split(separator: "/").map(String.init)
            let operation = try #require(
                platform.operations.first { operation in
                    let parts = operation.path.split(separator: "/").map(String.init)
                    return operation.method == .get && parts.count == pattern.count
                        && zip(parts, pattern).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
                })
            let reply = try platform.send(.get, path, bearer: platform.owner)
            #expect(reply.status == operation.success.status)
            let errors = try operation.success.schema?.errors(in: platform.json(reply))
            #expect(errors == [], "\(path)")
        }
    }
}
