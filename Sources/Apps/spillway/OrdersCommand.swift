internal import ArgumentParser

/// What people do with the order book.
struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Check, complete or rebuild the order book of a cell that is not running.",
        subcommands: [Check.self, CatchUp.self, Rebuild.self])
}
