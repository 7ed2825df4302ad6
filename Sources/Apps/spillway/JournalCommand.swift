internal import ArgumentParser
internal import Foundation
internal import Journal
internal import Orders
internal import Primitives

/// What people do with a journal.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "Check, print or describe the journal of a cell.",
        subcommands: [Verify.self, Dump.self, Stat.self])

    /// Which journal.
    struct Place: ParsableArguments {
        @Argument(help: "The folder of the cell.")
        var directory: String

        @Option(help: "The number of the cell.")
        var cell: UInt32 = 1

        func open() throws -> Journal {
            let path = directory + "/" + Cell.journalName
            guard FileManager.default.fileExists(atPath: path) else {
                throw Failed(
                    .data, "there is no journal in \(directory): name the folder of a cell")
            }
            do {
                var options = JournalOptions()
                options.checkpointing = .manual
                return try Journal(path: path, cell: CellID(cell), options: options)
            } catch {
                throw Failed(.data, error.message)
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read every batch and check its checksum and its place in the chain.")

        @OptionGroup var place: Place
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let report: VerifyReport
            do throws(JournalError) {
                let journal = try place.journal()
                let tail = try journal.verify()
                report = VerifyReport(holds: true, batches: tail.position, hash: "\(tail.hash)")
            } catch {
                if error.code == .notFound { throw Failed(.data, error.message) }
                report = VerifyReport(
                    holds: false, batches: nil, position: error.position, problem: error.message)
            }
            let text =
                report.holds
                ? "all \(report.batches ?? 0) batches are as they were written; the last hash is "
                    + (report.hash ?? "")
                : "NOT as it was written: \(report.problem ?? "")"
            try Output.print(report, json: json, text: text)
            if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
        }
    }

    struct VerifyReport: Encodable {
        var holds: Bool
        var batches: UInt64?
        var hash: String?
        var position: UInt64?
        var problem: String?
    }

    struct Stat: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say how much the journal holds.")

        @OptionGroup var place: Place
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let journal = try place.open()
            defer { try? journal.close() }
            let statistics: JournalStatistics
            do { statistics = try journal.statistics() } catch {
                throw Failed(.data, error.message)
            }
            try Output.print(StatReport(statistics), json: json, text: StatReport(statistics).text)
        }
    }

    struct Dump: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the records, one line each; with --json one JSON object each.")

        @OptionGroup var place: Place
        @Option(help: "The first batch to print.") var from: UInt64 = 1
        @Option(help: "Batches to print at most.") var limit: UInt64 = .max
        @Flag(help: "Print JSON lines.") var json = false

        func run() throws {
            let journal = try place.open()
            defer { try? journal.close() }
            var left = limit
            var failure: String?
            do throws(JournalError) {
                _ = try unsafe journal.fold(from: max(1, from), previous: nil) {
                    position, payload in
                    guard left > 0 else { return false }
                    left -= 1
                    failure = unsafe RecordPrinter(json: json).print(position, payload)
                    return failure == nil
                }
            } catch {
                failure = error.message
            }
            if let failure { throw Failed(.data, failure) }
        }
    }
}

extension JournalCommand.Place {
    /// Opens the journal for a check: damage is the finding then, not a failure of the command.
    func journal() throws(JournalError) -> Journal {
        var options = JournalOptions()
        options.checkpointing = .manual
        let path = directory + "/" + Cell.journalName
        guard FileManager.default.fileExists(atPath: path) else {
            throw JournalError(
                .notFound, "there is no journal in \(directory): name the folder of a cell")
        }
        return try Journal(path: path, cell: CellID(cell), options: options)
    }
}
