internal import Edge
internal import Foundation
internal import HTTPTypes
internal import NIOCore
internal import Primitives
internal import Service

/// Cache hits beside nginx and Varnish; many misses of one object; a purge among many objects.
struct CacheRun {
    private static let rounds = 3
    private static let connections = 64
    private static let files = ["1k": 1024, "100k": 102_400]
    private static let waiters = 1000

    let isQuick: Bool
    let say: (String) -> Void

    func run(_ report: inout BenchReport) throws {
        measurePurge(&report)
        for kilobytes in [1, 64] { try measureMisses(kilobytes, &report) }
        try measureHits(&report)
    }

    // MARK: Hits

    private func measureHits(_ report: inout BenchReport) throws {
        let (origin, port) = try CacheRival.origin(files: Self.files)
        defer { origin.stop() }
        let (edge, certificate, key) = try CacheRival.edge(origin: port, probe: "1k")
        defer { edge.stop() }
        let nginx = try CacheRival.nginx(
            origin: port, certificate: certificate, key: key, probe: "1k")
        defer { nginx.stop() }
        let varnish = try CacheRival.varnish(origin: port, probe: "1k")
        defer { varnish.stop() }
        let wrk = try Wrk()
        report.settings.append(
            ("cache", "wrk with \(Self.connections) connections; one worker or thread each"))
        let seconds = isQuick ? 2 : 6
        for file in ["1k", "100k"] {
            for isSecure in [false, true] {
                var rates: [String: [Double]] = [:]
                for round in 1...Self.rounds {
                    let how = isSecure ? " over TLS" : ""
                    say("round \(round) of \(Self.rounds): \(file)\(how)")
                    for cache in [edge, nginx, varnish] {
                        guard let base = isSecure ? cache.secure : cache.plain else { continue }
                        let outcome = try wrk.run(
                            base + "/" + file, connections: Self.connections, seconds: seconds)
                        guard outcome.failures == 0 else {
                            throw BenchFailure("\(cache.name): \(outcome.failures) failures")
                        }
                        rates[cache.name, default: []].append(outcome.rate)
                    }
                }
                let medians = rates.mapValues { $0.sorted()[$0.count / 2] }
                let best = medians.filter { $0.key != edge.name }.max { $0.value < $1.value }
                let others = medians.filter { $0.key != edge.name }.sorted { $0.key < $1.key }
                report.measures.append(
                    Measure(
                        id: "cache.hits.\(file)\(isSecure ? ".tls" : "")",
                        title: "Hits of \(file == "1k" ? "1 KB" : "100 KB")"
                            + (isSecure ? " over TLS" : ""),
                        value: medians[edge.name] ?? 0, unit: "1/s", against: best?.key,
                        rivalValue: best?.value, goal: .ratio(atLeast: 0.8),
                        note: others.map { "\($0.key) \(Int($0.value))" }.joined(separator: ", ")
                            + "; medians of \(Self.rounds) rounds, alternating; the edge with its"
                            + " shield"))
            }
        }
    }

    // MARK: Misses

    private func measureMisses(_ kilobytes: Int, _ report: inout BenchReport) throws {
        say("\(Self.waiters) misses of one object of \(kilobytes) KB at once")
        let clock = SystemClock()
        let state = ConditionLock((requests: 0, answered: UInt64(0)))
        var options = ServerOptions(port: 0)
        options.workers = 16
        let body = [UInt8](repeating: 0x78, count: kilobytes << 10)
        let origin: Server
        do {
            origin = try Server(
                options,
                routes: [
                    Route(.get, "/object") { _ in
                        state.withLock { $0.requests += 1 }
                        clock.pause(nanoseconds: 1_000_000_000)
                        state.withLock { $0.answered = clock.monotonicNanoseconds() }
                        return Reply(200, headers: [.cacheControl: "max-age=60"], body: body)
                    }
                ], clock: clock, metrics: Metrics())
        } catch { throw BenchFailure("the origin does not start: \(error)") }
        defer { origin.stop() }
        let edge = try edge(before: origin.port, clock)
        defer { edge.stop() }
        let waiters = try WaitingSockets(port: edge.port)
        for _ in 0..<Self.waiters {
            try waiters.open("GET /object HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
        }
        let last = try waiters.readAll(atLeast: body.count, atMostSeconds: 20, clock)
        let (requests, answered) = state.withLock { $0 }
        report.measures += [
            Measure(
                id: "cache.misses.requests.\(kilobytes)k",
                title: "Origin requests for 1,000 misses of \(kilobytes) KB at once",
                value: Double(requests), unit: "requests", goal: .value(atMost: 1)),
            Measure(
                id: "cache.misses.last.\(kilobytes)k",
                title: "Origin's answer to last waiter's last byte, \(kilobytes) KB",
                value: Double(last &- answered) / 1e6, unit: "ms",
                goal: kilobytes == 1 ? .value(atMost: 50) : nil,
                note: "\(kilobytes * Self.waiters) KB in all, to one reading thread of the"
                    + " same machine; the edge has one thread too"),
        ]
    }

    private func edge(before port: Int, _ clock: SystemClock) throws -> EdgeServer {
        var options = EdgeOptions()
        options.port = 0
        options.adminPort = 0
        options.securePort = nil
        options.eventLoops = 1
        options.origins = [OriginAddress(host: "127.0.0.1", port: port)]
        do {
            return try EdgeServer(options, clock: clock, metrics: Metrics(), seed: 1)
        } catch { throw BenchFailure("the edge does not start: \(error)") }
    }

    // MARK: Purges

    /// Objects with ten tags each, of which one is purged.
    private func measurePurge(_ report: inout BenchReport) {
        say("a purge among 100,000 objects")
        let clock = SystemClock()
        let ledger = PurgeLedger()
        let now = clock.now()
        let objects = (0..<100_000).compactMap { number -> StoredResponse? in
            let tags = (0..<10).map { "t\((number + $0 * 7) % 50_000)" }.joined(separator: " ")
            let head = StorableHead(
                request: RequestHead("/\(number)"), status: 200,
                fields: ["cache-control": "max-age=60", "surrogate-key": tags], epoch: ledger.epoch,
                requested: now, received: now, ledger: ledger, options: CacheOptions())
            return head?.finished(ByteBuffer(string: "x"))
        }
        var taken: [UInt64] = []
        for tag in 0..<1000 {
            let name = Array("t\(tag)".utf8)
            let start = clock.monotonicNanoseconds()
            ledger.purge(tag: name)
            taken.append(clock.monotonicNanoseconds() - start)
        }
        let purged = objects.count { ledger.isPurged($0) }
        taken.sort()
        report.measures.append(
            Measure(
                id: "cache.purge",
                title: "Purge of one tag among 100,000 objects, the slowest of 1,000",
                value: Double(taken[taken.count - 1]) / 1e6, unit: "ms", goal: .value(atMost: 1),
                note: "median \(taken[taken.count / 2]) ns; \(purged) of \(objects.count) objects"
                    + " are purged then, none of which was looked at"))
    }
}
