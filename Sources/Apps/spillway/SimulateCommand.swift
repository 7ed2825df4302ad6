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
    @Option(help: "Run so many seeds.") var seeds: UInt64 = 100
    @Option(help: "The first of them.") var from: UInt64 = 0
    @Option(help: "End after so many minutes, whatever is left.") var minutes: Double?
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        guard seeds >= 1, from.addingReportingOverflow(seeds).overflow == false else {
            throw ValidationError("--seeds is at least 1, and --from plus --seeds is a number")
        }
        if let minutes, minutes < 0 { throw ValidationError("--minutes is not negative") }
    }

    func run() throws {
        let range = seed.map { $0..<($0 + 1) } ?? from..<(from + seeds)
        let report = Simulator().run(seeds: range, minutes: minutes)
        try Output.print(report, json: json, text: report.description)
        if report.failure != nil { throw ExitCode(Failed.Kind.check.rawValue) }
    }
}
