internal import Primitives
internal import Service
internal import WaitingRoom

/// What the gate does before the center was heard for the first time since the start: the edge
/// knows no waiting room yet, so whatever buys waits, or is told to come again.
extension Gate {
    /// Whether it is known which rooms there are; true for an edge that has no center to hear.
    var isHeard: Bool { !isOfCenter || rooms.isTold }

    /// What is done with a request for which a room may stand; nil where it may go on.
    ///
    /// - Parameter original: the request as it came, with the cookies of the edge.
    func unheard(
        _ request: RequestHead, _ original: RequestHead, _ path: ArraySlice<UInt8>,
        _ caller: GateCaller, _ visit: GateVisit, isSecond: Bool, isSlow: Bool
    ) -> GateVerdict? {
        guard !isHeard else { return nil }
        let isPurchase =
            request.method == .post
            && (path.elementsEqual("/v1/orders".utf8)
                || path.suffix(Self.checkout.count).elementsEqual(Self.checkout))
        guard isPurchase || rooms.isGuarded(path) else { return nil }
        guard
            request.method.isIdempotent || request.fields.contains(.idempotencyKey)
                || Self.isForm(request)
        else { return GateAnswer.verdict(notHeard(request, caller)) }
        let pass = GatePass(cookies: [], isSlow: isSlow)
        pass.hearing = GateHearing(request: original, visit: visit, isSecond: isSecond)
        return .pass(pass)
    }

    /// Judges a request that waited, with the keys and the rooms that the center has told by now.
    /// The shield has let it pass before.
    func judge(heard hearing: GateHearing, isSlow: Bool) -> (RequestHead, GateVerdict) {
        var request = hearing.request
        let now = clock.now()
        let seals = currentSeals
        let caller = hearing.visit.caller(
            request.fields, isSecond: hearing.isSecond, seals, now: now)
        if let rest = caller.rest { request.fields = rest }
        let verdict = judge(
            request, Self.path(of: request), caller, hearing.visit, seals, now, isSlow: isSlow, [])
        return (request, verdict)
    }

    /// What somebody is told who cannot wait, or waited for too long.
    func notHeard(_ request: RequestHead, _ caller: GateCaller) -> Reply {
        let path = String(decoding: Self.path(of: request).prefix(2048), as: UTF8.self)
        guard !caller.wantsPage else { return RoomPages.closed(caller.language, path: path) }
        return .problem(
            Problem(
                503, "center_not_heard",
                "This edge has just started and has not heard its center yet: send the same "
                    + "again shortly, with an Idempotency-Key to be held meanwhile.",
                retryAfterSeconds: 2))
    }

    private static let checkout = Array("/checkout".utf8)

    /// Whether the body may hold a key, as the forms of a checkout do.
    static func isForm(_ request: RequestHead) -> Bool {
        request.fields.first(.contentType)?.prefix(33).matches("application/x-www-form-urlencoded")
            ?? false
    }
}

/// A request that waits until the center was heard.
struct GateHearing {
    /// As it came, with the edge's own cookies.
    var request: RequestHead
    var visit: GateVisit
    var isSecond: Bool
}
