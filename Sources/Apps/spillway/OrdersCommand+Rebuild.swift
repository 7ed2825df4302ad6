internal import ArgumentParser
internal import Foundation
internal import Journal
internal import Orders

extension OrdersCommand {
    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Fold the whole journal into a new order book, which takes the old one's place.",
            discussion: """
                Refused, with exit code 1, when the old book or a snapshot has seen batches that \
                the journal does not have: a new book would forget them.
                """)

        @OptionGroup var place: JournalPlace
        @Flag(help: "Rebuild even if the old book or a snapshot is ahead of the journal.")
        var force = false
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let report: BookReport
            do {
                let journal = try place.open()
                defer { try? journal.close() }
                let lock = try place.lock()
                defer { withExtendedLifetime(lock) {} }
                let witnesses = JournalWitnesses(directory: place.directory)
                if !force { try witnesses.check(journalEndsAt: journal.tail.position) }
                try OrderBook.rebuild(path: place.orderBook, from: journal)
                report = BookReport(
                    position: journal.tail.position, batches: journal.tail.position,
                    was_at: witnesses.orderBook)
            } catch let error as JournalError {
                throw Failed(.of(error), error.message)
            } catch let error as CellError {
                throw Failed(
                    .check, "\(error.message); the order book is as it was; --force rebuilds it")
            } catch let error as OrderBookError {
                throw Failed(.of(error), error.description)
            }
            try Output.print(
                report, json: json,
                text: "the order book is made anew from \(report.batches) batches")
        }
    }

    struct CatchUp: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "catch-up",
            abstract: "Fold what the order book does not have yet, as a running cell does.")

        @OptionGroup var place: JournalPlace
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let report: BookReport
            do {
                let journal = try place.open()
                defer { try? journal.close() }
                let lock = try place.lock()
                defer { withExtendedLifetime(lock) {} }
                let book = try OrderBook(path: place.orderBook)
                defer { try? book.close() }
                let before = try book.position().position
                let batches = try book.catchUp(with: journal)
                report = BookReport(
                    position: before + UInt64(batches), batches: UInt64(batches), was_at: before)
            } catch let error as JournalError {
                throw Failed(.of(error), error.message)
            } catch let error as OrderBookError {
                throw Failed(.of(error), error.description)
            }
            try Output.print(
                report, json: json,
                text: "the order book stands at batch \(report.position); "
                    + "\(report.batches) were new")
        }
    }

    /// What was done to a book.
    struct BookReport: Encodable {
        var position: UInt64
        var batches: UInt64
        var was_at: UInt64
    }
}
