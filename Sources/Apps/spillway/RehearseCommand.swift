internal import ArgumentParser

/// Runs a sale as a test.
struct RehearseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Run a sale as a test, and audit every single order.",
        subcommands: [
            RehearseSaleCommand.self, RehearseCellCommand.self, RehearseDriveCommand.self,
        ],
        defaultSubcommand: RehearseSaleCommand.self)
}
