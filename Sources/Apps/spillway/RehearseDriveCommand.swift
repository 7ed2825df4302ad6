internal import ArgumentParser
internal import Primitives
internal import Rehearsal

/// The load of a rehearsal, in a process of its own.
struct RehearseDriveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drive", abstract: "Drive the load of a plan; a rehearsal starts it.",
        shouldDisplay: false)

    @Option(help: "The plan.") var plan: String

    func run() throws {
        OpenFiles.raiseLimit()
        do throws(RehearsalError) {
            try SaleDriver(plan: plan) { figures in
                guard let line = try? Output.json(figures) else { return }
                Output.line(line)
                try? Output.finish()
            }.run()
        } catch {
            throw Failed(.data, error.message)
        }
    }
}
