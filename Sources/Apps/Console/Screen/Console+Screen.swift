internal import Boards
internal import HTTPTypes
package import Identity
internal import Primitives
package import Service
internal import Synchronization

extension Console {
    var screenRoutes: [Route] {
        [
            Route(.get, "/screen") { [self] request in try screen(request) },
            Route(.get, "/screen/replay") { [self] request in try replay(request) },
        ]
    }

    /// Who watches: a program with its key, a session, or a wall display with the key that it
    /// came with. Nil for nobody; throws 403 for whoever may not see figures.
    package func watcher(_ request: Request) throws -> StaffPrincipal? {
        var principal = try principal(request, bearer: request.bearer)
        if principal == .nobody, let key = request.cookie(WallCookie.name), !key.isEmpty {
            principal = try self.principal(request, bearer: key)
        }
        guard principal != .nobody else { return nil }
        return try principal.staff(.statisticsRead)
    }

    private func principal(_ request: Request, bearer: String?) throws -> Principal {
        try services.identity.authenticate(
            bearer: bearer, sessionCookie: request.cookie(SessionCookie.name), csrf: nil,
            isMutation: false, address: request.address, now: request.receivedAt)
    }

    /// Exchanges the key of an address for a cookie, and leaves that address.
    private func enter(_ request: Request, _ key: String) throws -> Reply {
        let kept = request.query.pairs.filter { $0.name != "token" && $0.name != Self.refused }
            .map { ($0.name, Optional($0.value)) }
        var isTaken = true
        do { _ = try principal(request, bearer: key).staff(.statisticsRead) } catch is Problem {
            isTaken = false
        }
        var reply = Reply.redirect(
            isTaken ? Parts.address("/screen", kept) : "/screen?\(Self.refused)=1")
        Frame.guardPage(&reply)
        if let name = HTTPField.Name("Referrer-Policy") { reply.headers[name] = "no-referrer" }
        if isTaken {
            reply.headers[.setCookie] = WallCookie.set(key, isSecure: services.isSecure)
        }
        return reply
    }

    /// The parameter of the page that says that a key was refused.
    private static let refused = "refused"

    private func screen(_ request: Request) throws -> Reply {
        let t = Language.of(request)
        if let key = request.query["token"], !key.isEmpty { return try enter(request, key) }
        do {
            if request.query[Self.refused] != nil {
                throw Problem(
                    403, "key_refused",
                    t(
                        "That key opens no screen: take an API key of a role that sees figures, "
                            + "such as analyst, which was not revoked.",
                        "该密钥无法打开大屏：请使用可查看数据的角色（如分析）的有效 API 密钥。"))
            }
            guard let staff = try watcher(request) else {
                let query = request.query.pairs.map { ($0.name, Optional($0.value)) }
                let here = Parts.address("/screen", query)
                return .redirect(Parts.address("/console/sign-in", [("next", here)]))
            }
            let merchant = try services.identity.merchants.find(staff.merchant)
            let frame = services.boards.sales.frame(for: staff.merchant, at: request.receivedAt)
            let past = try request.query["from"].map { _ in try ReplaySpan(request) }
            return ScreenPage(
                request: request, t: t, merchant: staff.merchant,
                name: merchant?.name ?? "Spillway",
                frame: past.map { frame.blank(at: $0.from) } ?? frame, names: feed.names
            ).reply
        } catch let problem as Problem {
            return ProblemPage.make(problem, nil, t)
        }
    }

    private func replay(_ request: Request) throws -> Reply {
        guard let staff = try watcher(request) else { throw Problem.unauthorized }
        let span = try ReplaySpan(request)
        let count = replays.add(1, ordering: .relaxed).newValue
        guard count <= ScreenReplay.maximum else {
            replays.subtract(1, ordering: .relaxed)
            throw Problem(
                503, "busy", "\(ScreenReplay.maximum) replays run already: try again later.",
                retryAfterSeconds: 10)
        }
        return .events(
            ScreenReplay.stream(
                services, feed, merchant: staff.merchant, from: span.from, until: span.until,
                speed: span.speed,
                done: { [self] in replays.subtract(1, ordering: .relaxed) }))
    }
}
