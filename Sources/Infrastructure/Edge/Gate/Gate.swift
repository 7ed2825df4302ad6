internal import HTTPTypes
internal import IPLibrary
internal import NIOCore
internal import Primitives
internal import Seals
internal import Service
internal import Shield
internal import Synchronization
internal import WaitingRoom

/// What every request passes before the cache sees it: the shield, then the waiting rooms.
final class Gate: Sendable {
    let news = SaleNews()
    let shield: ShieldDesk?
    let clock: any WallClock
    private let seals: Mutex<GateSeals>
    private let random: Mutex<SeededRandom>
    let isOfCenter: Bool
    /// Whether rooms, guards and orders are known by their paths, which must then be canonical.
    private let decidesByPath: Bool
    private let watchesLoopback: Bool
    let rooms: RoomKeeper
    private let seen = Mutex(SeenKeys())
    /// Pages that ask for work, by difficulty, of which there are two, and language.
    private let forms = Mutex<[[UInt8]: (ResponseHead, ChallengeForm)]>([:])
    /// Refusals as they were written: of four codes and sixty seconds, as pages or not.
    private let refusals = Mutex<[ShieldRefusal: (ResponseHead, ByteBuffer)]>([:])
    private let spender = Mutex<Spender?>(nil)

    /// What the center says of a pass.
    enum Spending { case taken, refused(TicketFault), unreachable }

    /// Asks the center to use a pass up.
    typealias Spender =
        @Sendable (PassUse, _ key: String, @escaping @Sendable (Spending) -> Void) -> Void

    /// Where the edge answers by itself.
    static let root = "/_edge/"
    private static let proofPath = root + "proof"
    private static let deviceSeconds = 90 * 86_400

    /// - Throws: `IPLibraryError` for a library that cannot be read.
    init(_ options: EdgeOptions, clock: any WallClock, metrics: Metrics, seed: UInt64)
        throws(IPLibraryError)
    {
        self.clock = clock
        isOfCenter = options.centerToken != nil
        decidesByPath = isOfCenter || !options.guardedPaths.isEmpty
        watchesLoopback = options.shield?.watchesLoopback ?? false
        rooms = RoomKeeper(options, clock: clock)
        var random = SeededRandom(seed: seed ^ 0x6761_7465)
        var secret: [UInt8] = []
        for _ in 0..<4 { BigEndian.append(random.next(), to: &secret) }
        guard let seals = GateSeals(secret: secret) else {
            preconditionFailure("32 bytes make a key")
        }
        self.seals = Mutex(seals)
        let shieldSecret = random.next()
        self.random = Mutex(random)
        shield = try options.shield.map { shield throws(IPLibraryError) in
            try ShieldDesk(
                shield, connections: options.connections, clock: clock, metrics: metrics,
                secret: shieldSecret)
        }
    }

    /// The keys that the center tells.
    func take(keys document: JSON?) {
        guard let made = GateSeals(document) else { return }
        seals.withLock { $0 = made }
    }

    /// The rooms that the center tells.
    func take(rooms document: JSON?) {
        rooms.take(document, tickets: seals.withLock { $0 }.tickets)
    }

    /// Names who asks the center.
    func setSpender(_ spender: @escaping Spender) { self.spender.withLock { $0 = spender } }

    func spend(
        _ use: PassUse, key: String, done: @escaping @Sendable (Spending) -> Void
    ) {
        guard let spender = spender.withLock({ $0 }) else { return done(.unreachable) }
        spender(use, key, done)
    }

    /// Whether an order with this key went through here before; it has from now on.
    func remember(_ request: RequestHead) -> Bool {
        guard let name = Self.orderName(request) else { return false }
        return seen.withLock { $0.insert(name) }
    }

    /// The order did not go through.
    func forget(_ request: RequestHead) {
        if let name = Self.orderName(request) { seen.withLock { $0.remove(name) } }
    }

    private static func orderName(_ request: RequestHead) -> Int? {
        guard let key = request.fields.first(.idempotencyKey) else { return nil }
        var hasher = Hasher()
        hasher.combine(Array(key))
        hasher.combine(request.fields.first(.authorization).map { Array($0) })
        return hasher.finalize()
    }

    /// Once a second.
    func tick() { shield?.tick() }

    /// Knows a connection by its client's address.
    func visit(_ client: ClientAddress) -> GateVisit {
        GateVisit(
            client, shield?.library,
            ticks: Int64(clamping: clock.monotonicNanoseconds() / 1_000_000))
    }

    /// The keys that count now.
    var currentSeals: GateSeals { seals.withLock { $0 } }

    /// Decides on a request, and takes out of it what is between the client and the edge alone.
    func judge(_ request: inout RequestHead, _ visit: GateVisit, isSecond: Bool) -> GateVerdict {
        let now = clock.now()
        let seals = currentSeals
        let caller = visit.caller(request.fields, isSecond: isSecond, seals, now: now)
        let original = request
        if let rest = caller.rest { request.fields = rest }
        let path = Self.path(of: request)
        var cookies: [String] = []
        let finding =
            decidesByPath
            ? CanonicalPath.find(path, keepsLastSlash: !isOfCenter) : .canonical
        if case .canonical = finding {
            if path.count >= 2, path[path.startIndex + 1] == 0x5F,
                path.starts(with: Self.root.utf8)
            {
                return own(request, path, caller, visit, seals, now)
            }
            if isOfCenter, path.starts(with: "/v1/edge/".utf8) {
                return GateAnswer.verdict(.problem(.notFound("page")))
            }
        }
        var isSlow = false
        if let shield {
            let verdict = shield.decide(
                traits(request, path, caller, visit),
                isSpared: visit.isLocal && !watchesLoopback, at: now)
            switch verdict {
            case .pass: break
            case .slow: isSlow = true
            case .challenge(let bits, _):
                return challenge(bits, request, caller, visit, seals, now)
            case .refuse(let seconds, let reason):
                return refuse(seconds, reason, caller)
            }
        }
        // The shield counts these too; nothing behind it ever sees them.
        if let verdict = Self.rewrite(finding, request, path) { return verdict }
        if let verdict = unheard(
            request, original, path, caller, visit, isSecond: isSecond, isSlow: isSlow)
        {
            return verdict
        }
        if shield != nil {
            if caller.device == nil, caller.wantsPage, request.method == .get {
                cookies.append(mint(caller, visit, seals, isSecure: request.isSecure, now: now))
            }
        }
        return judge(request, path, caller, visit, seals, now, isSlow: isSlow, cookies)
    }

    /// The waiting rooms, behind the shield.
    func judge(
        _ request: RequestHead, _ path: ArraySlice<UInt8>, _ caller: GateCaller,
        _ visit: GateVisit, _ seals: GateSeals, _ now: Timestamp, isSlow: Bool, _ cookies: [String]
    ) -> GateVerdict {
        let isOrder =
            isOfCenter && request.method == .post && path.elementsEqual("/v1/orders".utf8)
        let isPlain = !isOrder && rooms.areIdle
        if isPlain, !isSlow, cookies.isEmpty { return .pass(nil) }
        let pass = GatePass(cookies: cookies, isSlow: isSlow)
        if isPlain { return .pass(pass) }
        let (person, given) = person(caller, visit, seals, request, now)
        var through: [String]?
        switch rooms.judge(request, path, person) {
        case .none: break
        case .through(let set, let use):
            through = set
            if let use { pass.duty = GateDuty(use: use, caller: person) }
        case .answer(let reply, let set):
            return GateAnswer.verdict(reply, cookies: (cookies.isEmpty ? given : cookies) + set)
        }
        if let through { pass.cookies += through + (cookies.isEmpty ? given : []) }
        if isOrder {
            pass.duty = GateDuty(use: pass.duty?.use, isOrder: true, caller: person)
        }
        return .pass(pass)
    }

    /// Who asks, with a device token for whoever has none; and the cookie that gives it.
    private func person(
        _ caller: GateCaller, _ visit: GateVisit, _ seals: GateSeals, _ request: RequestHead,
        _ now: Timestamp
    ) -> (RoomCaller, cookies: [String]) {
        var given: [String] = []
        var device = caller.device
        if device == nil {
            given = [mint(caller, visit, seals, isSecure: request.isSecure, now: now)]
            device = visit.minted?.name
        }
        func shown(_ name: String) -> String? {
            request.fields.values(named: Array(name.utf8)).first.map {
                String(decoding: $0.prefix(200), as: UTF8.self)
            }
        }
        let person = RoomCaller(
            buyer: caller.buyer, device: device ?? Token128(high: 0, low: 0),
            cookies: caller.cookies, shownTicket: shown("x-spillway-ticket"),
            shownPass: shown("x-spillway-pass"), wantsPage: caller.wantsPage,
            language: caller.language)
        return (person, given)
    }

    static func path(of request: RequestHead) -> ArraySlice<UInt8> {
        request.target.prefix { $0 != 0x3F }
    }

    private func traits(
        _ request: RequestHead, _ path: ArraySlice<UInt8>, _ caller: GateCaller,
        _ visit: GateVisit
    ) -> RequestTraits {
        let isCheckout =
            request.method == .post
            && (path.elementsEqual("/v1/orders".utf8)
                || path.suffix(9).elementsEqual("/checkout".utf8))
        return RequestTraits(
            identity: caller.identity, deviceAgeSeconds: caller.deviceAgeSeconds,
            prefix: visit.prefix, operatorID: visit.operatorID, networkKind: visit.kind,
            agent: caller.agent,
            path: TraitHash.pathClass(bytes: path),
            fingerprint: caller.fingerprint, isCheckout: isCheckout,
            clearanceBits: caller.clearanceBits)
    }

    /// A device token for a newcomer: one for each connection.
    private func mint(
        _ caller: GateCaller, _ visit: GateVisit, _ seals: GateSeals, isSecure: Bool,
        now: Timestamp
    ) -> String {
        let text: String
        if let minted = visit.minted {
            text = minted.text
        } else {
            let name = random.withLock { Token128(high: $0.next(), low: $0.next()) }
            text = seals.devices.text(DeviceToken(name: name, agent: caller.agent, issued: now))
            visit.minted = (name, text)
        }
        return GateCookies.line(
            GateCookies.device, text, seconds: Self.deviceSeconds, isSecure: isSecure)
    }

    // MARK: Answers of its own

    private func challenge(
        _ bits: UInt8, _ request: RequestHead, _ caller: GateCaller, _ visit: GateVisit,
        _ seals: GateSeals, _ now: Timestamp
    ) -> GateVerdict {
        let challenge = Challenge(
            binding: ClientBinding(prefix: visit.prefix, agent: caller.agent),
            nonce: random.withLock { $0.next() }, issued: now, bits: bits)
        let text = seals.proofs.text(challenge)
        let next =
            request.method == .get
            ? String(decoding: request.target.prefix(2048), as: UTF8.self) : "/"
        guard !caller.wantsPage else {
            var (head, form) = page(bits, caller.language)
            let body = form.body(text, next: next)
            head.length = Int64(body.count)
            return .answer(head, ByteBuffer(bytes: body))
        }
        return GateAnswer.verdict(
            .json(
                ChallengePage.document(text, bits: bits), status: 429,
                headers: [.retryAfter: "\(ProofSeals.waitSeconds)"]))
    }

    /// The page that asks for work, as it was written for these before.
    private func page(_ bits: UInt8, _ language: Language) -> (ResponseHead, ChallengeForm) {
        let isChinese = language == .chinese
        if let known = forms.withLock({ $0[[bits, isChinese ? 1 : 0]] }) { return known }
        let form = ChallengeForm(bits: bits, language, answerPath: Self.proofPath)
        let (head, _) = GateAnswer.make(form.reply)
        forms.withLock { $0[[bits, isChinese ? 1 : 0]] = (head, form) }
        return (head, form)
    }

    private func refuse(_ seconds: Int, _ reason: Verdict.Reason, _ caller: GateCaller)
        -> GateVerdict
    {
        let form = ShieldRefusal(
            seconds: seconds, code: reason.code, isPage: caller.wantsPage,
            isChinese: caller.language == .chinese)
        // A flood is told the same thousands of times a second: it is written once.
        if let (head, body) = refusals.withLock({ $0[form] }) { return .answer(head, body) }
        let (head, body) = GateAnswer.make(form.reply)
        refusals.withLock { $0[form] = (head, body) }
        return .answer(head, body)
    }

    /// Paths that the edge answers by itself.
    private func own(
        _ request: RequestHead, _ path: ArraySlice<UInt8>, _ caller: GateCaller,
        _ visit: GateVisit, _ seals: GateSeals, _ now: Timestamp
    ) -> GateVerdict {
        let query = Query(
            String(decoding: request.target.dropFirst(path.count + 1).prefix(8192), as: UTF8.self))
        if path.starts(with: RoomKeeper.root.utf8), request.method == .get {
            let (person, given) = person(caller, visit, seals, request, now)
            if let (reply, cookies) = rooms.answer(request, path, query, person) {
                return GateAnswer.verdict(reply, cookies: given + cookies)
            }
        }
        guard path.elementsEqual(Self.proofPath.utf8), request.method == .get else {
            return GateAnswer.verdict(.problem(.notFound("page")))
        }
        let binding = ClientBinding(prefix: visit.prefix, agent: caller.agent)
        let challenge = query["challenge"] ?? ""
        let clearance: Clearance
        do throws(ProofFault) {
            if let answer = query["answer"], !answer.isEmpty {
                clearance = try seals.proofs.clearance(
                    challenge: challenge, answer: answer, of: binding, now: now)
            } else {
                clearance = try seals.proofs.clearance(
                    waitedFor: challenge, of: binding, now: now)
            }
        } catch {
            return GateAnswer.verdict(
                .problem(Problem(403, error.rawValue, "The proof is not taken: ask again.")))
        }
        visit.forget()
        let cookie = GateCookies.line(
            GateCookies.clearance, seals.proofs.text(clearance),
            seconds: Int(ProofSeals.clearanceMilliseconds / 1000), isSecure: request.isSecure)
        var next = query["next"] ?? "/"
        if !next.hasPrefix("/") || next.hasPrefix("//") || next.hasPrefix("/\\")
            || !next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        {
            next = "/"
        }
        return GateAnswer.verdict(.redirect(next), cookies: [cookie])
    }
}
