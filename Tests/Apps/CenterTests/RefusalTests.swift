import Center
import Foundation
import Identity
import Service
import Testing

/// Refusals that pass say when to come back, whoever makes the answer.
@Suite(.serialized) struct RefusalTests {
    /// More than the market itself makes.
    private static let signUps = 8
    private static let visitor = String(repeating: "7c", count: 32)

    private static func form(_ web: Web, _ path: String, _ fields: String) throws -> Web.Answer {
        let csrf = CSRFToken.of(visitor)
        return try web.ask(
            "POST", path,
            [
                ("Cookie", "spillway_visitor=" + visitor),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ], Array("csrf=\(csrf)&\(fields)".utf8))
    }

    private static func check(_ said: Web.Answer, _ what: String) {
        #expect(said.status == 429, "\(what): \(said.text.prefix(300))")
        let wait = said.headers["retry-after"].flatMap { Int($0) } ?? 0
        #expect(wait > 0, "\(what)")
        #expect(said.headers["ratelimit"]?.contains(";r=0;t=") == true, "\(what)")
        #expect(said.headers["ratelimit-policy"]?.contains(";q=") == true, "\(what)")
    }

    @Test func `429 of pages and API carries Retry-After and RateLimit`() throws {
        let place = try Marketplace { $0.identity.throttle.firstDelay = 300_000 }
        defer { place.close() }
        let guess = "email=buyer%40example.org&password=a+wrong+password"
        let staff = "email=owner%40localhost.localdomain&password=a+wrong+password"
        // The fifth failure is the last one without a wait.
        func last(_ attempt: () throws -> Web.Answer) rethrows -> Web.Answer {
            var said = try attempt()
            for _ in 0..<8 where said.status != 429 { said = try attempt() }
            return said
        }
        Self.check(
            try last { try Self.form(place.web, "/shop/online-retail/sign-in", guess) },
            "the store's page")
        Self.check(
            try last { try Self.form(place.web, "/console/sign-in", staff) }, "the console's page")
        Self.check(
            try last {
                try place.web.ask(
                    "POST", "/v1/buyers/sessions", [("Content-Type", "application/json")],
                    Array(
                        (#"{"merchant":"rival","email":"foreigner@example.org","#
                            + #""password":"a wrong password"}"#).utf8))
            }, "the API")
    }

    @Test func `sign-ups from one address are slowed on pages and by the API alike`() throws {
        let place = try Marketplace {
            $0.identity.signUps.burstOfAddress = Self.signUps
            $0.identity.signUps.intervalOfAddress = 3_600_000
        }
        defer { place.close() }
        var refused: Web.Answer?
        for number in 0...Self.signUps {
            let said = try place.api(
                "POST", "/v1/buyers",
                [
                    "merchant": "online-retail", "email": .string("b\(number)@example.org"),
                    "password": "correct horse", "name": "B", "country": "GB",
                ], as: .init())
            guard said.status != 201 else { continue }
            refused = said
            break
        }
        Self.check(try #require(refused), "the API")
        let page = try Self.form(
            place.web, "/shop/online-retail/sign-up",
            "email=more%40example.org&password=correct+horse&name=B&country=GB")
        Self.check(page, "the store's page")
    }

    @Test func `503 of the streams' limit carries Retry-After`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let bearer = [("Authorization", "Bearer " + (place.buyer.bearer ?? ""))]
        var streams: [WebStream] = []
        defer { for stream in streams { stream.close() } }
        for _ in 0..<4 {
            let stream = try place.web.open("GET", "/v1/events", bearer)
            _ = try stream.answer()
            streams.append(stream)
        }
        let said = try place.web.ask("GET", "/v1/events", bearer)
        #expect(said.status == 503 && said.json["code"] == "too_many_listeners")
        #expect(said.headers["retry-after"] == "10")
    }
}
