internal import ArgumentParser
internal import Benchmarks
internal import Foundation

/// Measures, beside the rivals.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure Spillway beside its rivals.",
        subcommands: [OrdersBench.self, HTTPBench.self, EdgeBench.self])

    struct OrdersBench: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "orders", abstract: "Measure the order engine.",
            discussion: "Exit code 1 where a goal does not hold.")

        @Option(help: "Rivals to run beside, separated by commas: redis, postgres.")
        var against: String = ""
        @Flag(help: "End within 45 seconds, with coarser figures.") var quick = false
        @Flag(help: "Print the report as JSON.") var json = false
        @Option(help: "The folder to work in; it wants some gigabytes.") var directory: String =
            "/var/tmp"
        @Option(help: "The folder to write orders.json and orders.md to.") var output: String?
        @Option(help: "Groups of measures to take, separated by commas; all unless named.")
        var only: String = ""

        func run() throws {
            var rivals: Set<OrdersBenchmark.Rival> = []
            for name in against.split(separator: ",") {
                guard let rival = OrdersBenchmark.Rival(rawValue: String(name)) else {
                    throw ValidationError("--against names redis, postgres, or both")
                }
                rivals.insert(rival)
            }
            let groups = try only.split(separator: ",").map { name in
                guard let group = OrdersBenchmark.Group(rawValue: String(name)) else {
                    let all = OrdersBenchmark.Group.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--only names some of: \(all)")
                }
                return group
            }
            let benchmark = OrdersBenchmark(
                isQuick: quick, rivals: rivals, only: Set(groups)
            ) { Output.say("· " + $0) }
            let report: BenchReport
            do { report = try benchmark.run(in: directory) } catch {
                throw Failed(.data, "\(error)")
            }
            Output.line(json ? report.json() : report.table())
            if let output { try report.write(to: URL(fileURLWithPath: output)) }
            if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
        }
    }

    struct HTTPBench: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "http",
            abstract: "Measure a center over HTTP beside nginx, Redis and PostgreSQL.",
            discussion: "Wants wrk, nginx, curl and the rivals. Exit code 1 where a goal fails.")

        @Flag(help: "Coarser figures, sooner.") var quick = false
        @Flag(help: "Print the report as JSON.") var json = false
        @Option(help: "The folder to write http.json and http.md to.") var output: String?
        @Option(help: "Groups of measures to take, separated by commas; all unless named.")
        var only: String = ""
        @Option(help: "The folder with the sample data.")
        var samples: String = UpCommand.defaultSamples
        @Option(help: "Connections that are kept busy.") var connections = 512

        func validate() throws {
            guard (2...10_000).contains(connections) else {
                throw ValidationError("--connections is 2 to 10,000")
            }
        }

        func run() throws {
            let groups = try only.split(separator: ",").map { name in
                guard let group = HTTPBenchmark.Group(rawValue: String(name)) else {
                    let all = HTTPBenchmark.Group.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--only names some of: \(all)")
                }
                return group
            }
            var benchmark = HTTPBenchmark(
                isQuick: quick, only: Set(groups), samples: samples
            ) { Output.say("· " + $0) }
            benchmark.connections = connections
            let report: BenchReport
            do { report = try benchmark.run() } catch { throw Failed(.data, "\(error)") }
            Output.line(json ? report.json() : report.table())
            if let output { try report.write(to: URL(fileURLWithPath: output)) }
            if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
        }
    }
}
