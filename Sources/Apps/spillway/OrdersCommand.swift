internal import ArgumentParser
internal import Foundation
internal import Journal
internal import Orders
internal import Primitives

/// What people do with the order book.
struct OrdersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orders",
        abstract: "Check or rebuild the order book of a cell that is not running.",
        subcommands: [Rebuild.self, Check.self])

    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Fold the whole journal into a new order book, which takes the old one's place."
        )

        @OptionGroup var place: JournalCommand.Place

        func run() throws {
            let journal = try place.open()
            defer { try? journal.close() }
            let path = place.directory + "/" + Cell.orderBookName
            do { try OrderBook.rebuild(path: path, from: journal) } catch {
                throw Failed(.data, "\(error)")
            }
            print("the order book is made anew from \(journal.tail.position) batches")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Compare the order book, row by row, with one that is made anew from the journal.")

        @OptionGroup var place: JournalCommand.Place
        @Flag(help: "Print the report as JSON.") var json = false

        func run() throws {
            let journal = try place.open()
            defer { try? journal.close() }
            let scratch =
                FileManager.default.temporaryDirectory.path + "/orderbook-check-\(getpid()).sqlite"
            defer {
                for suffix in ["", "-wal", "-shm"] {
                    try? FileManager.default.removeItem(atPath: scratch + suffix)
                }
            }
            let differences: [String]
            do {
                let book = try OrderBook(path: place.directory + "/" + Cell.orderBookName)
                defer { try? book.close() }
                _ = try book.catchUp(with: journal)
                let other = try OrderBook(path: scratch)
                defer { try? other.close() }
                _ = try other.catchUp(with: journal)
                differences = try book.differences(with: other, limit: 20)
            } catch {
                throw Failed(.data, "\(error)")
            }
            let text =
                differences.isEmpty
                ? "the order book is the fold of the journal" : differences.joined(separator: "\n")
            try Output.print(
                CheckReport(holds: differences.isEmpty, differences: differences), json: json,
                text: text)
            if !differences.isEmpty { throw ExitCode(Failed.Kind.check.rawValue) }
        }
    }

    struct CheckReport: Encodable {
        var holds: Bool
        var differences: [String]
    }
}
