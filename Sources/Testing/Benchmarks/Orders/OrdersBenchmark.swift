internal import Foundation
internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

/// Measures the order engine: `spillway bench orders`.
package struct OrdersBenchmark {
    /// Seconds of each flood.
    package var seconds: Double
    /// Ends within 45 seconds, with coarser figures.
    package var isQuick: Bool
    /// The rivals to run beside.
    package var rivals: Set<Rival>
    /// The measures to take; empty for all.
    package var only: Set<Group>
    private let clock = SystemClock()
    private let say: (String) -> Void

    /// Who can run beside.
    package enum Rival: String, Sendable, CaseIterable {
        case redis, postgres
    }

    /// What is measured together.
    package enum Group: String, Sendable, CaseIterable {
        case durable, start, hot, baskets, lone, open
    }

    /// Describes a benchmark; `say` is told what is under way.
    package init(
        isQuick: Bool, rivals: Set<Rival>, only: Set<Group> = [], say: @escaping (String) -> Void
    ) {
        self.isQuick = isQuick
        self.rivals = rivals
        self.only = only
        self.say = say
        seconds = isQuick ? 3 : 20
    }

    /// Takes all measures, in a temporary folder of their own under `folder`.
    package func run(in folder: String) throws -> BenchReport {
        let root = folder + "/orders-bench-\(getpid())"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        var report = BenchReport(name: "orders", date: clock.now())
        report.settings = settings
        // An open loop runs at half of what the flood reached, and a start wants the flood's
        // journal.
        if wants(.durable) || wants(.start) || wants(.open) {
            let flood = try measureDurable(root, &report)
            if wants(.start) { try measureStart(root, orders: flood.orders, &report) }
            remove(root + "/durable")
            if wants(.open) { try measureOpenLoop(root, rate: flood.rate, &report) }
        }
        if wants(.baskets) { try measureBaskets(root, &report) }
        if wants(.lone) { try measureLone(root, &report) }
        if wants(.hot) || !rivals.isEmpty {
            try measureRivals(hot: try measureHot(root, &report), &report)
        }
        return report
    }

    private var settings: [(name: String, value: String)] {
        let options = CellOptions()
        return [
            ("where", "in this process: the rivals pay a socket, these figures do not"),
            (
                "journal",
                "SQLite, WAL, synchronous=FULL, pages of \(options.journal.pageBytes) bytes"
            ),
            ("batch", "up to \(options.batchBytes) bytes, as the disk's own time has it"),
            ("intake", "\(options.intakeBytes) bytes"),
            (
                "flood",
                "1,000,000 buyers, 10,000 SKUs by Zipf's law (s = 1), unique keys, "
                    + "100 units a buyer and SKU"
            ),
            ("length", "\(Int(seconds)) s for each flood"),
        ]
    }

    /// Lines a second that memory is reserved for, so that the flood does not wait for the system.
    private static let reservedRate = 1_150_000.0

    private func wants(_ group: Group) -> Bool { only.isEmpty || only.contains(group) }

    /// The options of a cell that leads alone: nothing follows its journal in this process.
    private var leaderAlone: CellOptions {
        var options = CellOptions()
        options.hasStandby = false
        options.hasOrderBook = false
        options.limits = Limits(orders: 100_000_000)
        return options
    }

    private func flood(_ root: String, _ name: String, _ shape: FloodShape) throws -> FloodResult {
        say("\(name): \(Int(seconds)) s of orders")
        var options = leaderAlone
        options.reservedOrders = Int(seconds * Self.reservedRate) / shape.lines
        options.reservedLinesPerOrder = shape.lines
        let result = try FloodRun(shape, seconds: seconds).run(
            in: root + "/" + name, options: options)
        guard result.others == 0 else {
            throw BenchFailure("\(name): \(result.others) orders were not accepted")
        }
        return result
    }

    private func measureDurable(_ root: String, _ report: inout BenchReport) throws -> FloodResult {
        let result = try flood(root, "durable", FloodShape())
        say("durable: the bare loop of the same batches")
        let bare = try BareLoop().run(
            in: root + "/bare.sqlite", sizes: result.batchBytes, seconds: seconds)
        remove(root + "/bare.sqlite")
        let bytes = Double(result.batchBytes.reduce(0, +)) / Double(max(1, result.batchBytes.count))
        let ordersInBare = bare.batches / Double(result.batchBytes.count) * Double(result.orders)
        report.measures += [
            Measure(
                id: "orders.durable", title: "durable reservations, 1 M buyers, 10,000 SKUs",
                value: result.rate,
                unit: "1/s", goal: .value(atLeast: 1_000_000),
                note: "in process; batches of \(Int(bytes)) B on average"),
            Measure(
                id: "orders.durable.bare", title: "the same against a bare loop",
                value: result.rate, unit: "1/s",
                against: "bare loop", rivalValue: ordersInBare, goal: .ratio(atLeast: 0.5),
                note:
                    "it commits the same bytes in the same batches: \(Int(bare.bytes / 1e6)) MB/s"
            ),
        ]
        return result
    }

    private func measureHot(_ root: String, _ report: inout BenchReport) throws -> Double {
        var shape = FloodShape()
        shape.skus = 1
        shape.limitPerBuyer = 1_000_000
        let result = try flood(root, "hot", shape)
        remove(root + "/hot")
        report.measures.append(
            Measure(
                id: "orders.hot", title: "durable reservations on one hot SKU", value: result.rate,
                unit: "1/s",
                goal: .value(atLeast: 1_000_000), note: "in process"))
        return result.rate
    }

    private func measureBaskets(_ root: String, _ report: inout BenchReport) throws {
        var shape = FloodShape()
        shape.lines = 5
        let result = try flood(root, "baskets", shape)
        remove(root + "/baskets")
        report.measures.append(
            Measure(
                id: "orders.baskets", title: "lines of durable baskets of 5",
                value: result.rate * 5, unit: "1/s",
                goal: .value(atLeast: 1_000_000), note: "in process; \(Int(result.rate)) orders/s"))
    }

    private func measureLone(_ root: String, _ report: inout BenchReport) throws {
        let length = isQuick ? 1.5 : 5
        var rates: [Double] = []
        var bares: [Double] = []
        var batch = 0
        for round in 0..<3 {
            say("lone: one client, one order at a time, round \(round + 1) of 3")
            let (rate, bytes) = try LoneRun(seconds: length).run(
                in: root + "/lone\(round)", options: leaderAlone)
            rates.append(rate)
            batch = bytes
            let bare = try BareLoop().run(
                in: root + "/lone-bare.sqlite", sizes: Array(repeating: bytes, count: 10_000_000),
                seconds: length)
            bares.append(bare.batches)
            remove(root + "/lone\(round)")
            remove(root + "/lone-bare.sqlite")
        }
        report.measures.append(
            Measure(
                id: "orders.lone", title: "one client, one order at a time", value: median(rates),
                unit: "1/s",
                against: "bare commits", rivalValue: median(bares), goal: .ratio(atLeast: 0.8),
                note: "medians of three alternating rounds; \(batch) B in a batch"))
    }

    private func measureOpenLoop(_ root: String, rate: Double, _ report: inout BenchReport) throws {
        let length = isQuick ? 4.0 : 20.0
        say(
            "open loop: \(Int(rate / 2)) orders/s for \(Int(length)) s, a standby writes snapshots"
        )
        var options = leaderAlone
        options.hasStandby = true
        options.reservedOrders = Int(rate / 2 * length)
        options.snapshotRecords = UInt64(rate / 2 * length / 5)
        let result = try OpenLoopRun(FloodShape(), rate: rate / 2, seconds: length).run(
            in: root + "/open", options: options)
        remove(root + "/open")
        let note =
            "at \(Int(result.rate)) orders/s, \(result.snapshots) snapshots, \(result.busy) busy, "
            + "generator at most \(Figure.text(result.behind)) ms behind"
        report.measures += [
            Measure(
                id: "orders.open.p99", title: "answer in an open loop at half the rate, p99",
                value: result.p99,
                unit: "ms", goal: .value(atMost: 5), note: note),
            Measure(
                id: "orders.open.p999", title: "the same, p99.9", value: result.p999, unit: "ms",
                goal: .value(atMost: 20)),
            Measure(
                id: "orders.open.longest", title: "the same, longest", value: result.longest,
                unit: "ms",
                goal: .value(atMost: 100), note: "p50 \(Figure.text(result.p50)) ms"),
        ]
    }

    private func measureStart(_ root: String, orders: Int, _ report: inout BenchReport) throws {
        let run = StartRun()
        say("start: folding the whole journal, then a start from the snapshot and the tail")
        let result = try run.run(
            in: root + "/durable", orders: orders, options: leaderAlone)
        report.measures += [
            Measure(
                id: "orders.replay", title: "replay of the journal", value: result.replayRate,
                unit: "1/s",
                goal: .value(atLeast: 2_000_000),
                note: "\(result.records) events, each batch checked"),
            Measure(
                id: "orders.memory", title: "memory for each open order, keys and indexes included",
                value: Double(result.memoryBytes) / Double(max(1, result.openOrders)), unit: "B",
                goal: .value(atMost: 256),
                note: "growth of the process as a cell of \(result.openOrders) open orders starts"),
            Measure(
                id: "orders.start", title: "start with \(result.records) journaled events",
                value: result.startSeconds,
                unit: "s", goal: .value(atMost: 10),
                note:
                    "the whole journal checked, a snapshot loaded, \(result.tailRecords) folded"
            ),
        ]
    }

    private func measureRivals(hot: Double, _ report: inout BenchReport) throws {
        let length = isQuick ? 3 : 8
        if rivals.contains(.redis) {
            say("rival: Redis with Lua")
            report.rivals += try RedisRival(seconds: length).run()
        }
        if rivals.contains(.postgres) {
            say("rival: PostgreSQL")
            report.rivals += try PostgresRival(seconds: length).run()
        }
        for (id, title, least) in [
            ("redis.always", "Redis + Lua, AOF always", 30.0),
            ("redis.always.pipelined", "Redis + Lua, AOF always, pipelined by 16", 8.0),
            ("postgres", "PostgreSQL, the best of its connections", 300.0),
        ] {
            guard let rival = report.rivals.first(where: { $0.id == id }) else { continue }
            report.measures.append(
                Measure(
                    id: "orders.hot." + id, title: "one hot SKU against " + title, value: hot,
                    unit: "1/s",
                    against: rival.name, rivalValue: rival.reservationsPerSecond,
                    goal: .ratio(atLeast: least),
                    note: "in process; the rival pays a socket"))
        }
    }

    private func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
