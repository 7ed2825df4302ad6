import Center
import HTTPTypes
import Identity
import OpenPlatform
import Service
import Testing

/// What holds for every operation, by the list of them.
@Suite(.serialized) struct ConventionTests {
    /// What is only ever ended, or asks for what was there before.
    private static let withoutVersion: Set = [
        "endSession", "signOut", "changePassword", "changeOwnPassword", "revokeAPIKey",
        "removeAddress", "closeWaitingRoom",
    ]
    /// Each is a proof anew.
    private static let withoutKey: Set = ["signIn", "signInBuyer"]

    @Test func `edits name a version, creations a key, and both are described`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let paths = try place.web.ask("GET", "/openapi.json").json["paths"]
        for operation in place.center.operations {
            let method = operation.method.rawValue.lowercased()
            let said = paths?[operation.path]?[method]
            let headers = (said?["parameters"]?.array ?? []).filter { $0["in"] == "header" }
                .compactMap { $0["name"]?.string }
            if [.patch, .put, .delete].contains(operation.method) {
                let needs = !Self.withoutVersion.contains(operation.id)
                #expect(operation.needsVersion == needs, "\(operation.id)")
                #expect(headers.contains("If-Match") == needs, "\(operation.id)")
                #expect((said?["responses"]?["412"] != nil) == needs, "\(operation.id)")
            }
            if operation.method == .post, operation.success.status == 201 {
                let takes = !Self.withoutKey.contains(operation.id)
                #expect((operation.isCreation || operation.takesOwnKey) == takes, "\(operation.id)")
                #expect(headers.contains("Idempotency-Key") == takes, "\(operation.id)")
            }
            for status in ["429", "503"] {
                let answer = said?["responses"]?[status]
                #expect(answer?["headers"]?["Retry-After"] != nil, "\(operation.id) \(status)")
            }
        }
    }

    @Test func `the ways to say who one is are those that are taken`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let document = try place.web.ask("GET", "/openapi.json").json
        let schemes = document["components"]?["securitySchemes"]
        #expect(schemes?["session"]?["name"] == .string(SessionCookie.name))
        #expect(schemes?["csrf"]?["name"] == "X-CSRF-Token")
        func ways(_ path: String, _ method: String) -> [[String]] {
            (document["paths"]?[path]?[method]?["security"]?.array ?? []).map {
                ($0.members ?? []).map(\.name)
            }
        }
        #expect(ways("/v1/staff", "get") == [["apiKey"], ["session"]])
        #expect(ways("/v1/staff", "post") == [["apiKey"], ["session", "csrf"]])
        #expect(ways("/v1/orders", "get") == [["apiKey"], ["session"], ["buyerToken"]])
        #expect(ways("/v1/me", "get") == [["buyerToken"]])
        #expect(ways("/v1/roles", "get") == [])
        // And the console's cookie is one of them.
        let cookie = try #require(place.owner.cookie)
        let read = try place.web.ask("GET", "/v1/staff", [("Cookie", cookie)])
        #expect(read.status == 200)
        func add(_ headers: [(String, String)]) throws -> Int {
            let wish: JSON = ["email": "new@example.org", "name": "New", "role": "viewer"]
            return try place.web.ask(
                "POST", "/v1/staff",
                headers + [
                    ("Cookie", cookie), ("Content-Type", "application/json"),
                    ("Idempotency-Key", "k"),
                ], wish.bytes
            ).status
        }
        #expect(try add([]) == 403)
        #expect(try add([("X-CSRF-Token", place.owner.csrf)]) == 201)
        #expect(try add([("X-CSRF-Token", place.owner.csrf)]) == 201)
    }
}
