internal import ArgumentParser
internal import IPLibrary

/// Describes a library.
struct IPInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Check a library, and say what it was made of.")

    @Argument(help: "The library.") var library: String = IPCommand.defaultLibrary
    @Flag(help: "Print the report as JSON.") var json = false

    func run() throws {
        let opened = try IPCommand.attempt { () throws(IPLibraryError) in
            try IPLibrary(path: library)
        }
        let report = IPLibraryReport(opened, path: library)
        try Output.print(report, json: json, text: report.text)
    }
}
