internal import Foundation
internal import Primitives
internal import Service

/// An edge among clients and origins that mean no good, driven by public tools.
struct HostileRun {
    private static let connections = 500
    private static let streams = 100_000

    let isQuick: Bool
    let say: (String) -> Void

    func run(_ report: inout BenchReport) throws {
        let varnishtest = try Tool.find("varnishtest", package: "varnish")
        let slow = try Tool.find("slowhttptest", package: "slowhttptest")
        try playScenarios(varnishtest, &report)
        let (origin, port) = try CacheRival.origin(files: ["3m": 3 << 20, "1k": 1024])
        defer { origin.stop() }
        let edge = try EdgeProcess(
            origin: port, isSecure: true,
            ["headSeconds": 3, "stallSeconds": 5, "idleSeconds": 10])
        defer { edge.stop() }
        try beSlow(slow, edge, &report)
        try reset(edge, &report)
        report.settings.append(
            (
                "hostile",
                "varnishtest; slowhttptest with \(Self.connections) connections; an edge with "
                    + "headSeconds 3 and stallSeconds 5"
            ))
    }

    private func playScenarios(_ tool: Tool, _ report: inout BenchReport) throws {
        let folder = try RivalServer.makeFolder("scenarios")
        defer { try? FileManager.default.removeItem(at: folder) }
        let origin = try FreePort.pair()
        // Whatever an origin did in one scenario is over in the next.
        let edge = try EdgeProcess(
            origin: origin, ["breakerMilliseconds": 50, "breakerFailures": 100])
        defer { edge.stop() }
        for scenario in VarnishScenario.allCases {
            say("hostile: varnishtest, \(scenario.rawValue)")
            let file = folder.path + "/\(scenario.rawValue).vtc"
            try scenario.script.write(toFile: file, atomically: true, encoding: .utf8)
            let failure = Self.failure {
                try tool.run(
                    [
                        "-t", "20", "-Dedge=127.0.0.1:\(edge.port)", "-Dorigin=127.0.0.1:\(origin)",
                        file,
                    ], atMostSeconds: 30)
            }
            report.measures.append(
                Measure(
                    id: "hostile.\(scenario.rawValue)", title: scenario.title,
                    value: failure == nil ? 0 : 1, unit: "failures", goal: .value(atMost: 0),
                    note: failure))
        }
    }

    /// Heads, bodies and readers that are slow on purpose; the tool itself asks now and then
    /// whether somebody else is still served.
    private func beSlow(_ tool: Tool, _ edge: EdgeProcess, _ report: inout BenchReport) throws {
        let ways = [
            ("heads", ["-H", "-i", "1"]), ("bodies", ["-B", "-i", "1"]),
            ("readers", ["-X", "-w", "10", "-y", "200", "-n", "2", "-z", "5"]),
        ]
        for (name, flags) in ways {
            say("hostile: slowhttptest, slow \(name)")
            var said = ""
            let failure = Self.failure {
                said = try tool.run(
                    flags + [
                        "-c", "\(Self.connections)", "-r", "\(Self.connections)", "-l",
                        isQuick ? "6" : "8", "-p", "2", "-u",
                        "http://127.0.0.1:\(edge.port)/3m",
                    ], atMostSeconds: 40)
            }
            let words = said.replacing(/\u{1B}\[[0-9;]*m/, with: "")
            let looks = words.matches(of: /service available: +(YES|NO)/).map { $0.1 }
            let end = words.split(separator: "\n").last { $0.contains("Exit status") }
            let served = looks.count { $0 == "YES" }
            report.measures.append(
                Measure(
                    id: "hostile.slow.\(name)",
                    title: "Slow \(name): somebody else is not served",
                    value: failure != nil || looks.isEmpty ? 1 : Double(looks.count - served),
                    unit: "looks", goal: .value(atMost: 0),
                    note: failure ?? "\(looks.count) looks; \(end ?? "")"))
        }
    }

    private func reset(_ edge: EdgeProcess, _ report: inout BenchReport) throws {
        say("hostile: streams of HTTP/2 that are opened to be reset")
        let seen = ConditionLock<Result<RapidResets.Outcome, any Error>?>(nil)
        let resets = RapidResets(port: edge.securePort, streams: Self.streams)
        let thread = WorkThread(name: "resets", niceness: 19) {
            let result = Result<RapidResets.Outcome, any Error> { try resets.run() }
            seen.withLock { $0 = result }
        }
        let clock = SystemClock()
        let curl = try Curl(base: "http://127.0.0.1:\(edge.port)")
        var slowest = 0.0
        var others = 0
        while seen.withLock({ $0 == nil }) {
            let begun = clock.monotonicNanoseconds()
            _ = try curl.page("/1k")
            slowest = max(slowest, Double(clock.monotonicNanoseconds() - begun) / 1e6)
            others += 1
        }
        thread.join()
        guard let outcome = try seen.withLock({ $0 })?.get() else { return }
        report.measures.append(
            Measure(
                id: "hostile.resets", title: "Rapid resets: streams until the connection is cut",
                value: outcome.isCut ? Double(outcome.streams) : .infinity, unit: "streams",
                goal: .value(atMost: Double(Self.streams - 1)),
                note: "after \(Figure.text(outcome.seconds)) s; \(others) others were served "
                    + "meanwhile, the slowest in \(Figure.text(slowest)) ms with curl's start"))
    }

    /// What went wrong, in few words.
    private static func failure(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return String("\(error)".suffix(400)).replacing("\n", with: " ")
        }
    }
}
