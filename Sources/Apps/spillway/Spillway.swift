internal import ArgumentParser

/// The executable: one program for every role.
struct Spillway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spillway",
        abstract: "A retail cloud that carries a retailer through its biggest sale day.",
        discussion: """
            Exit codes: 0 all is well; 1 a check or a goal does not hold; 2 the data cannot \
            be used as it is (corrupt, of a newer program, no permission); 64 the command was \
            not understood.
            """,
        version: "spillway 0.1.0",
        subcommands: [
            CellCommand.self, JournalCommand.self, OrdersCommand.self, BenchCommand.self,
            RehearseCommand.self, AuditCommand.self, SimulateCommand.self, UpCommand.self,
            IPCommand.self,
            RunCommand.self,
        ])
}

/// Runs the command line and turns what went wrong into exit codes.
@main
enum Main {
    static func main() {
        do {
            var command = try Spillway.parseAsRoot()
            try command.run()
            try Output.finish()
        } catch let failure as Failed {
            try? Output.finish()
            Output.say("spillway: \(failure)")
            Spillway.exit(withError: ExitCode(failure.kind.rawValue))
        } catch {
            try? Output.finish()
            Spillway.exit(withError: error)
        }
    }
}
