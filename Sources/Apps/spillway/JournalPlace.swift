internal import ArgumentParser
internal import Foundation
internal import Journal
internal import Orders
internal import Primitives

/// Whose journal a command is about.
struct JournalPlace: ParsableArguments {
    @Argument(help: "The folder of the cell.")
    var directory: String

    /// The file of the order book.
    var orderBook: String { directory + "/" + Cell.orderBookName }

    /// Opens the journal to read it alone: nothing is made or changed.
    ///
    /// - Throws: `JournalError` of code `corrupt` for damage; `Failed` for all that is no damage.
    func open() throws -> Journal {
        let path = directory + "/" + Cell.journalName
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failed(
                .data, "there is no Spillway journal in \(directory): name the folder of a cell")
        }
        var options = JournalOptions()
        options.checkpointing = .manual
        options.isReadOnly = true
        do {
            return try Journal(path: path, cell: CellID(1), options: options)
        } catch {
            if error.code == .corrupt { throw error }
            throw Failed(.data, error.message)
        }
    }

    /// Takes the folder for this program alone.
    func lock() throws -> CellLock {
        do throws(CellError) { return try CellLock(directory: directory) } catch {
            throw Failed(.data, error.message)
        }
    }
}
