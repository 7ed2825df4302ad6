internal import Foundation
internal import Histogram
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
package import Primitives
internal import Service

/// The load of a rehearsal, in a process of its own: visitors who come whether or not answers keep
/// up, through steering and the edge, over TLS and kept connections.
package final class SaleDriver: @unchecked Sendable {
    // @unchecked: after `init` everything is touched on the event loop alone.
    let plan: SalePlan
    let loop: any EventLoop
    let ledger: SaleLedger
    let clock: any WallClock
    var random: SeededRandom
    var open = 0
    var figures = DriveFigures()
    /// Whether somebody was told that the coupon's budget is used up.
    var couponIsGone = false
    private let group: MultiThreadedEventLoopGroup
    private let tokens: [String]
    private let tls: NIOSSLContext?
    private let guide: EdgeGuide
    private let provider: ConnectionPool
    private let tell: @Sendable (DriveFigures) -> Void
    private let done: EventLoopPromise<Void>
    private var arrivals: Arrivals
    private var pools: [WebTarget: ConnectionPool] = [:]
    private var later = LaterQueue()
    private var patience = PatienceQueue()
    private var unflushed: [WebConnection] = []
    private var number = 0
    private var latencies = Histogram<UInt64>(
        highestTrackableValue: 120_000_000, numberOfSignificantValueDigits: .two)
    private var floods: [FloodSource] = []
    private var second = 0
    private var task: RepeatedTask?
    private var isStopping = false

    /// How long an errand with a key is asked again before it is given up: on a machine that is too
    /// slow for the load its answer is late, but it comes.
    private static let giveUpNanoseconds: UInt64 = 60_000_000_000
    /// Opened ahead to every node, as by buyers who wait for the opening with the page before them:
    /// a wall of TLS handshakes would be measured in place of the sale.
    private static let warmConnections = 192
    /// What is begun later than this after it was due is the generator's own delay.
    private static let lateNanoseconds: UInt64 = 100_000_000
    private var patienceNanoseconds: UInt64 {
        UInt64(plan.profile.habits.patienceSeconds * 1e9)
    }

    /// Reads the plan at `path`.
    ///
    /// - Parameter tell: told of every second.
    package init(
        plan path: String, clock: any WallClock = SystemClock(),
        tell: @escaping @Sendable (DriveFigures) -> Void
    ) throws(RehearsalError) {
        self.clock = clock
        self.tell = tell
        do {
            plan = try JSONDecoder().decode(
                SalePlan.self, from: Data(contentsOf: URL(filePath: path)))
            tls = try Self.context(plan)
            tokens = try String(contentsOfFile: plan.tokens, encoding: .utf8)
                .split(separator: "\n").map(String.init)
        } catch {
            throw RehearsalError(.file, "the plan \(path) cannot be used: \(error)")
        }
        ledger = try SaleLedger(path: plan.ledger, begins: plan.beginsAt, clock: clock)
        var random = SeededRandom(seed: plan.loadSeed)
        arrivals = Arrivals(
            plan.profile, day: plan.day, begins: plan.beginsAt, random: random.split())
        self.random = random.split()
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        loop = group.next()
        done = loop.makePromise()
        guide = EdgeGuide(plan, on: loop)
        provider = ConnectionPool(
            WebTarget(host: "127.0.0.1", port: plan.providerPort), on: loop, tls: nil,
            serverName: nil)
    }

    /// Drives the whole run.
    package func run() throws(RehearsalError) {
        loop.execute { [self] in
            guide.onNode = { [self] node in pool(node).warm(Self.warmConnections) }
            for fault in plan.profile.faults where fault.kind == .flood {
                guard let tls else { continue }
                floods.append(FloodSource(fault, plan, on: loop, tls: tls, random: random.split()))
            }
            comeToRoom()
            task = loop.scheduleRepeatedTask(
                initialDelay: .zero, delay: .milliseconds(1)
            ) { [self] _ in tick() }
        }
        try? done.futureResult.wait()
        try? group.syncShutdownGracefully()
        guard open == 0 else {
            throw RehearsalError(.process, "\(open) errands came to no end")
        }
        if ledger.hasFailed {
            throw RehearsalError(.file, "the ledger \(plan.ledger) could not be written")
        }
    }

    /// What TLS is spoken by; nil where a deployment is spoken to without.
    private static func context(_ plan: SalePlan) throws -> NIOSSLContext? {
        guard plan.against?.isSecure != false else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if !plan.authority.isEmpty { configuration.trustRoots = .file(plan.authority) }
        configuration.applicationProtocols = ["http/1.1"]
        return try NIOSSLContext(configuration: configuration)
    }

    /// Begins nothing more, and ends when what was sent has its answer; from any thread.
    package func stop() { loop.execute { [self] in isStopping = true } }

    /// When the last phase ends.
    var endsAt: UInt64 { arrivals.endsAt }

    private func tick() {
        let now = clock.monotonicNanoseconds()
        guide.step()
        // Connections are opened ahead of the first request.
        guard now >= plan.beginsAt else { return }
        if isStopping { forgetPlans() }
        while !isStopping, let (kind, due) = arrivals.next(until: now) {
            let begun = clock.monotonicNanoseconds()
            figures.behind = max(figures.behind, Double(begun - due) / 1e6)
            figures.due += 1
            if begun - due > Self.lateNanoseconds { figures.late += 1 }
            for errand in errands(kind, due) { start(errand) }
        }
        while let errand = later.next(until: now) { send(errand) }
        for flood in floods { flood.step(now, guide.node(for: 0), begins: plan.beginsAt) }
        ledger.flush()
        for connection in unflushed { connection.flush() }
        unflushed.removeAll(keepingCapacity: true)
        let passed = Int((now - plan.beginsAt) / 1_000_000_000)
        if passed > second { endSecond(passed) }
        patience.hangUp(now)
        let isOver = (isStopping || now > arrivals.endsAt) && open == 0 && later.isEmpty
        if isOver || now > arrivals.endsAt + 2 * Self.giveUpNanoseconds { finish() }
    }

    /// Lets go of what nobody was asked for yet.
    private func forgetPlans() { open -= later.removeAll { $0.attempts == 0 } }

    private func finish() {
        guard let task else { return }
        self.task = nil
        endSecond(second + 1)
        ledger.flush()
        task.cancel()
        done.succeed()
    }

    private func endSecond(_ next: Int) {
        figures.second = second
        figures.open = open
        figures.p50 = Double(latencies.valueAtPercentile(50)) / 1000
        figures.p99 = Double(latencies.valueAtPercentile(99)) / 1000
        for flood in floods {
            let counts = flood.takeCounts()
            figures.flood += counts.sent
            figures.floodThrough += counts.through
            if counts.sent > 0 {
                ledger.flooded(
                    sent: counts.sent, through: counts.through, refused: counts.refused,
                    lost: counts.lost)
            }
        }
        ledger.behind(
            nanoseconds: UInt64(figures.behind * 1e6), due: figures.due, late: figures.late)
        tell(figures)
        figures = DriveFigures()
        latencies.reset()
        second = next
    }

    // MARK: Errands

    /// Begins an errand; it counts until it has its final answer or is given up.
    func start(_ errand: Errand) {
        open += 1
        send(errand)
    }

    /// Begins an errand at a later moment.
    func start(_ errand: Errand, at moment: UInt64) {
        open += 1
        later.add(errand, at: moment)
    }

    private func pool(_ node: WebTarget) -> ConnectionPool {
        if let pool = pools[node] { return pool }
        let name = plan.serverName.isEmpty ? nil : plan.serverName
        let pool = ConnectionPool(node, on: loop, tls: tls, serverName: name)
        pools[node] = pool
        return pool
    }

    private func send(_ errand: Errand) {
        if errand.kind == .choose {
            return provider.take { [self] in write(errand, on: $0, from: provider, of: nil) }
        }
        guard let node = guide.node(for: errand.place) else { return failed(errand, after: 0.1) }
        let pool = pool(node)
        pool.take { [self] in write(errand, on: $0, from: pool, of: node) }
    }

    private func write(
        _ errand: Errand, on connection: WebConnection?, from pool: ConnectionPool,
        of node: WebTarget?
    ) {
        guard let connection else {
            if let node { guide.failed(node) }
            return failed(errand, after: 0.05)
        }
        let now = clock.monotonicNanoseconds()
        guard now < errand.due + Self.giveUpNanoseconds else {
            // It stood in line for too long.
            pool.give(connection)
            return failed(errand, after: 0)
        }
        errand.attempts += 1
        if errand.attempts > 1 { figures.again += 1 }
        number += 1
        let number = number
        figures.sent += 1
        ledger.willSend(number, errand)
        patience.add(connection, number, until: now + patienceNanoseconds)
        connection.write(
            request(errand), number: number, keepsBody: errand.kind.isKeyed || errand.kind == .wait
        ) { [self] answer in
            pool.give(connection)
            guard let answer else {
                ledger.lost(number)
                if let node { guide.failed(node) }
                return failed(errand, after: 0.02)
            }
            figures.answers += 1
            take(answer, to: errand, number)
        }
        unflushed.append(connection)
    }

    /// How requests name the shop.
    private var host: String { plan.against == nil ? plan.serverName : plan.host }

    private func request(_ errand: Errand) -> ByteBuffer {
        var fields = [("user-agent", "Mozilla/5.0 (rehearsal)")]
        if errand.kind != .page, errand.kind != .salePage, errand.kind != .choose {
            fields.append(("authorization", "Bearer " + tokens[errand.buyer - 1]))
        }
        if plan.against != nil { fields.append(("spillway-rehearsal", "1")) }
        if let proof = errand.proof { fields.append((proof.field, proof.text)) }
        if !errand.key.isEmpty { fields.append(("idempotency-key", errand.key)) }
        // Another edge than the first cannot know what became of it.
        if !errand.key.isEmpty, errand.attempts > 1 { fields.append(("idempotency-retry", "1")) }
        if errand.body != nil {
            let type =
                errand.kind == .choose ? "application/x-www-form-urlencoded" : "application/json"
            fields.append(("content-type", type))
        }
        return WebRequest.bytes(
            errand.body == nil ? "GET" : "POST", errand.path,
            host: errand.kind == .choose ? "127.0.0.1:\(plan.providerPort)" : host,
            fields: fields, body: errand.body)
    }

    /// An answer that is not final, or none: asks again in a while, or gives up.
    func failed(_ errand: Errand, after seconds: Double) {
        let now = clock.monotonicNanoseconds()
        // A browser asks once more for a page; a program asks by its key until it knows.
        let limit = errand.kind.isStubborn ? Int.max : 3
        guard now < errand.due + Self.giveUpNanoseconds, errand.attempts < limit else {
            figures.errors += 1
            ledger.gaveUp(errand)
            open -= 1
            return
        }
        let wait = seconds * Double.random(in: 0.5...1.5, using: &random)
        later.add(errand, at: now + UInt64(wait * 1e9))
    }

    /// The final answer came.
    func settled(_ errand: Errand) {
        open -= 1
        latencies.record(
            min((clock.monotonicNanoseconds() &- errand.due) / 1000, 120_000_000))
    }
}
