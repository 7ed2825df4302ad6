internal import Boards
internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service
internal import Synchronization

extension Console {
    var screenRoutes: [Route] {
        [
            Route(.get, "/screen") { [self] request in try screen(request) },
            Route(.get, "/screen/replay") { [self] request in try replay(request) },
        ]
    }

    /// Who watches: a session, or a read-only API key in the address of a wall display.
    private func watcher(_ request: Request) throws -> StaffPrincipal? {
        let token = request.query["token"] ?? request.bearer
        let principal = try services.identity.authenticate(
            bearer: token.flatMap { $0.isEmpty ? nil : $0 },
            sessionCookie: token == nil ? request.cookie(SessionCookie.name) : nil, csrf: nil,
            isMutation: false, address: request.address, now: request.receivedAt)
        guard principal != .nobody else { return nil }
        return try principal.staff(.statisticsRead)
    }

    private func screen(_ request: Request) throws -> Reply {
        let t = Language.of(request)
        do {
            guard let staff = try watcher(request) else {
                let query = request.query.pairs.map { ($0.name, Optional($0.value)) }
                let here = Parts.address("/screen", query)
                return .redirect(Parts.address("/console/sign-in", [("next", here)]))
            }
            let merchant = try services.identity.merchants.find(staff.merchant)
            return ScreenPage(
                request: request, t: t, merchant: staff.merchant,
                name: merchant?.name ?? "Spillway",
                frame: services.boards.sales.frame(for: staff.merchant, at: request.receivedAt),
                names: feed.names
            ).reply
        } catch let problem as Problem {
            return ProblemPage.make(problem, nil, t)
        }
    }

    private func replay(_ request: Request) throws -> Reply {
        guard let staff = try watcher(request) else { throw Problem.unauthorized }
        guard let from = request.query["from"].flatMap({ Timestamp(rfc3339: $0) }) else {
            throw Problem.field("query:from", "must be a time such as 2026-11-11T00:00:00Z")
        }
        let until = request.query["to"].flatMap { Timestamp(rfc3339: $0) } ?? request.receivedAt
        let length = until.rawValue.subtractingReportingOverflow(from.rawValue)
        guard !length.overflow, (1...ScreenReplay.maximumMilliseconds).contains(length.partialValue)
        else { throw Problem.field("query:to", "must be within 31 days after from") }
        let speed = request.query["speed"].flatMap { Int($0) } ?? 1
        guard (1...10_000).contains(speed) else {
            throw Problem.field("query:speed", "must be 1 to 10000")
        }
        let count = replays.add(1, ordering: .relaxed).newValue
        guard count <= ScreenReplay.maximum else {
            replays.subtract(1, ordering: .relaxed)
            throw Problem(
                503, "busy", "\(ScreenReplay.maximum) replays run already: try again later.",
                retryAfterSeconds: 10)
        }
        return .events(
            ScreenReplay.stream(
                services, feed, merchant: staff.merchant, from: from, until: until, speed: speed,
                done: { [self] in replays.subtract(1, ordering: .relaxed) }))
    }
}
