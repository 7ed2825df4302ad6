/// One request to a `SimulatedDisk`, as its hook and its trace see it.
package struct DiskOperation: Hashable, Sendable {
    /// What is asked of the disk.
    package enum Kind: Int, CaseIterable, Hashable, Sendable {
        case open, read, write, truncate, sync, remove, rename, syncDirectory
        /// Asks for a size or whether a file is there.
        case inspect
        /// A file is closed, or SQLite waits for a lock: no crash is counted on these.
        case close, sleep
    }

    /// What is asked.
    package var kind: Kind
    /// The file's name on the disk; empty where no file is meant.
    package var name: String
    /// The first byte that is read or written; 0 where that has no meaning.
    package var offset: Int
    /// Bytes read or written, the size truncated to, or microseconds slept.
    package var length: Int

    /// Describes a request.
    package init(_ kind: Kind, _ name: String = "", offset: Int = 0, length: Int = 0) {
        self.kind = kind
        self.name = name
        self.offset = offset
        self.length = length
    }
}

extension DiskOperation: CustomStringConvertible {
    /// The request in one line.
    package var description: String {
        switch kind {
        case .read, .write: "\(kind) \(name) at \(offset), \(length) bytes"
        case .truncate: "\(kind) \(name) to \(length) bytes"
        case .sleep: "\(kind) \(length) µs"
        case .open, .close, .sync, .remove, .rename, .syncDirectory, .inspect: "\(kind) \(name)"
        }
    }
}
