import Center
import Identity
import Service
import Testing

/// A wall display where nobody signs in: an API key in its address becomes a cookie.
@Suite(.serialized) struct ScreenTokenTests {
    private static let paths = [
        "/screen", "/screen/events",
        "/screen/replay?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z",
    ]

    private static func key(_ role: Role, _ place: Marketplace, as party: Marketplace.Party) throws
        -> String
    {
        let made = try place.make(
            "POST", "/v1/api-keys", ["name": "wall", "role": .string(role.rawValue)], as: party)
        return try #require(made["secret"]?.string)
    }

    /// What a browser does with the address of a wall; gives the cookie that it sends on.
    private static func enter(_ key: String, _ place: Marketplace) throws -> String? {
        let path = "/screen?from=2020-01-01T00%3A00%3A00Z&token=\(key)"
        let answer = try place.web.ask("GET", path)
        #expect(answer.status == 303)
        #expect(answer.headers["referrer-policy"] == "no-referrer")
        #expect(answer.headers["cache-control"] == "no-store")
        let next = answer.headers["location"]
        #expect(next?.contains(key) == false && !answer.text.contains(key))
        guard let set = answer.headers["set-cookie"] else {
            #expect(next == "/screen?refused=1")
            let page = try place.web.ask("GET", next ?? "", [("Accept", "text/html")])
            #expect(page.status == 403 && page.text.contains("opens no screen"))
            return nil
        }
        #expect(next == "/screen?from=2020-01-01T00%3A00%3A00Z")
        #expect(set.hasPrefix("spillway_wall=\(key); Path=/screen; HttpOnly; SameSite=Lax"))
        return String(set.prefix { $0 != ";" })
    }

    @Test func `a key opens the screen where its role may see figures`() throws {
        let place = try Marketplace()
        defer { place.close() }
        for role in Role.allCases {
            let key = try Self.key(role, place, as: place.owner)
            let cookie = try Self.enter(key, place)
            #expect((cookie != nil) == RoleTable.permits(role, .statisticsRead), "\(role)")
            let sent = cookie ?? "spillway_wall=" + key
            for path in Self.paths {
                let answer = try place.web.ask("GET", path, [("Cookie", sent)])
                #expect(answer.status == (cookie == nil ? 403 : 200), "\(role) \(path)")
                #expect(!answer.text.contains(key))
            }
        }
        let strangers = [
            place.buyer.bearer, place.foreigner.bearer, "sw_" + String(repeating: "0", count: 64),
            "x",
        ]
        for key in strangers { #expect(try Self.enter(#require(key), place) == nil) }
    }

    @Test func `a wall ends with its key, and no stream takes one from its address`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let made = try place.make(
            "POST", "/v1/api-keys", ["name": "gone", "role": "analyst"], as: place.owner)
        let secret = try #require(made["secret"]?.string)
        for path in Self.paths.dropFirst() {
            let join = path.contains("?") ? "&" : "?"
            #expect(try place.web.ask("GET", path + join + "token=" + secret).status == 401)
        }
        let cookie = try #require(try Self.enter(secret, place))
        #expect(try place.web.ask("GET", "/screen", [("Cookie", cookie)]).status == 200)
        // It is for the screen alone.
        #expect(try place.web.ask("GET", "/v1/api-keys", [("Cookie", cookie)]).status == 401)
        #expect(try place.web.ask("GET", "/console", [("Cookie", cookie)]).status == 303)
        let number = made["key"]?["id"]?.integer ?? 0
        #expect(try place.api("DELETE", "/v1/api-keys/\(number)", as: place.owner).status == 204)
        for path in Self.paths {
            #expect(try place.web.ask("GET", path, [("Cookie", cookie)]).status == 401, "\(path)")
        }
        // Who signs in there sees their own.
        let both = "\(place.owner.cookie ?? ""); \(cookie)"
        #expect(try place.web.ask("GET", "/screen", [("Cookie", both)]).status == 200)
    }

    @Test func `another merchant's key shows nothing of this one`() throws {
        let place = try Marketplace()
        defer { place.close() }
        /// The page, and the first event of each stream.
        func seen(_ party: Marketplace.Party) throws -> String {
            let key = try Self.key(.analyst, place, as: party)
            let cookie = [("Cookie", try #require(try Self.enter(key, place)))]
            var text = try place.web.ask("GET", "/screen", cookie).text
            let stream = try place.web.open("GET", "/screen/events", cookie)
            defer { stream.close() }
            _ = try #require(stream.read(upTo: "\r\n\r\n"))
            text += try #require(stream.read(upTo: "\n\n"))
            return text
        }
        let own = try seen(place.owner)
        let theirs = try seen(place.outsider)
        #expect(own.contains("Online Retail") && own.contains(Marketplace.mark))
        #expect(theirs.contains("Rival"))
        for word in ["Online Retail", Marketplace.mark, Marketplace.secret] {
            #expect(!theirs.contains(word), "\(word)")
        }
    }

    @Test func `what cannot be replayed is said, and today's figures are not shown instead`() throws
    {
        let place = try Marketplace()
        defer { place.close() }
        let key = try Self.key(.analyst, place, as: place.owner)
        let cookie = [("Cookie", "spillway_wall=" + key), ("Accept", "text/html")]
        for (query, name) in [
            ("from=", "from"), ("from=yesterday", "from"), ("from=2099-01-01T00:00:00Z", "from"),
            ("from=2020-01-01T00:00:00Z&to=2020-02-02T00:00:00Z", "to"),
            ("from=2020-01-01T00:00:00Z&to=2019-01-01T00:00:00Z", "to"),
            ("from=2020-01-01T00:00:00Z&to=soon", "to"),
            ("from=2020-01-01T00:00:00Z&speed=0", "speed"),
            ("from=2020-01-01T00:00:00Z&speed=fast", "speed"),
        ] {
            for path in ["/screen?", "/screen/replay?"] {
                let answer = try place.web.ask("GET", path + query, cookie)
                #expect(answer.status == 422, "\(path + query): \(answer.status)")
                #expect(answer.text.contains("query:" + name), "\(path + query): \(answer.text)")
            }
        }
        let chinese = try place.web.ask("GET", "/screen?lang=zh&from=2099-01-01T00:00:00Z", cookie)
        #expect(chinese.status == 422 && chinese.text.contains("必须早于现在"), "\(chinese.text)")
        // Long ago without an end: 31 days of it.
        let past = try place.web.ask("GET", "/screen?from=2020-01-01T00:00:00Z", cookie)
        #expect(past.status == 200 && past.text.contains(#"<p id="gmv" class="huge s7">0</p>"#))
        #expect(past.text.contains(#"<dd id="orders">0</dd>"#), "\(past.text)")
        let today = try place.web.ask("GET", "/screen", cookie)
        #expect(!today.text.contains(#"<dd id="orders">0</dd>"#), "\(today.text)")
    }
}
