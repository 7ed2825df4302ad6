import Identity
import Primitives
import Store
import Testing

/// Sessions of staff, their cookies, and their CSRF tokens.
@Suite struct SessionTests {
    @Test func `a session lasts while it is used, and seven days at most`() throws {
        let place = try Workplace()
        let session = try place.signedIn(.support)
        for _ in 0..<16 {
            place.clock.advance(seconds: 10 * 3600)
            #expect(try place.principal(cookie: session.token) == .staff(session.principal))
        }
        place.clock.advance(seconds: 10 * 3600)
        #expect(place.clock.now() > session.expires)
        #expect(try place.principal(cookie: session.token) == .nobody)
    }

    @Test func `a session that nobody uses for twelve hours ends`() throws {
        let place = try Workplace()
        let session = try place.signedIn(.support)
        place.clock.advance(seconds: 12 * 3600 - 1)
        #expect(try place.principal(cookie: session.token) != .nobody)
        place.clock.advance(seconds: 12 * 3600)
        #expect(try place.principal(cookie: session.token) == .nobody)
    }

    @Test func `a mutation by cookie wants the token of its form`() throws {
        let place = try Workplace()
        let session = try place.signedIn(.support)
        let other = try place.signedIn(.manager)
        for csrf in [nil, "", "x", other.csrf] {
            #expect(
                refusal {
                    _ = try place.principal(
                        cookie: session.token, csrf: csrf, isMutation: true)
                } == "403 csrf_token_missing")
        }
        #expect(
            try place.principal(cookie: session.token, csrf: session.csrf, isMutation: true)
                == .staff(session.principal))
    }

    @Test(arguments: ["", "x", String(repeating: "A", count: 43), "é", "sw_"])
    func `any other cookie is nobody's`(_ cookie: String) throws {
        let place = try Workplace()
        #expect(try place.principal(cookie: cookie) == .nobody)
    }

    @Test func `sessions end one by one, all at once, and by signing out`() throws {
        let place = try Workplace()
        let first = try place.signedIn(.support)
        let again = {
            try place.identity.signIn(
                email: "support@shop.test", password: Workplace.password, address: "b")
        }
        let (second, third) = (try again(), try again())
        let sessions = place.identity.sessions
        let listed = try sessions.list(of: first.principal.staff)
        #expect(listed.count == 3 && listed[0].address == "b")
        #expect(try !sessions.revoke(listed[0].id, of: place.owner))
        #expect(try sessions.revoke(listed[0].id, of: first.principal))
        #expect(try place.principal(cookie: third.token) == .nobody)
        try sessions.signOut(second.principal)
        #expect(try place.principal(cookie: second.token) == .nobody)
        #expect(try place.principal(cookie: first.token) != .nobody)
        try place.identity.staff.setDisabled(
            first.principal.staff, in: place.shop.id, to: true, by: .staff(place.owner))
        #expect(try place.principal(cookie: first.token) == .nobody)
        #expect(refusal { _ = try again() } == "401 wrong_credentials")
    }

    @Test func `the oldest of many sessions ends`() throws {
        let place = try Workplace()
        let first = try place.signedIn(.support)
        for _ in 0..<20 {
            _ = try place.identity.signIn(
                email: "support@shop.test", password: Workplace.password, address: "b")
        }
        #expect(try place.principal(cookie: first.token) == .nobody)
        #expect(try place.identity.sessions.list(of: first.principal.staff).count == 20)
    }

    @Test func `the cookie is out of reach of scripts and other sites`() {
        let cookie = SessionCookie.set("abc", isSecure: true, maximumAgeSeconds: 60)
        #expect(
            cookie == "spillway_session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure")
        #expect(SessionCookie.clear(isSecure: false).contains("Max-Age=0"))
        #expect(SessionCookie.token(inHeader: "a=b; spillway_session=abc; c") == "abc")
        #expect(SessionCookie.token(inHeader: "xspillway_session=abc") == nil)
    }

    @Test func `no secret of a session or key lies in the file`() throws {
        let place = try Workplace()
        let session = try place.signedIn(.support)
        let key = try place.identity.apiKeys.make(name: "k", role: .viewer, by: place.owner)
        let store = try Store(StoreConfiguration(.sqlite(path: place.path)))
        for (table, secret) in [("session", session.token), ("api_key", key.secret)] {
            try store.read { connection throws(StoreError) in
                try connection.query("SELECT secret FROM \(table)") { row throws(StoreError) in
                    #expect(try row.blob(0).count == 32)
                    #expect(try row.blob(0) != Array(secret.utf8))
                }
            }
        }
        try store.close()
    }
}
