internal import ArgumentParser
internal import Center
internal import Foundation
internal import Primitives
internal import Rehearsal
internal import Service

/// Runs a whole sale as a test.
struct RehearseSaleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sale",
        abstract: "Rehearse a whole sale: steering, edge and center as processes, faults, audit.",
        discussion: """
            Plays a profile: real baskets, a flash sale with scarce stock, a center killed at the \
            peak, an edge node killed, a flood, a payment provider that goes away. Then compares \
            the load generator's ledger, the raw journal, the order book and the provider's books. \
            Exit code 0 only when every check holds, else 1. docs/rehearsal.md describes profiles.
            """)

    @Option(help: "A profile's name (618, flash, soak, flood) or its file.")
    var profile = "618"
    @Option(help: "Times the requests, buyers and stock of the profile.") var scale = 1.0
    @Option(help: "What breaks: default, none, or some of center, edge, flood, provider, disk.")
    var faults = "default"
    @Option(help: "What the run is drawn from; another one each time unless given.") var seed:
        UInt64?
    @Option(
        help: "An empty folder for the run's files; a new one in the state folder unless given.")
    var directory: String?
    @Option(help: "The folder with the sample data.") var samples: String = UpCommand.defaultSamples
    @Option(
        parsing: .upToNextOption,
        help: "Compare the reports in two folders, the older first, instead of a run.")
    var compare: [String] = []
    @Option(help: "Rehearse on a shop that runs already, at this address; orders are marked.")
    var against: String?
    @Option(help: "An API key of the shop; others can see it here: see --token-file.")
    var token: String?
    @Option(help: "A file with the API key; SPILLWAY_TOKEN in the environment holds one too.")
    var tokenFile: String?
    @Option(help: "A certificate that is trusted instead of the system's, with --against.")
    var authority: String?
    @Option(help: "With --against: everyday, or the number of an open sale.")
    var sale = "everyday"
    @Option(help: ArgumentHelp("The center makes a mistake on purpose.", visibility: .hidden))
    var plantedMistake: [PlantedMistake] = []
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        guard scale > 0 && scale <= 100 else {
            throw ValidationError("--scale is above 0, up to 100")
        }
        guard compare.isEmpty || compare.count == 2 else {
            throw ValidationError("--compare takes two folders of runs")
        }
        try validateAgainst()
    }

    func run() throws {
        do throws(RehearsalError) {
            if compare.count == 2 { return try compareReports() }
        } catch {
            throw Failed(.data, error.message)
        }
        let options = try options()
        Output.say(
            "rehearsing \(options.profile.name) in \(options.directory), seed \(options.seed)")
        let display = SaleDisplay(options.profile)
        let report: SaleReport
        do {
            if let against {
                report = try rehearse(on: against, options, display)
            } else {
                report = try SaleRehearsal(
                    options, say: { display.say("· " + $0) }, show: { display.show($0) }
                ).run()
            }
            display.finish()
        } catch let error as RehearsalError {
            display.finish()
            throw Failed(.check, "the rehearsal could not be carried out: \(error.message)")
        }
        if json {
            Output.line(report.json)
        } else {
            Output.say(report.text)
            Output.say("report      \(options.directory)/\(SaleReport.pageName)")
            Output.line(report.verdict)
        }
        if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
    }

    private func options() throws -> SaleRehearsal.Options {
        var folder = directory ?? UpCommand.defaultData + "/rehearsals"
        if directory == nil {
            let name = SystemClock().now().rfc3339.prefix(19).filter { $0 != ":" }
            folder += "/" + name
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: folder), !files.isEmpty
        {
            throw Failed(.data, "the folder \(folder) is not empty: name another one")
        }
        guard let executable = Bundle.main.executablePath else {
            throw Failed(.data, "the path of this executable is not known")
        }
        let isFile = profile.contains("/") || profile.hasSuffix(".json")
        let path = isFile ? profile : "\(samples)/profiles/\(profile).json"
        var sale: SaleProfile
        do throws(RehearsalError) { sale = try SaleProfile(path: path) } catch {
            throw Failed(.data, error.message)
        }
        sale = sale.scaled(by: scale)
        if faults != "default" {
            let names = faults == "none" ? [] : faults.split(separator: ",").map(String.init)
            let kinds = names.compactMap { SaleProfile.Fault.Kind(rawValue: $0) }
            guard kinds.count == names.count else {
                let known = SaleProfile.Fault.Kind.allCases.map(\.rawValue)
                throw Failed(
                    .data, "--faults is default, none, or of " + known.joined(separator: ","))
            }
            sale.faults.removeAll { !kinds.contains($0.kind) }
        }
        var options = SaleRehearsal.Options(
            executable: executable, directory: folder, samples: samples, profile: sale,
            seed: seed ?? UInt64(UUID().uuidString.prefix(8), radix: 16) ?? 1, scale: scale)
        options.mistakes = plantedMistake.map(\.rawValue)
        return options
    }

    private func compareReports() throws(RehearsalError) {
        let before = try SaleReport(directory: compare[0])
        let after = try SaleReport(directory: compare[1])
        Output.line(ReportComparison(before: before, after: after).text)
    }
}
