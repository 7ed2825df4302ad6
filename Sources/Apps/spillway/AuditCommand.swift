internal import ArgumentParser
internal import Rehearsal

/// Audits a rehearsal that was run before.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Repeat the audit of a rehearsal, from its folder alone.",
        discussion: "Exit code 0 only when every check holds, else 1.")

    @Argument(help: "The folder of the run.") var directory: String
    @Flag(help: "Print the report as JSON.") var json = false

    func run() throws {
        let report: SaleReport
        do throws(RehearsalError) {
            report = try SaleAudit(directory: directory).run()
        } catch {
            throw Failed(.data, error.message)
        }
        if json {
            Output.line(report.json)
        } else {
            Output.say(report.text)
            Output.line(report.verdict)
        }
        if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
    }
}
