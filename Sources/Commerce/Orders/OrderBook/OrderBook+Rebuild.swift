internal import Glibc
package import Journal
internal import Store

extension OrderBook {
    /// Builds the book at `path` from nothing, up to the tail that `journal` has now, beside the
    /// old one, and puts it in its place when it is whole. No book may be open there.
    ///
    /// After a crash at any point the old book or the new one is there, or none: then opening it
    /// starts a new one, and steps fill it again.
    package static func rebuild(path: String, from journal: Journal) throws(OrderBookError) {
        let fresh = path + ".rebuild"
        try remove(fresh)
        let book = try OrderBook(path: fresh)
        do {
            try book.catchUp(with: journal)
            _ = try OrderBookError.wrapping { () throws(StoreError) in
                try book.store.checkpoint(.truncate)
            }
        } catch {
            // The reason to give up counts more than a failure to close.
            _ = try? book.close()
            throw error
        }
        try book.close()
        try retire(path)
        guard unsafe rename(fresh, path) == 0 else { throw failure("rename", fresh) }
        try synchronizeFolder(of: path)
    }

    /// Leaves no write-ahead log at `path`: with another file in its place it would be read as that
    /// file's, and spoil it.
    private static func retire(_ path: String) throws(OrderBookError) {
        guard exists(path) else { return try remove(path) }
        // Closing the last connection moves the log into the file and removes it. A damaged file
        // cannot be closed so; it goes, and its log after it.
        _ = try? OrderBook(path: path).close()
        if exists(path + "-wal") { try remove(path) }
    }

    /// Removes a database with what lies beside it; the file first, as its log alone means nothing.
    private static func remove(_ path: String) throws(OrderBookError) {
        for file in [path, path + "-wal", path + "-shm"] {
            guard unsafe unlink(file) == 0 || errno == ENOENT else { throw failure("unlink", file) }
        }
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Makes a renaming last.
    private static func synchronizeFolder(of path: String) throws(OrderBookError) {
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let name = folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder
        let descriptor = unsafe open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", name) }
        defer { _ = Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("fsync", name) }
    }

    private static func failure(_ call: String, _ path: String) -> OrderBookError {
        let reason = unsafe String(cString: strerror(errno))
        return OrderBookError(.store, "\(call) of \(path) failed: \(reason)")
    }
}
