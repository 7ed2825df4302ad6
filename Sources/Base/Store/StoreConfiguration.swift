/// Where a store keeps its tables, and how.
package struct StoreConfiguration: Sendable {
    /// The engine behind the seam.
    package enum Engine: Sendable {
        /// A SQLite database in the file at `path`, which goes to SQLite as it is given.
        case sqlite(path: String)
        /// A SQLite database that lives and dies with the store: for tests.
        case memory
    }

    /// What a store may do to its files.
    package enum Access: Sendable {
        /// Reads and writes; makes the file if there is none.
        case readWrite
        /// Reads alone: makes, changes and migrates nothing.
        case readOnly
    }

    /// The engine.
    package var engine: Engine
    /// What the store may do to its files.
    package var access: Access
    /// Bytes in a page, a power of two from 512 to 65,536; takes effect when the file is created.
    package var pageBytes: Int
    /// How long a call waits for another process' lock before it fails as busy.
    package var busyTimeout: Duration
    /// Connections that may read at the same time; a further reader waits for one to be free.
    package var maximumReaders: Int
    /// Pages in the write-ahead log at which a commit also moves them to the database file;
    /// 0 leaves that to whoever calls `checkpoint`.
    package var automaticCheckpointPages: Int

    /// Describes a store; what is left out suits tables of small rows.
    package init(
        _ engine: Engine, pageBytes: Int = 4096, busyTimeout: Duration = .seconds(5),
        maximumReaders: Int = 4,
        automaticCheckpointPages: Int = 1000, access: Access = .readWrite
    ) {
        precondition(maximumReaders > 0 && automaticCheckpointPages >= 0)
        precondition((512...65536).contains(pageBytes) && pageBytes.nonzeroBitCount == 1)
        self.engine = engine
        self.pageBytes = pageBytes
        self.busyTimeout = busyTimeout
        self.maximumReaders = maximumReaders
        self.automaticCheckpointPages = automaticCheckpointPages
        self.access = access
    }

    /// How errors name the store.
    var name: String {
        switch engine {
        case .sqlite(let path): path
        case .memory: "memory"
        }
    }
}
