internal import Foundation
internal import IPLibrary
internal import Primitives
internal import Steering

/// Questions a second beside Knot DNS; the death of a node; weights over many clients.
struct DNSRun {
    private static let rounds = 3
    private static let seed: UInt64 = 7871

    let isQuick: Bool
    let say: (String) -> Void

    func run(_ report: inout BenchReport) throws {
        let steering = try SteeringUnderTest()
        defer { steering.stop() }
        let folder = try RivalServer.makeFolder("questions")
        defer { try? FileManager.default.removeItem(at: folder) }
        let questions = folder.path + "/questions"
        try "www.example.com A\n".write(toFile: questions, atomically: true, encoding: .utf8)
        let perf = try DNSPerf(questions: questions)
        let knot = try KnotRival()
        defer { knot.stop() }
        try knot.waitUntilReady(perf)
        let client = IPAddress.v4(0x0A01_0203)
        _ = try wait { steering.role.state.steerer.choose(client).node == 0 }
        try measureRate(steering, knot, perf, &report)
        measureWeights(&report)
        try measureDeath(steering, client, &report)
    }

    private func measureRate(
        _ steering: SteeringUnderTest, _ knot: KnotRival, _ perf: DNSPerf,
        _ report: inout BenchReport
    ) throws {
        let seconds = isQuick ? 2 : 6
        var ours: [Double] = []
        var theirs: [Double] = []
        for round in 1...Self.rounds {
            say("round \(round) of \(Self.rounds): dnsperf against both")
            ours.append(try perf.run(port: steering.role.ports.dns, seconds: seconds))
            theirs.append(try perf.run(port: knot.port, seconds: seconds))
        }
        let command = perf.command(port: knot.port, seconds: seconds)
        report.settings += [
            ("dnsperf", Shell.line(["dnsperf"] + command)),
            ("knot", "one worker, mod-geoip by subnet, 250 networks of 16 bits"),
        ]
        report.measures.append(
            Measure(
                id: "dns.rate", title: "DNS answers a second, with a client's network",
                value: Self.median(ours), unit: "1/s", against: "Knot DNS with geoip",
                rivalValue: Self.median(theirs), goal: .ratio(atLeast: 0.5),
                note: "one thread each; medians of \(Self.rounds) rounds, alternating"))
    }

    /// How far the shares of nodes are from their capacities, over a million clients.
    private func measureWeights(_ report: inout BenchReport) {
        say("a million clients over four nodes")
        let nodes = [5.0, 3, 1.5, 0.5].enumerated().map { number, capacity in
            SteeringNode(
                name: "n\(number)", place: "", point: Coordinates(latitude: 30, longitude: 120),
                operators: [], addresses: [.v4(UInt32(number))], url: "", capacity: capacity)
        }
        let plan = SteeringPlan(nodes)
        var board = NodeBoard(nodes)
        for number in nodes.indices { _ = board.take(NodeReport(load: 0), of: number, at: 1) }
        let even = Array(repeating: 1 / Double(plan.pools.count), count: plan.pools.count)
        let table = SteeringMap(empty: plan).next(
            board.states, demand: even, isForced: true
        ).tables[0]
        var random = SeededRandom(seed: Self.seed)
        var counts = Array(repeating: 0, count: nodes.count)
        for _ in 0..<1_000_000 {
            let address = IPAddress.v4(UInt32(truncatingIfNeeded: random.next()))
            if let node = table.node(for: ClientMap.hash(address)) { counts[node] += 1 }
        }
        let worst = zip(nodes, counts).map { node, count in
            abs(Double(count) / (node.capacity * 100_000) - 1) * 100
        }.max()
        report.measures.append(
            Measure(
                id: "dns.weights", title: "Farthest a node is from its weight, 1 M clients",
                value: worst ?? 100, unit: "%", goal: .value(atMost: 2)))
    }

    private func measureDeath(
        _ steering: SteeringUnderTest, _ client: IPAddress, _ report: inout BenchReport
    ) throws {
        say("killing a node")
        steering.kill("near")
        let taken = try wait { steering.role.state.steerer.choose(client).node == 1 }
        report.measures.append(
            Measure(
                id: "dns.death", title: "From a node's death until no answer has it",
                value: taken, unit: "ms", goal: .value(atMost: 1000)))
    }

    /// Waits for a condition, ten seconds at most; gives the milliseconds that it took.
    private func wait(_ isThere: () -> Bool) throws -> Double {
        let clock = SystemClock()
        let pause = ConditionLock(())
        let begun = clock.monotonicNanoseconds()
        while !isThere() {
            guard clock.monotonicNanoseconds() < begun + 10_000_000_000 else {
                throw BenchFailure("steering does not answer as it should")
            }
            _ = pause.wait(until: { _ in false }, atMost: 1_000_000)
        }
        return Double(clock.monotonicNanoseconds() - begun) / 1e6
    }

    private static func median(_ values: [Double]) -> Double {
        values.sorted()[values.count / 2]
    }
}
