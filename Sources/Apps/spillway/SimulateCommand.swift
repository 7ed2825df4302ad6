internal import ArgumentParser
internal import SimulationKit

/// Runs simulated worlds with crashes and checks each of their steps.
struct SimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Run the real code in simulated worlds of crashes and failing disks.",
        discussion: """
            Each seed is one world, the same each time. Ends at the first thing that does not \
            hold, with exit code 1, the seed, and the command that shows it again.
            """)

    @Option(help: "Run this one seed.") var seed: UInt64?
    @Option(help: "Run so many seeds; 100 unless said.") var seeds: UInt64?
    @Option(help: "The first of them; 0 unless said.") var from: UInt64?
    @Option(help: "End after so many minutes, whatever is left.") var minutes: Double?
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        guard seed == nil || seeds == nil && from == nil else {
            throw ValidationError("--seed runs one seed: leave out --seeds and --from")
        }
        guard first.addingReportingOverflow(count).overflow == false, count >= 1 else {
            throw ValidationError("--seeds is at least 1, and --from plus --seeds is a number")
        }
        guard minutes.map({ $0 > 0 && $0 <= 100_000 }) ?? true else {
            throw ValidationError("--minutes is more than 0 and at most 100,000")
        }
    }

    private var first: UInt64 { seed ?? from ?? 0 }
    private var count: UInt64 { seed == nil ? seeds ?? 100 : 1 }

    func run() throws {
        let report = Simulator().run(seeds: first..<(first + count), minutes: minutes)
        try Output.print(report, json: json, text: report.description)
        if report.failure != nil { throw ExitCode(Failed.Kind.check.rawValue) }
    }
}
