import Center
import Identity
import Service
import Testing

/// A wall display where nobody signs in: an API key in its address.
@Suite(.serialized) struct ScreenTokenTests {
    private static func paths(_ token: String) -> [String] {
        [
            "/screen?token=\(token)", "/screen/events?token=\(token)",
            "/screen/replay?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&token=\(token)",
        ]
    }

    @Test func `a key opens the screen where its role may see figures`() throws {
        let place = try Marketplace()
        defer { place.close() }
        for role in Role.allCases {
            let made = try place.make(
                "POST", "/v1/api-keys",
                ["name": "wall", "role": .string(role.rawValue)], as: place.owner)
            let token = try #require(made["secret"]?.string)
            let wanted = RoleTable.permits(role, .statisticsRead) ? 200 : 403
            for path in Self.paths(token) {
                #expect(try place.web.ask("GET", path).status == wanted, "\(role) \(path)")
            }
        }
        for party in [place.buyer, place.foreigner] {
            for path in Self.paths(try #require(party.bearer)) {
                #expect(try place.web.ask("GET", path).status == 403, "\(path)")
            }
        }
        for path in Self.paths("sw_" + String(repeating: "0", count: 64)) + Self.paths("x") {
            #expect(try place.web.ask("GET", path).status == 401, "\(path)")
        }
        let revoked = try place.make(
            "POST", "/v1/api-keys", ["name": "gone", "role": "analyst"], as: place.owner)
        let number = revoked["key"]?["id"]?.integer ?? 0
        #expect(
            try place.api("DELETE", "/v1/api-keys/\(number)", as: place.owner).status == 204)
        let secret = try #require(revoked["secret"]?.string)
        for path in Self.paths(secret) {
            #expect(try place.web.ask("GET", path).status == 401, "\(path)")
        }
    }

    @Test func `another merchant's key shows nothing of this one`() throws {
        let place = try Marketplace()
        defer { place.close() }
        func key(_ party: Marketplace.Party) throws -> String {
            let made = try place.make(
                "POST", "/v1/api-keys", ["name": "wall", "role": "analyst"], as: party)
            return try #require(made["secret"]?.string)
        }
        /// The page, and the first event of each stream.
        func seen(_ token: String) throws -> String {
            var text = try place.web.ask("GET", "/screen?token=\(token)").text
            let stream = try place.web.open("GET", "/screen/events?token=\(token)")
            defer { stream.close() }
            _ = try #require(stream.read(upTo: "\r\n\r\n"))
            text += try #require(stream.read(upTo: "\n\n"))
            return text
        }
        let own = try seen(key(place.owner))
        let theirs = try seen(key(place.outsider))
        #expect(own.contains("Online Retail") && own.contains(Marketplace.mark))
        #expect(theirs.contains("Rival"))
        for word in ["Online Retail", Marketplace.mark, Marketplace.secret] {
            #expect(!theirs.contains(word), "\(word)")
        }
    }
}
