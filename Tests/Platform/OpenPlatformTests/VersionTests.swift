import HTTPTypes
import Identity
import OpenPlatform
import Service
import Testing

/// Edits of people say which version they were made upon.
@Suite struct VersionTests {
    @Test func `a member of staff is edited upon the version that was read`() throws {
        let platform = try Platform()
        let made = try platform.send(
            .post, "/v1/staff", ["email": "nora@shop.test", "name": "Nora", "role": "support"],
            bearer: platform.owner)
        let id = try #require(platform.json(made)["staff"]?["id"]?.integer)
        let path = "/v1/staff/\(id)"
        let read = try platform.send(.get, path, bearer: platform.owner)
        #expect(read.headers[.eTag] == "\"1\"")
        func edit(_ body: JSON, match: String?) throws -> Reply {
            try platform.send(.patch, path, body, bearer: platform.owner, match: match)
        }
        #expect(try edit(["role": "viewer"], match: nil).status == 428)
        let edited = try edit(["role": "viewer", "is_disabled": true], match: "\"1\"")
        #expect(edited.status == 200 && edited.headers[.eTag] == "\"2\"")
        let late = try edit(["role": "manager", "is_disabled": false], match: "\"1\"")
        #expect(late.status == 412)
        let kept = try platform.json(platform.send(.get, path, bearer: platform.owner))
        #expect(kept["role"] == "viewer" && kept["is_disabled"] == true)
        // Both fields or none: the last owner stays, with the role.
        let last = try platform.send(
            .patch, "/v1/staff/1", ["role": "owner", "is_disabled": true], bearer: platform.owner)
        #expect(try platform.json(last)["code"] == "last_owner")
        #expect(try edit([:], match: "*").headers[.eTag] == "\"2\"")
    }

    @Test func `a buyer's profile is edited upon the version that was read`() throws {
        let platform = try Platform()
        let made = try platform.send(
            .post, "/v1/buyers",
            [
                "merchant": "shop", "email": "bo@example.org", "password": "a long password",
                "name": "Bo", "country": "GB",
            ])
        let token = try #require(platform.json(made)["token"]?.string)
        #expect(try platform.send(.get, "/v1/me", bearer: token).headers[.eTag] == "\"1\"")
        func edit(_ name: String, match: String?) throws -> Reply {
            try platform.send(
                .put, "/v1/me", ["name": .string(name), "country": "FR"], bearer: token,
                match: match)
        }
        #expect(try edit("Beau", match: nil).status == 428)
        #expect(try edit("Beau", match: "\"1\"").headers[.eTag] == "\"2\"")
        #expect(try edit("Bob", match: "\"1\"").status == 412)
        #expect(try edit("Bob", match: "*").headers[.eTag] == "\"3\"")
    }
}
