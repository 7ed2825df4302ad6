internal import ArgumentParser
internal import IPLibrary

/// Compares two libraries or sources.
struct IPDiff: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say which addresses two libraries put into other places.",
        discussion: """
            Takes libraries and sources of any form. Prints runs of addresses with both places, \
            then the sums. Exit code 0 where they say the same, 1 where they differ.
            """)

    @Argument(help: "The one before.") var before: String
    @Argument(help: "The one after.") var after: String
    @Option(help: "Runs to print at most.") var limit: Int = 20
    @Flag(help: "Print JSON, one object a line.") var json = false

    private struct Line: Encodable {
        var first: String
        var last: String
        var before: String
        var after: String
    }

    private struct Sum: Encodable {
        var runs: Int
        var addressesV4: UInt64
        var networksV6: UInt64
    }

    func validate() throws {
        guard (0...10_000_000).contains(limit) else {
            throw ValidationError("--limit is 0 to 10,000,000")
        }
    }

    func run() throws {
        let (old, new) = try IPCommand.attempt { () throws(IPLibraryError) in
            (try AddressSource.read(path: before), try AddressSource.read(path: after))
        }
        let difference = LibraryDifference(old, new, limit: limit)
        for run in difference.runs {
            let line = Line(
                first: "\(run.first)", last: "\(run.last)", before: "\(run.before)",
                after: "\(run.after)")
            try Output.print(
                line, json: json,
                text: "\(line.first) to \(line.last)\t\(line.before)\t\(line.after)")
        }
        let sum = Sum(
            runs: difference.runCount, addressesV4: difference.v4Addresses,
            networksV6: difference.v6Networks)
        try Output.print(
            sum, json: json,
            text: sum.runs == 0
                ? "the same"
                : "\(sum.runs) runs differ: \(sum.addressesV4) IPv4 addresses, "
                    + "\(sum.networksV6) networks of IPv6 (/64)")
        if sum.runs > 0 { throw ExitCode(Failed.Kind.check.rawValue) }
    }
}
