internal import NIOCore
internal import NIOPosix
internal import Primitives
internal import Service
internal import WaitingRoom

/// The edge's line to the center: hears what to purge and what is sold out. Belongs to one event
/// loop.
///
/// It comes again by itself, with the last message that it heard; where the center does not go on
/// from there, it says what to purge.
final class CenterLink {
    private let core: EdgeCore
    private let loop: any EventLoop
    private let token: String
    private let gate: Gate
    private var stream: LinkStream?
    private var lastID = ""
    private var turn = 0
    private var ticks: RepeatedTask?
    private var isStopped = false
    private var connectingSince: NIODeadline?
    private var heardAt = NIODeadline.now()
    private var reporting: Set<UInt32> = []
    private var turnOfReports = 0
    private var spending = 0
    private var isTelling = false
    /// Views of the report under way, and its number.
    private var untoldViews: [UInt32: Int] = [:]
    private var viewReports: UInt64 = 0

    /// Uses of passes that are under way at most.
    private static let maximumSpending = 1000
    /// Looks at the clock from one report of a room to the next.
    private static let ticksOfReport = 3
    /// Looks at the clock from one message of views to the next.
    private static let ticksOfViews = 10

    /// How long the line may be silent before it is taken for dead.
    private static let silence = TimeAmount.milliseconds(1000)

    init(_ core: EdgeCore, _ loop: any EventLoop, token: String, gate: Gate) {
        self.core = core
        self.loop = loop
        self.token = token
        self.gate = gate
    }

    func start() {
        let bound = NIOLoopBound(self, eventLoop: loop)
        ticks = loop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(100)) { _ in
            bound.value.tick()
        }
        let loop = loop
        gate.setSpender { use, key, done in
            loop.execute {
                let link = bound.value
                let until = NIODeadline.now() + .seconds(link.core.options.holdSeconds)
                link.spend(use, key, until: until, done)
            }
        }
    }

    /// Uses a pass up; while the center is away the use waits, as the order behind it would.
    private func spend(
        _ use: PassUse, _ key: String, until: NIODeadline,
        _ done: @escaping @Sendable (Gate.Spending) -> Void
    ) {
        guard spending < Self.maximumSpending, let address = center else {
            return done(.unreachable)
        }
        spending += 1
        let pass = use.pass
        let body: JSON = [
            "kind": JSON(pass.holder.kind.rawValue), "holder": .string("\(pass.holder.code)"),
            "joined": JSON(pass.joined.rawValue), "serial": .string("\(pass.serial)"),
            "key": .string(key),
        ]
        LinkCall.send(
            "/v1/edge/rooms/\(pass.room)/uses", body, token: token, to: address, on: loop,
            limits: core.options.limits
        ) { [self] status, document in
            spending -= 1
            switch (status, document?["outcome"]?.string) {
            case (200, "accepted"?), (200, "repeated"?), (404, _): done(.taken)
            case (200, "refused"?):
                let reason = document?["reason"]?.string.flatMap { TicketFault(rawValue: $0) }
                done(.refused(reason ?? .unknown))
            default:
                guard NIODeadline.now() < until, !isStopped else { return done(.unreachable) }
                loop.assumeIsolated().scheduleTask(in: .milliseconds(200)) {
                    self.spend(use, key, until: until, done)
                }
            }
        }
    }

    /// The center that is asked: the one that is heard.
    private var center: OriginAddress? {
        core.origins.isEmpty
            ? nil : core.origins[max(0, turn - 1) % core.origins.count].address
    }

    private func report() {
        guard let address = center else { return }
        for (room, report) in gate.rooms.reports() where !reporting.contains(room.rawValue) {
            reporting.insert(room.rawValue)
            LinkCall.send(
                "/v1/edge/rooms/\(room)/reports", RoomMessages.document(report), token: token,
                to: address, on: loop, limits: core.options.limits
            ) { [self] status, document in
                reporting.remove(room.rawValue)
                guard status == 200, let grant = document.flatMap({ RoomMessages.grant($0) })
                else { return }
                gate.rooms.take(grant, for: room)
            }
        }
    }

    /// Tells which pages the cache showed. What was not answered goes again as it was, under its
    /// number: a report whose answer was lost counts once.
    private func tellViews() {
        guard !isTelling, let address = center else { return }
        if untoldViews.isEmpty {
            untoldViews = core.views.take()
            guard !untoldViews.isEmpty else { return }
            viewReports += 1
        }
        isTelling = true
        let items = untoldViews.sorted { $0.key < $1.key }.map { merchant, count -> JSON in
            ["merchant": JSON(merchant), "count": JSON(count)]
        }
        let rooms = gate.rooms
        let body: JSON = [
            "edge": JSON(rooms.edge.rawValue), "incarnation": .string("\(rooms.incarnation)"),
            "number": .string("\(viewReports)"), "views": .array(items),
        ]
        LinkCall.send(
            "/v1/edge/views", body, token: token, to: address, on: loop,
            limits: core.options.limits
        ) { [self] status, _ in
            isTelling = false
            // What a center does not take as it is, it never will.
            if status == 204 || status == 422 { untoldViews = [:] }
        }
    }

    func stop() {
        isStopped = true
        ticks?.cancel()
        stream?.close()
    }

    private func tick() {
        let now = NIODeadline.now()
        turnOfReports += 1
        if turnOfReports.isMultiple(of: Self.ticksOfReport), !gate.rooms.areIdle { report() }
        if turnOfReports.isMultiple(of: Self.ticksOfViews) { tellViews() }
        if stream != nil {
            if now - heardAt > Self.silence { stream?.close() }
        } else if connectingSince.map({ now - $0 > .seconds(2) }) ?? true {
            connect()
        }
    }

    private func connect() {
        guard !core.origins.isEmpty, !isStopped else { return }
        connectingSince = .now()
        let address = core.origins[turn % core.origins.count].address
        turn += 1
        let origin = Origin(address, failures: 1, restMilliseconds: 1)
        let limits = core.options.limits
        ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(500))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        OriginConnection(origin, limits))
                }
            }
            .connect(host: address.host, port: address.port)
            .assumeIsolated().whenComplete { result in
                self.connectingSince = nil
                guard case .success(let channel) = result, !self.isStopped,
                    let connection = try? channel.pipeline.syncOperations.handler(
                        type: OriginConnection.self)
                else { return }
                self.heardAt = .now()
                let stream = LinkStream(connection, self)
                self.stream = stream
                stream.ask(token: self.token, host: "\(address)", after: self.lastID)
            }
    }

    /// Bytes came.
    func heard() {
        heardAt = .now()
        gate.news.hear(at: core.clock.monotonicNanoseconds())
    }

    /// The stream is over.
    func ended(_ stream: LinkStream, because trouble: String?) {
        guard self.stream === stream else { return }
        self.stream = nil
        gate.news.lose()
        if let trouble { core.options.onTrouble(trouble) }
    }

    /// A message of the center.
    func take(_ message: FeedReader.Message) {
        lastID = message.id
        guard let document = try? JSONParser.parse(message.data) else { return }
        switch message.kind {
        case "state":
            purge(document["purge"])
            gate.news.takeAll(document)
            gate.take(keys: document["keys"])
            gate.take(rooms: document["rooms"])
        case "purge": purge(document["tags"])
        case "stock": gate.news.takeStock(document)
        case "sale": gate.news.takeSale(document)
        case "rooms": gate.take(rooms: document)
        default: break
        }
    }

    private func purge(_ tags: JSON?) {
        for tag in tags?.array ?? [] {
            guard let tag = tag.string else { continue }
            core.ledger.purge(tag: Array(tag.utf8))
            core.figures.purges.add()
        }
    }
}
