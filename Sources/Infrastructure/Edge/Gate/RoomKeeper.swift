internal import Primitives
internal import Service
internal import Synchronization
internal import WaitingRoom

/// The waiting rooms of an edge node, shared by its threads.
final class RoomKeeper: Sendable {
    /// What a room does with a request.
    enum Outcome {
        /// No room stands there.
        case none
        /// It goes on; what it carries is used up by it where that is said.
        case through(cookies: [String], use: PassUse?)
        case answer(Reply, cookies: [String])
    }

    private struct Slot {
        var room: EdgeRoom
        let notice: RoomNotice
        let pages: RoomPages
    }

    private struct State {
        var slots: [RoomID: Slot] = [:]
        var isTold = false
    }

    private let state = Mutex(State())
    private let isIdle = Atomic<Bool>(true)
    private let hasRooms = Atomic<Bool>(false)
    private let guardedPaths: [String]
    let edge: EdgeID
    /// Larger at each start.
    let incarnation: UInt64
    private let clock: any WallClock

    init(_ options: EdgeOptions, clock: any WallClock) {
        guardedPaths = options.guardedPaths
        edge = EdgeID(options.number)
        incarnation = UInt64(clamping: clock.now().rawValue)
        self.clock = clock
        isIdle.store(options.guardedPaths.isEmpty, ordering: .releasing)
    }

    private var moment: Moment {
        Moment(
            wall: clock.now(), ticks: Int64(clamping: clock.monotonicNanoseconds() / 1_000_000))
    }

    /// The rooms that there are, as the center tells them.
    func take(_ document: JSON?, tickets: TicketSeals) {
        guard let list = document?.array else { return }
        let notices = list.compactMap { RoomNotice($0) }
        state.withLock { state in
            state.isTold = true
            var slots: [RoomID: Slot] = [:]
            for notice in notices {
                let id = notice.settings.id
                if let known = state.slots[id], known.notice == notice {
                    slots[id] = known
                    continue
                }
                slots[id] = Slot(
                    room: EdgeRoom(
                        notice.settings, seals: tickets, edge: edge, incarnation: incarnation),
                    notice: notice,
                    pages: RoomPages(
                        notice.settings, checkPath: Self.root + "\(id)/draw"))
            }
            state.slots = slots
            isIdle.store(slots.isEmpty && guardedPaths.isEmpty, ordering: .releasing)
        }
        hasRooms.store(true, ordering: .releasing)
    }

    /// Whether the center has told which rooms there are, though there may be none.
    var isTold: Bool { hasRooms.load(ordering: .acquiring) }

    /// Whether nobody gets there before the center has told its rooms.
    func isGuarded(_ path: ArraySlice<UInt8>) -> Bool {
        guard !guardedPaths.isEmpty else { return false }
        return isGuarded(String(decoding: path, as: UTF8.self))
    }

    private func isGuarded(_ path: String) -> Bool {
        guardedPaths.contains { RoomScope.path($0).fit(path: path) != nil }
    }

    /// Whether nobody ever waits here.
    var areIdle: Bool { isIdle.load(ordering: .acquiring) }

    static let root = Gate.root + "rooms/"

    // MARK: The line to the center

    /// What to tell the center of each room now.
    func reports() -> [(room: RoomID, report: EdgeReport)] {
        let now = moment
        return state.withLock { state in
            state.slots.keys.sorted().compactMap { id in
                state.slots[id]?.room.report(at: now).paired(with: id)
            }
        }
    }

    /// Takes an answer of the center in.
    func take(_ grant: CenterGrant, for id: RoomID) {
        let now = moment
        state.withLock { state in _ = state.slots[id]?.room.take(grant, at: now) }
    }

    /// Forgets whom the room let in, after a use of the pass.
    func leave(_ use: PassUse) {
        state.withLock { $0.slots[use.pass.room]?.room.leave(use.pass.holder) }
    }

    // MARK: Requests

    /// Decides on a request by its path.
    func judge(
        _ request: RequestHead, _ path: ArraySlice<UInt8>, _ caller: RoomCaller
    ) -> Outcome {
        guard !isIdle.load(ordering: .acquiring) else { return .none }
        let text = String(decoding: path, as: UTF8.self)
        let now = moment
        return state.withLock { state in
            let best = state.slots.values.compactMap { slot in
                slot.notice.fit(text).map { (fit: $0, id: slot.notice.settings.id) }
            }.max { $0.fit < $1.fit }
            if let best {
                return Self.poll(&state.slots[best.id], request, text, caller, at: now)
            }
            return !state.isTold && isGuarded(text)
                ? .answer(RoomPages.closed(caller.language, path: text), cookies: []) : .none
        }
    }

    /// Decides on an order with units of a sale.
    func judge(sale: SaleID, _ request: RequestHead, _ caller: RoomCaller) -> Outcome {
        guard !isIdle.load(ordering: .acquiring) else { return .none }
        let now = moment
        return state.withLock { state in
            guard let id = state.slots.first(where: { $0.value.notice.sale == sale })?.key else {
                return .none
            }
            return Self.poll(&state.slots[id], request, nil, caller, at: now)
        }
    }

    /// The state of a room for an app, and the page that checks a draw.
    func answer(
        _ request: RequestHead, _ path: ArraySlice<UInt8>, _ query: Query, _ caller: RoomCaller
    ) -> (Reply, cookies: [String])? {
        let parts = path.dropFirst(Self.root.utf8.count).split(separator: 0x2F)
        guard let first = parts.first,
            let number = UInt32(String(decoding: first, as: UTF8.self)), parts.count <= 2,
            first.elementsEqual("\(number)".utf8)
        else { return nil }
        let id = RoomID(number)
        let now = moment
        return state.withLock { state in
            guard state.slots[id] != nil, let notice = state.slots[id]?.notice else { return nil }
            if parts.count == 2 {
                guard parts[1].elementsEqual("draw".utf8) else { return nil }
                let page = CheckDrawPage(notice.settings)
                let (code, seed) = (query["code"], state.slots[id]?.room.seed)
                guard caller.wantsPage else {
                    return (.json(page.document(code: code, seed: seed)), [])
                }
                return (
                    page.page(
                        code: code, seed: seed, caller.language, path: Self.root + "\(id)/draw"),
                    []
                )
            }
            guard let (answer, cookies) = Self.ask(&state.slots[id], request, caller, at: now)
            else { return nil }
            return (.json(RoomDocument.document(answer, notice.settings)), cookies)
        }
    }

    private static func ask(
        _ slot: inout Slot?, _ request: RequestHead, _ caller: RoomCaller, at now: Moment
    ) -> (RoomAnswer, cookies: [String])? {
        guard var held = slot else { return nil }
        slot = nil
        defer { slot = held }
        let settings = held.notice.settings
        let presenter = Presenter(
            buyer: caller.buyer.map { .buyer($0.merchant, $0.buyer, salt: settings.salt) },
            device: .device(caller.device, salt: settings.salt))
        let answer = held.room.poll(
            presenter, ticket: caller.ticket(settings.id), pass: caller.pass(settings.id), at: now)
        var cookies: [String] = []
        func set(_ name: String, _ value: String, _ milliseconds: Int64) {
            cookies.append(
                GateCookies.line(
                    "\(name)\(settings.id)", value, seconds: Int(milliseconds / 1000),
                    isSecure: request.isSecure))
        }
        switch answer {
        case .admitted(_, let text):
            set(GateCookies.pass, text, settings.passLifetimeMilliseconds)
        case .waiting(let view):
            set(GateCookies.ticket, view.ticket, settings.ticketLifetimeMilliseconds)
        case .refused, .dismissed:
            set(GateCookies.ticket, "", 0)
        case .inside, .unidentified: break
        }
        return (answer, cookies)
    }

    /// - Parameter path: nil for an order of an app, which always uses a pass up.
    private static func poll(
        _ slot: inout Slot?, _ request: RequestHead, _ path: String?, _ caller: RoomCaller,
        at now: Moment
    ) -> Outcome {
        guard let (answer, cookies) = ask(&slot, request, caller, at: now), let slot else {
            return .none
        }
        let uses = request.method == .post && (path.map { slot.notice.isCheckout($0) } ?? true)
        switch answer {
        case .inside(let pass), .admitted(let pass, _):
            return .through(cookies: cookies, use: uses ? PassUse(pass: pass) : nil)
        case .waiting, .dismissed, .refused, .unidentified:
            return .answer(reply(answer, slot, path, caller, now.wall), cookies: cookies)
        }
    }

    private static func reply(
        _ answer: RoomAnswer, _ slot: Slot, _ path: String?, _ caller: RoomCaller,
        _ now: Timestamp? = nil
    ) -> Reply {
        let settings = slot.notice.settings
        guard let path, caller.wantsPage else {
            var members = RoomDocument.document(answer, settings).members ?? []
            let isOver = if case .dismissed = answer { true } else { false }
            var code = "waiting_room"
            if case .dismissed(let reason) = answer { code = reason.code }
            if case .refused(let fault) = answer { code = fault.rawValue }
            members.removeAll { $0.name == "room" }
            var retry: Int?
            if case .waiting(let view) = answer { retry = view.pollSeconds }
            return .problem(
                Problem(
                    isOver ? 409 : 403, code,
                    isOver
                        ? "The queue was sent home." : "Wait for your turn in the waiting room.",
                    retryAfterSeconds: retry,
                    extensions: [.init("room", JSON(settings.id.rawValue))]
                        + members.filter { $0.name != "reason" }))
        }
        switch answer {
        case .waiting(let view):
            return slot.pages.waiting(view, caller.language, path: path, at: now)
        case .dismissed(let reason):
            return slot.pages.dismissed(reason, caller.language, path: path)
        case .refused(let fault): return slot.pages.refused(fault, caller.language, path: path)
        case .inside, .admitted, .unidentified:
            return RoomPages.closed(caller.language, path: path)
        }
    }

    /// The page for somebody whose pass is not taken at the checkout.
    func refused(_ use: PassUse, _ fault: TicketFault, _ caller: RoomCaller, path: String)
        -> Reply
    {
        state.withLock { state in
            guard let slot = state.slots[use.pass.room] else {
                return .problem(.notFound("waiting room"))
            }
            return Self.reply(.refused(fault), slot, caller.wantsPage ? path : nil, caller)
        }
    }
}

extension EdgeReport {
    fileprivate func paired(with id: RoomID) -> (room: RoomID, report: EdgeReport) { (id, self) }
}
