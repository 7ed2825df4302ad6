internal import ArgumentParser
internal import Foundation
internal import Journal
internal import Orders

extension OrdersCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Compare the order book, row by row, with one that is made anew from the journal.",
            discussion: """
                Reads alone: the new book is made in the folder for temporary files. A book that \
                lags behind the journal is compared at its own position. Exit code 1 where they \
                differ.
                """)

        @OptionGroup var place: JournalPlace
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let report: CheckReport
            do {
                let journal = try place.open()
                defer { try? journal.close() }
                try CellLock.refuseInUse(directory: place.directory)
                guard FileManager.default.fileExists(atPath: place.orderBook) else {
                    throw Failed(
                        .data,
                        "there is no order book in \(place.directory): `spillway orders rebuild` "
                            + "makes one")
                }
                let book = try OrderBook(path: place.orderBook, isReadOnly: true)
                defer { try? book.close() }
                report = try Self.compare(book, journal)
            } catch let error as JournalError {
                throw Failed(.of(error), error.message)
            } catch let error as CellError {
                throw Failed(.data, error.message)
            } catch let error as OrderBookError {
                throw Failed(.of(error), error.description)
            }
            try Output.print(report, json: json, text: report.text)
            if !report.holds { throw ExitCode(Failed.Kind.check.rawValue) }
        }

        private static func compare(_ book: OrderBook, _ journal: Journal) throws -> CheckReport {
            let (position, end) = (try book.position().position, journal.tail.position)
            var report = CheckReport(
                holds: false, differences: [], position: position, journal_position: end)
            guard position <= end else {
                report.differences = [
                    "the book stands at batch \(position), the journal ends at batch \(end)"
                ]
                return report
            }
            let scratch =
                FileManager.default.temporaryDirectory.path + "/orderbook-check-\(UUID())"
            defer {
                for suffix in ["", "-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: scratch + suffix)
                }
            }
            let other = try OrderBook(path: scratch)
            defer { try? other.close() }
            _ = try other.catchUp(with: journal, upTo: position)
            report.differences = try book.differences(with: other, limit: 20)
            report.holds = report.differences.isEmpty
            return report
        }
    }

    struct CheckReport: Encodable {
        var holds: Bool
        var differences: [String]
        var position: UInt64
        var journal_position: UInt64

        var text: String {
            guard holds else { return differences.joined(separator: "\n") }
            let rest = journal_position - position
            return "the order book is the fold of the journal up to batch \(position)"
                + (rest == 0 ? "" : "; \(rest) batches are still to come")
        }
    }
}
