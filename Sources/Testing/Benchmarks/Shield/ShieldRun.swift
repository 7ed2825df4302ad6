internal import Foundation
internal import Primitives
internal import Service

/// The shield of an edge before a center: people who shop and order, and a flood among them.
struct ShieldRun {
    /// How the people fared for a while.
    struct Weather {
        var requests = 0
        var served = 0
        var p50 = 0.0
        var p99 = 0.0

        init(_ samples: some Sequence<ShopCrowd.Sample>) {
            let samples = Array(samples)
            requests = samples.count
            served = samples.count(where: \.isServed)
            let times = samples.map(\.microseconds).sorted()
            guard !times.isEmpty else { return }
            p50 = Double(times[times.count / 2]) / 1000
            p99 = Double(times[min(times.count - 1, times.count * 99 / 100)]) / 1000
        }

        var percent: Double { requests == 0 ? 0 : Double(served) * 100 / Double(requests) }
    }

    private static let buyers = 200
    private static let visitors = 200
    private static let peopleRate = 600.0
    private static let addresses = 5000
    private static let floodRate = 20_000.0
    private static let seed: UInt64 = 5000
    /// Until the shield knows what is usual, and a little longer.
    private static let learnSeconds: UInt64 = 13
    /// By then a flood is to be answered.
    private static let answeredAfter: UInt64 = 3_000_000_000

    let isQuick: Bool
    let samples: String
    let say: (String) -> Void
    private let clock = SystemClock()

    init(isQuick: Bool, samples: String, say: @escaping (String) -> Void) {
        self.isQuick = isQuick
        self.samples = samples
        self.say = say
    }

    func run(_ report: inout BenchReport) throws {
        guard OpenFiles.raiseLimit() >= Self.addresses + 1000 else {
            throw BenchFailure("the flood wants 6,000 open files: raise them (ulimit -Hn)")
        }
        say("flood: starting a center with the demo merchant")
        let center = try CenterUnderTest(samples: samples)
        defer { center.stop() }
        let sale = try center.setUp()
        let tokens = try String(contentsOfFile: sale.tokens, encoding: .utf8)
            .split(separator: "\n").prefix(Self.buyers).map(String.init)
        report.settings += [
            (
                "flood",
                "\(Self.addresses) addresses of 127.0.0.0/8, each with a kept connection, and once "
                    + "with a new one for each request; one form of head, an agent drawn for each "
                    + "request; seed \(Self.seed)"
            ),
            (
                "people",
                "\(Self.buyers) signed-in buyers and \(Self.visitors) devices, an address and a "
                    + "kept connection each; product pages, every sixth request of all an order"
            ),
        ]
        for keepsConnections in [true, false] {
            let name = keepsConnections ? "kept" : "new"
            let edge = try EdgeProcess(
                origin: center.port, data: center.data, ["shieldLoopback": true])
            defer { edge.stop() }
            let crowd = ShopCrowd(
                .init(
                    port: edge.port, tokens: tokens, devices: Self.visitors, page: sale.page,
                    order: sale.order, rate: Self.peopleRate, name: name))
            try run(crowd, edge, sale.page, keepsConnections: keepsConnections, &report)
        }
    }

    /// People before a flood and during it.
    private func run(
        _ crowd: ShopCrowd, _ edge: EdgeProcess, _ page: String, keepsConnections: Bool,
        _ report: inout BenchReport
    ) throws {
        let seen = ConditionLock<Result<[ShopCrowd.Sample], any Error>?>(nil)
        let thread = WorkThread(name: "crowd") {
            let result = Result<[ShopCrowd.Sample], any Error> { try crowd.run() }
            seen.withLock { $0 = result }
        }
        say("flood: \(Self.buyers + Self.visitors) people at \(Int(Self.peopleRate)) requests/s")
        clock.pause(nanoseconds: Self.learnSeconds * 1_000_000_000)
        let quiet = clock.monotonicNanoseconds()
        clock.pause(nanoseconds: isQuick ? 5_000_000_000 : 10_000_000_000)
        let phase = Result<Phase, any Error> {
            try attack(edge, page, keepsConnections: keepsConnections)
        }
        crowd.finish()
        thread.join()
        let all = try seen.withLock { $0 }?.get() ?? []
        let flood = try phase.get()
        let late = flood.from + Self.answeredAfter
        try measure(
            Weather(all.filter { quiet <= $0.due && $0.due < flood.from }),
            Weather(all.filter { flood.from <= $0.due && $0.due < flood.to }),
            Weather(all.filter { late <= $0.due && $0.due < flood.to }), flood.outcome,
            try edge.document("/shield.json"), keepsConnections: keepsConnections, &report)
    }

    /// A flood, and when it was.
    private struct Phase {
        var outcome: AddressFlood.Outcome
        var from: UInt64
        var to: UInt64
    }

    private func attack(_ edge: EdgeProcess, _ page: String, keepsConnections: Bool) throws -> Phase
    {
        let flood = AddressFlood(
            port: edge.port, addresses: Self.addresses, rate: Self.floodRate,
            seconds: isQuick ? 10 : 20, path: page, keepsConnections: keepsConnections,
            seed: Self.seed)
        say(
            "flood: \(Int(flood.rate)) requests/s from \(flood.addresses) addresses for "
                + "\(Int(flood.seconds)) s, "
                + (keepsConnections ? "over kept connections" : "each over a new connection"))
        let from = clock.monotonicNanoseconds()
        let seen = ConditionLock<Result<AddressFlood.Outcome, any Error>?>(nil)
        // It stands for thousands of other machines, whose work would not be done on this one.
        let thread = WorkThread(name: "flood", niceness: 19) {
            let result = Result<AddressFlood.Outcome, any Error> { try flood.run() }
            seen.withLock { $0 = result }
        }
        thread.join()
        guard let outcome = try seen.withLock({ $0 })?.get() else {
            throw BenchFailure("the flood did not end")
        }
        return Phase(outcome: outcome, from: from, to: clock.monotonicNanoseconds())
    }

    private func measure(
        _ quiet: Weather, _ during: Weather, _ later: Weather,
        _ flood: AddressFlood.Outcome, _ document: JSON, keepsConnections: Bool,
        _ report: inout BenchReport
    ) throws {
        let events = document["events"]?.array ?? []
        func seconds(_ kinds: Set<String>) -> (Double, String)? {
            let event = events.first { kinds.contains($0["kind"]?.string ?? "") }
            guard let event, let at = event["at"]?.string.flatMap({ Timestamp(rfc3339: $0) }) else {
                return nil
            }
            return (
                Double(at.rawValue - flood.began.rawValue) / 1000,
                event["explanation"]?.string ?? ""
            )
        }
        let found = seconds(["attack_detected"])
        let answered = seconds(["rule_made", "newcomers_guarded"])
        let name = keepsConnections ? "flood." : "flood.new."
        let how = keepsConnections ? "" : ", each request over a new connection"
        report.measures += [
            Measure(
                id: name + "rate", title: "Flood that reached the edge" + how,
                value: Double(flood.sent) / flood.seconds, unit: "1/s",
                goal: keepsConnections ? .value(atLeast: 0.95 * Self.floodRate) : nil,
                note: "\(flood.sent) requests sent, \(flood.unsent) not taken by their "
                    + "connection, \(flood.answers) answered, \(flood.served) of them with a page; "
                    + "generator at most \(Figure.text(flood.behind)) ms behind"),
            Measure(
                id: name + "answered", title: "From its first request to a rule against it" + how,
                value: answered?.0 ?? .infinity, unit: "s", goal: .value(atMost: 3),
                note: "told as an attack after \(found.map { Figure.text($0.0) } ?? "never") s; "
                    + (answered?.1 ?? "no rule")),
            Measure(
                id: name + "served", title: "Requests of people served meanwhile" + how,
                value: during.percent, unit: "%", goal: .value(atLeast: 99),
                note: "\(during.served) of \(during.requests); before the flood "
                    + "\(quiet.served) of \(quiet.requests)"),
            Measure(
                id: name + "p99", title: "Their p99 meanwhile" + how, value: during.p99, unit: "ms",
                against: "before the flood", rivalValue: quiet.p99,
                goal: keepsConnections ? .ratio(atMost: 2) : nil,
                note: "open loop at \(Int(Self.peopleRate)) requests/s; p50 "
                    + "\(Figure.text(during.p50)) against \(Figure.text(quiet.p50)) ms; from three "
                    + "seconds after its begin on p99 \(Figure.text(later.p99)) ms"),
        ]
    }
}
