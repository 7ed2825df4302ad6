internal import Foundation
internal import Primitives

/// Measures a center over its sockets, beside others under the same load: `spillway bench http`.
package struct HTTPBenchmark {
    /// What is measured together.
    package enum Group: String, Sendable, CaseIterable {
        case orders, rivals, latency, page, listeners, memory
    }

    /// Ends within two minutes, with coarser figures.
    package var isQuick: Bool
    /// The measures to take; empty for all.
    package var only: Set<Group>
    /// The folder with the sample data.
    package var samples: String
    /// Connections of `wrk`.
    package var connections = 512
    private let say: (String) -> Void

    /// Connections of Redis' own load tool.
    private static let redisConnections = 64
    private static let rounds = 3
    private static let listeners = 10_000

    /// Describes a benchmark; `say` is told what is under way.
    package init(
        isQuick: Bool, only: Set<Group> = [], samples: String, say: @escaping (String) -> Void
    ) {
        self.isQuick = isQuick
        self.only = only
        self.samples = samples
        self.say = say
    }

    /// Takes all measures.
    package func run() throws -> BenchReport {
        var report = BenchReport(name: "http", date: SystemClock().now())
        report.settings = [
            ("where", "all on this machine: load, center and rivals share its cores"),
            ("load", "wrk, 2 threads, \(connections) connections, no pipelining"),
            (
                "orders",
                "100,000 buyers with signed tokens, a new key for each order, a limit per buyer, "
                    + "one SKU of a flash sale"
            ),
            ("durability", "SQLite, WAL, synchronous=FULL: an answer follows its commit"),
            ("rounds", "\(Self.rounds), alternating; medians"),
        ]
        say("starting a center with the demo merchant")
        let center = try CenterUnderTest(samples: samples)
        defer { center.stop() }
        let sale = try center.setUp()
        let page = try Curl(base: center.base).page(sale.page)
        let nginx = try NginxRival(page: page)
        defer { nginx.stop() }
        let script = try RivalServer.makeFolder("wrk").path + "/orders.lua"
        defer {
            try? FileManager.default.removeItem(
                at: URL(filePath: script).deletingLastPathComponent())
        }
        try Wrk.orderScript(tokens: sale.tokens, body: sale.order).write(
            toFile: script, atomically: true, encoding: .utf8)
        let run = HTTPRun(
            center: center, sale: sale, nginx: nginx, script: script, wrk: try Wrk(),
            connections: connections, seconds: isQuick ? 3 : 8, rounds: Self.rounds, say: say)

        if wants(.orders) || wants(.rivals) || wants(.latency) || wants(.listeners) {
            let rate = try run.measureOrders(&report)
            if wants(.rivals) { try measureRivals(rate, &report) }
            if wants(.latency) { try run.measureLatency(rate, &report) }
            if wants(.listeners) {
                try run.measureListeners(Self.listeners, rate: rate, &report)
            }
        }
        if wants(.page) { try run.measurePage(page, &report) }
        if wants(.memory) { try run.measureMemory(&report) }
        return report
    }

    private func wants(_ group: Group) -> Bool { only.isEmpty || only.contains(group) }

    private func measureRivals(_ rate: Double, _ report: inout BenchReport) throws {
        let seconds = isQuick ? 3 : 8
        say("rival: Redis with Lua, \(Self.redisConnections) connections")
        report.rivals += try RedisRival(
            seconds: seconds, connections: Self.redisConnections, only: "redis.always"
        ).run()
        say("rival: PostgreSQL")
        report.rivals += try PostgresRival(seconds: seconds).run()
        for (id, title, least) in [
            ("redis.always", "Redis + Lua, AOF always", 1.0),
            ("postgres", "PostgreSQL, one hot row, the best of its connections", 10.0),
        ] {
            guard let rival = report.rivals.first(where: { $0.id == id }) else { continue }
            report.measures.append(
                Measure(
                    id: "http.orders." + id, title: "POST /v1/orders against " + title,
                    value: rate, unit: "1/s", against: rival.name,
                    rivalValue: rival.reservationsPerSecond, goal: .ratio(atLeast: least),
                    note: "ours over HTTP, the rival over its own protocol on a Unix socket"))
        }
    }
}
