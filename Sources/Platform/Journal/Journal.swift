package import Primitives
internal import Store
internal import Synchronization

/// The durable, ordered log of one cell.
///
/// Batches have the positions 1, 2, 3, …; each carries a checksum and the hash of the batch before
/// it. One leader at a time appends, and the store itself refuses every other. Calls block the
/// caller's thread, except following by `read(from:)`.
package final class Journal: Sendable {
    /// The largest payload of a batch; a larger one is refused before anything is written.
    package static let maximumPayloadBytes = 16 << 20

    /// The cell that this is the journal of.
    package let cell: CellID
    /// What it was opened with.
    package let options: JournalOptions
    let store: Store
    let followers: Followers
    let keeper: LogKeeper
    /// What appending goes on from; held over a commit.
    let appending: Mutex<Appending>

    struct Appending: Sendable {
        var tail: JournalTail
        /// Set by a failed commit, which may have written its batch or not.
        var isStale = false
    }

    /// Opens the journal in the file at `path`, creating it if there is none, and checks its last
    /// batch; `verify` checks the others. One that only reads creates nothing.
    package init(path: String, cell: CellID, options: JournalOptions = JournalOptions())
        throws(JournalError)
    {
        let configuration = StoreConfiguration(
            .sqlite(path: path), pageBytes: options.pageBytes, busyTimeout: options.busyTimeout,
            maximumReaders: options.maximumReaders, automaticCheckpointPages: 0,
            access: options.isReadOnly ? .readOnly : .readWrite)
        store = try JournalError.wrapping { () throws(StoreError) in
            try Store(configuration, migrations: JournalSchema.migrations)
        }
        self.cell = cell
        self.options = options
        let tail: JournalTail
        do {
            tail = try store.read(throwing: JournalError.self) { connection throws(JournalError) in
                try Self.lastBatch(of: cell, connection)
            }
        } catch {
            // The reason to give up counts more than a failure to close.
            _ = try? store.close()
            throw error
        }
        followers = Followers(tail: tail)
        appending = Mutex(Appending(tail: tail))
        keeper = LogKeeper(store, options)
    }

    /// The last batch that this journal knows to be durable.
    package var tail: JournalTail { followers.tail }

    /// Reads the tail from the store again, for a journal that another one appends to, and wakes
    /// those who wait for it.
    @discardableResult
    package func refresh() throws(JournalError) -> JournalTail {
        try appending.withLock { state throws(JournalError) in
            try reload(&state)
            return state.tail
        }
    }

    /// Ends every follower, waits for the calls that are running, and closes the file. Later calls
    /// fail as closed.
    package func close() throws(JournalError) {
        followers.close()
        keeper.stop()
        try JournalError.wrapping { () throws(StoreError) in try store.close() }
    }

    /// Takes the tail from the store and publishes it.
    func reload(_ state: inout Appending) throws(JournalError) {
        let tail = try store.read(throwing: JournalError.self) {
            [cell] connection throws(JournalError) in
            try Self.lastBatch(of: cell, connection)
        }
        state = Appending(tail: tail)
        followers.publish(tail)
    }

    /// Reads and checks the last batch.
    static func lastBatch(of cell: CellID, _ connection: Connection) throws(JournalError)
        -> JournalTail
    {
        var tail = JournalTail.empty
        try connection.query(
            throwing: JournalError.self, JournalSchema.last, [SQLValue(cell.rawValue)]
        ) { row throws(JournalError) in
            let fields = try RowFields(row)
            let position = UInt64(clamping: fields.position)
            let check = BatchCheck(
                cell: cell, position: max(1, position), previous: position == 1 ? .zero : nil)
            let hash = try check.naming { () throws(JournalError) in
                try unsafe row.withBlob(2) { bytes throws(JournalError) in
                    try unsafe check.hash(
                        rowPosition: fields.position, rowEpoch: fields.epoch, bytes: bytes)
                }
            }
            tail = JournalTail(
                position: position, hash: hash, epoch: UInt64(clamping: fields.epoch))
        }
        return tail
    }
}
