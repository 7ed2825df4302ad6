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

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read every batch and check its checksum and its place in the chain.",
            discussion: """
                The order book and the snapshots are asked too: batches that they have seen must \
                be there. Reads alone, beside a running cell too. Exit code 1 for a journal that \
                is not as it was written, 2 where there is none or it cannot be read.
                """)

        @OptionGroup var place: JournalPlace
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            // Before the journal is opened: they follow it.
            let witnesses = JournalWitnesses(directory: place.directory)
            var report = VerifyReport(witnesses)
            do {
                let journal = try place.open()
                defer { try? journal.close() }
                let tail = try journal.verify()
                try witnesses.check(journalEndsAt: tail.position)
                report.batches = tail.position
                report.hash = "\(tail.hash)"
            } catch let error as JournalError {
                guard error.code == .corrupt else { throw Failed(.data, error.message) }
                report.problem = error.message
                report.position = error.position
            } catch let error as CellError {
                report.problem = error.message
                report.position = error.position
            }
            report.holds = report.problem == nil
            try Output.print(report, json: json, text: report.text)
            if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
        }
    }

    struct Stat: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say how much the journal holds.")

        @OptionGroup var place: JournalPlace
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let statistics: JournalStatistics
            do {
                let journal = try place.open()
                defer { try? journal.close() }
                statistics = try journal.statistics()
            } catch let error as JournalError {
                throw Failed(.of(error), error.message)
            }
            try Output.print(StatReport(statistics), json: json, text: StatReport(statistics).text)
        }
    }

    struct Dump: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the records, one line each; with --json one JSON object each.")

        @OptionGroup var place: JournalPlace
        @Option(help: "The first batch to print.") var from: UInt64 = 1
        @Option(help: "Batches to print at most.") var limit: UInt64 = .max
        @Flag(help: "Print JSON lines.") var json = false

        func run() throws {
            let problem: String?
            do {
                let journal = try place.open()
                defer { try? journal.close() }
                problem = try dump(journal)
            } catch let error as JournalError {
                throw Failed(.of(error), error.message)
            }
            if let problem { throw Failed(.check, problem) }
        }

        /// Prints the records; gives what is wrong with a batch, if anything.
        private func dump(_ journal: Journal) throws(JournalError) -> String? {
            let printer = RecordPrinter(json: json)
            var left = limit
            var problem: String?
            _ = try unsafe journal.fold(from: max(1, from), previous: nil) { position, payload in
                guard left > 0, !Output.hasFailed else { return false }
                left -= 1
                problem = unsafe printer.print(position, payload)
                return problem == nil
            }
            return problem
        }
    }
}
