internal import ArgumentParser

/// Runs one role of a grown Spillway.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run one role in a process of its own.",
        subcommands: [RunEdgeCommand.self, RunSteeringCommand.self])
}
