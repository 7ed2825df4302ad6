internal import Foundation
internal import Journal

/// Those in a cell's folder who have seen batches of its journal: the latest snapshot and the order
/// book.
///
/// What they folded was durable. A journal that ends before them has lost batches, such as by a
/// damaged write-ahead log, whose end SQLite takes to be where the damage is; the chain of hashes
/// alone cannot tell.
package struct JournalWitnesses: Sendable, Hashable {
    /// The position of the latest snapshot; 0 for none.
    package var snapshot: UInt64
    /// The position of the order book; 0 for none, or for one that cannot be read.
    package var orderBook: UInt64

    init(snapshot: UInt64, orderBook: UInt64) {
        self.snapshot = snapshot
        self.orderBook = orderBook
    }

    /// Asks those in the folder of a cell, before its journal is read; makes and changes nothing.
    package init(directory: String) {
        let files = DirectorySnapshotFiles(existing: directory + "/" + Cell.snapshotsName)
        snapshot = (try? Snapshots(files).positions().first) ?? 0
        orderBook = 0
        let path = directory + "/" + Cell.orderBookName
        guard FileManager.default.fileExists(atPath: path),
            let book = try? OrderBook(path: path, isReadOnly: true)
        else { return }
        orderBook = (try? book.position().position) ?? 0
        try? book.close()
    }

    /// Checks a journal whose last batch is at `last`.
    ///
    /// - Throws: `corrupt`, naming the first position that is missing.
    package func check(journalEndsAt last: UInt64) throws(CellError) {
        for (name, position) in [("a snapshot", snapshot), ("the order book", orderBook)]
        where last < position {
            throw CellError(
                .corrupt,
                "batch \(last + 1) is missing: the journal ends before it, and \(name) has "
                    + "got to batch \(position); restore the journal from a copy",
                position: last + 1)
        }
    }

    /// Refuses a folder whose journal is gone while somebody there has seen it.
    static func requireJournal(in directory: String) throws(CellError) {
        guard !FileManager.default.fileExists(atPath: directory + "/" + Cell.journalName) else {
            return
        }
        let seen = JournalWitnesses(directory: directory)
        let last = max(seen.snapshot, seen.orderBook)
        guard last > 0 else { return }
        throw CellError(
            .corrupt,
            "\(Cell.journalName) is missing in \(directory), and others there have got to batch "
                + "\(last): restore it from a copy, or name an empty folder for a new cell",
            position: 1)
    }
}
