internal import NIOCore
internal import Primitives
internal import Service
internal import WaitingRoom

/// What the gate does when a request's body is there: it knows what is sold out, which sales a room
/// stands before, and uses passes up.
extension Gate {
    /// What comes of it.
    enum DutyOutcome {
        case goOn(cookies: [String])
        case answer(Reply, cookies: [String])
    }

    /// Does the duty; `done` is called on any thread, once.
    func perform(
        _ duty: GateDuty, _ request: RequestHead, _ body: ByteBuffer,
        done: @escaping @Sendable (DutyOutcome) -> Void
    ) {
        var use = duty.use
        var cookies: [String] = []
        if duty.isOrder {
            switch judge(order: body, request, duty.caller) {
            case .none: break
            case .through(let set, let found):
                cookies = set
                use = use ?? found
            case .answer(let reply, let set): return done(.answer(reply, cookies: set))
            }
        }
        guard let use else { return done(.goOn(cookies: cookies)) }
        let key = Self.key(request, body)
        let path = String(decoding: Self.path(of: request), as: UTF8.self)
        let caller = SendableCaller(caller: duty.caller)
        let set = cookies
        spend(use, key: key) { [self] outcome in
            switch outcome {
            case .taken:
                rooms.leave(use)
                done(.goOn(cookies: set))
            case .refused(let fault):
                let room = use.pass.room
                let gone = [GateCookies.ticket, GateCookies.pass].map {
                    GateCookies.line("\($0)\(room)", "", seconds: 0, isSecure: request.isSecure)
                }
                done(
                    .answer(
                        rooms.refused(use, fault, caller.caller, path: path), cookies: gone))
            case .unreachable:
                done(
                    .answer(
                        caller.caller.wantsPage
                            ? RoomPages.closed(caller.caller.language, path: path)
                            : .problem(
                                Problem(
                                    503, "center_unreachable",
                                    "The shop cannot be reached: send the same again shortly.",
                                    retryAfterSeconds: 2)), cookies: []))
            }
        }
    }

    /// Carries a caller into a callback: all of it is values.
    private struct SendableCaller: @unchecked Sendable {
        // @unchecked: the caller is a copy that nobody changes any more.
        let caller: RoomCaller
    }

    /// Looks at the lines of an order.
    private func judge(order body: ByteBuffer, _ request: RequestHead, _ caller: RoomCaller)
        -> RoomKeeper.Outcome
    {
        guard let document = try? JSONParser.parse(Array(body.readableBytesView)),
            let lines = document["lines"]?.array, document["rehearsal"]?.bool != true
        else { return .none }
        var outcome = RoomKeeper.Outcome.none
        // The first attempt may have gone through another edge, to which this one has no line.
        let isKnown = remember(request) || request.fields.contains(.idempotencyRetry)
        let now = clock.monotonicNanoseconds()
        for (index, line) in lines.prefix(100).enumerated() {
            guard let sale = line["sale"]?.integer.flatMap({ UInt32(exactly: $0) }),
                let sku = line["sku"]?.integer.flatMap({ UInt64(exactly: $0) })
            else { continue }
            // Who sends an order again asks what became of it, and that the center knows alone.
            if !isKnown, let refusal = news.refusal(.init(sale: sale, sku: sku), now: now) {
                forget(request)
                return .answer(Self.problem(refusal, line: index), cookies: [])
            }
            switch rooms.judge(sale: SaleID(sale), request, caller) {
            case .none: break
            case .through(let cookies, let use): outcome = .through(cookies: cookies, use: use)
            case .answer(let reply, let cookies):
                forget(request)
                return .answer(reply, cookies: cookies)
            }
        }
        return outcome
    }

    private static func problem(_ refusal: SaleNews.Refusal, line: Int) -> Reply {
        let words =
            switch refusal {
            case .soldOut: "This is sold out."
            case .notOpen: "This sale is not open yet."
            case .over: "This sale is over."
            }
        return .problem(
            Problem(
                409, refusal.rawValue, words,
                extensions: [
                    .init(
                        "decision",
                        [
                            "code": .string(refusal.rawValue), "line": JSON(line), "amount": 0,
                            "detail": 0, "order": nil,
                        ]), .init("told_by", "edge"),
                ]))
    }

    /// What names an attempt: the key of an app, or that of a form.
    static func key(_ request: RequestHead, _ body: ByteBuffer) -> String {
        if let key = request.fields.text(.idempotencyKey) { return String(key.prefix(120)) }
        let form = Query(String(decoding: body.readableBytesView.prefix(65_536), as: UTF8.self))
        return String((form["key"] ?? "").prefix(120))
    }
}
