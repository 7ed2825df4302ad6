internal import ArgumentParser
internal import Benchmarks
internal import Foundation

extension BenchCommand {
    /// Measures what stands before the centers.
    struct EdgeBench: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edge",
            abstract: "Measure look-ups of addresses, steering and cache beside rivals, and what a "
                + "flood, a full waiting room and hostile clients do to an edge.",
            discussion: """
                Wants ip2region's xdb (./spillway ip fetch), dnsperf, Knot DNS with its geoip \
                module, nginx, Varnish with varnishtest, slowhttptest and wrk. Exit code 1 where a \
                goal does not hold.
                """)

        @Flag(help: "Coarser figures, sooner.") var quick = false
        @Flag(help: "Print the report as JSON.") var json = false
        @Option(help: "The folder of edge.json and edge.md, where what was measured is replaced.")
        var output: String?
        @Option(help: "Groups of measures to take, separated by commas; all unless named.")
        var only: String = ""
        @Option(help: "The xdb of ip2region.") var xdb: String = EdgeBench.defaultXDB
        @Option(help: "The folder with the sample data.")
        var samples: String = UpCommand.defaultSamples

        private static var defaultXDB: String {
            let environment = ProcessInfo.processInfo.environment
            let home = environment["HOME"] ?? "/tmp"
            return (environment["XDG_CACHE_HOME"] ?? home + "/.cache")
                + "/spillway/ip/ip2region.xdb"
        }

        func run() throws {
            let groups = try only.split(separator: ",").map { name in
                guard let group = EdgeBenchmark.Group(rawValue: String(name)) else {
                    let all = EdgeBenchmark.Group.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--only names some of: \(all)")
                }
                return group
            }
            let benchmark = EdgeBenchmark(
                isQuick: quick, only: Set(groups), xdb: xdb, samples: samples
            ) {
                Output.say("· " + $0)
            }
            let report: BenchReport
            do { report = try benchmark.run() } catch { throw Failed(.data, "\(error)") }
            Output.line(json ? report.json() : report.table())
            if let output {
                let order = EdgeBenchmark.Group.allCases.map(\.rawValue)
                do {
                    try report.merge(into: URL(fileURLWithPath: output), order: order)
                } catch { throw Failed(.data, "\(error)") }
            }
            if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
        }
    }
}
