internal import ArgumentParser
internal import Foundation
internal import Rehearsal

/// Rehearses the order core alone.
struct RehearseCellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cell",
        abstract: "Rehearse the order core alone: a flood, kills, and an audit of everything.",
        discussion: """
            Starts a cell in a process of its own, floods it, kills it with SIGKILL at random \
            moments, asks again by key for what got no answer, and then compares the client's \
            ledger, the journal and the order book. Exit code 0 only when every check holds, else 1.
            """)

    @Option(help: "How often the cell is killed.") var kills: Int = 5
    @Option(help: "For how many seconds orders are asked for.") var seconds: Double = 15
    @Option(help: "What the run is drawn from; another one each time unless given.") var seed:
        UInt64?
    @Option(help: "An empty folder for the run's files; kept. A temporary one unless given.")
    var directory: String?
    @Flag(help: "Print the report as JSON.") var json = false

    func validate() throws {
        guard (0...1000).contains(kills) else { throw ValidationError("--kills is 0 to 1000") }
        guard seconds > 0 && seconds <= 300 else {
            throw ValidationError("--seconds is up to 300: the ledger is kept in memory")
        }
    }

    func run() throws {
        let folder =
            directory ?? FileManager.default.temporaryDirectory.path
            + "/spillway-rehearsal-\(UUID())"
        if let files = try? FileManager.default.contentsOfDirectory(atPath: folder), !files.isEmpty
        {
            throw Failed(.data, "the folder \(folder) is not empty: name another one")
        }
        guard let executable = Bundle.main.executablePath else {
            throw Failed(.data, "the path of this executable is not known")
        }
        var options = RehearsalOptions(executable: executable, directory: folder)
        options.kills = kills
        options.seconds = seconds
        options.seed = seed ?? UInt64(UUID().uuidString.prefix(8), radix: 16) ?? 1
        Output.say("rehearsing" + (directory.map { " in \($0)" } ?? "") + ", seed \(options.seed)")
        var report: RehearsalReport
        do throws(RehearsalError) {
            report = try Rehearsal(options) { Output.say("· " + $0) }.run()
        } catch {
            throw Failed(.check, "the rehearsal could not be carried out: \(error.message)")
        }
        // A folder that is removed is not named: nobody would find anything there.
        let isRemoved = directory == nil && report.holds
        if isRemoved { report.directory = "" }
        if json {
            Output.line(report.json)
        } else {
            Output.say(report.text)
            Output.line(report.verdict)
        }
        if isRemoved { try? FileManager.default.removeItem(atPath: folder) }
        if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
    }
}
