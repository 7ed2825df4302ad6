import Foundation
import HTTPTypes
import Identity
import OpenPlatform
import Primitives
import Service
import Testing

/// Creations that are sent again: nothing is made twice, and no secret is kept in clear.
@Suite struct KeyTests {
    @Test func `a key is made once, and its secret is shown again to whoever made it alone`() throws
    {
        let platform = try Platform()
        let wish: JSON = ["name": "robot", "role": "viewer"]
        func make(_ wish: JSON, bearer: String, key: String = "one") throws -> Reply {
            try platform.send(.post, "/v1/api-keys", wish, bearer: bearer, key: key)
        }
        let first = try make(wish, bearer: platform.owner)
        let secret = try #require(platform.json(first)["secret"]?.string)
        let again = try make(wish, bearer: platform.owner)
        #expect(again.status == 201 && again.bytes == first.bytes)
        #expect(again.headers[.cacheControl] == "no-store")
        let other = try make(["name": "other", "role": "viewer"], bearer: platform.owner)
        #expect(other.status == 409)
        #expect(try platform.json(other)["code"] == "key_reused")
        let list = try platform.json(
            platform.send(.get, "/v1/api-keys", bearer: platform.owner))
        #expect(list["items"]?.array?.count == 2)
        // The same key is another one for somebody else.
        let rivals = try make(wish, bearer: platform.rival)
        #expect(try platform.json(rivals)["secret"]?.string != secret)
        // By another key of the same owner it cannot be opened.
        let second = try platform.json(
            make(["name": "own", "role": "owner"], bearer: platform.owner, key: "two"))
        let own = try #require(second["secret"]?.string)
        #expect(try make(wish, bearer: own).status == 409)
        for suffix in ["", "-wal"] {
            let bytes = FileManager.default.contents(atPath: platform.kept + suffix) ?? Data()
            #expect(bytes.firstRange(of: Data(secret.utf8)) == nil)
        }
    }

    @Test func `staff and owners are added once, with the same random password`() throws {
        let platform = try Platform()
        let ways: [(String, JSON)] = [
            ("/v1/staff", ["email": "nora@shop.test", "name": "Nora", "role": "support"]),
            ("/v1/merchants/2/owners", ["email": "olaf@rival.test", "name": "Olaf"]),
        ]
        for (path, wish) in ways {
            let first = try platform.send(.post, path, wish, bearer: platform.owner, key: path)
            let again = try platform.send(.post, path, wish, bearer: platform.owner, key: path)
            #expect(first.status == 201 && again.bytes == first.bytes, "\(path)")
            let password = try #require(platform.json(first)["password"]?.string)
            for suffix in ["", "-wal"] {
                let bytes = FileManager.default.contents(atPath: platform.kept + suffix) ?? Data()
                #expect(bytes.firstRange(of: Data(password.utf8)) == nil)
            }
        }
        // What was refused leaves the key free.
        let taken: JSON = ["email": "nora@shop.test", "name": "N", "role": "support"]
        for _ in 0..<2 {
            let refused = try platform.send(
                .post, "/v1/staff", taken, bearer: platform.owner, key: "taken")
            #expect(try platform.json(refused)["code"] == "email_taken")
        }
        let missing = try platform.send(
            .post, "/v1/staff", taken, bearer: platform.owner, key: "")
        #expect(missing.status == 422)
    }

    @Test func `a new key for buyers' tokens is made once`() throws {
        let platform = try Platform()
        let path = "/v1/platform/buyer-token-keys"
        for _ in 0..<2 {
            let reply = try platform.send(.post, path, [:], bearer: platform.owner, key: "k")
            #expect(reply.status == 204 && reply.bytes.isEmpty)
            #expect(reply.headers[.contentType] == nil)
        }
        let log = try platform.json(platform.send(.get, "/v1/audit", bearer: platform.owner))
        let rotations = log["items"]?.array?.filter {
            $0["action"]?.string?.contains("otate") == true
        }
        #expect((rotations?.count ?? 0) <= 1)
    }

    @Test func `a sign-up that is sent again signs in, and nobody else`() throws {
        let platform = try Platform()
        func signUp(_ change: [JSON.Member] = [], key: String = "one") throws -> Reply {
            let usual: [JSON.Member] = [
                .init("merchant", "shop"), .init("email", "bo@example.org"),
                .init("password", "a long password"), .init("name", "Bo"), .init("country", "GB"),
            ]
            let members = usual.map { member in
                change.first { $0.name == member.name } ?? member
            }
            return try platform.send(.post, "/v1/buyers", .object(members), key: key)
        }
        let first = try signUp()
        let again = try signUp()
        #expect(first.status == 201 && again.status == 201)
        let (one, two) = (try platform.json(first), try platform.json(again))
        #expect(one["buyer"] == two["buyer"])
        let token = try #require(two["token"]?.string)
        #expect(try platform.send(.get, "/v1/me", bearer: token).status == 200)
        func code(_ reply: Reply) throws -> String? { try platform.json(reply)["code"]?.string }
        #expect(try code(signUp(key: "two")) == "email_taken")
        #expect(
            try code(signUp([.init("password", "another password")])) == "key_reused")
        #expect(try code(signUp([.init("name", "Bob")])) == "key_reused")
        // For another address the key is another one.
        #expect(try signUp([.init("email", "cy@example.org")]).status == 201)
    }
}
