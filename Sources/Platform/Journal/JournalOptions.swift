/// How a journal keeps its file.
package struct JournalOptions: Sendable {
    /// Who moves the write-ahead log into the database file.
    package enum Checkpointing: Sendable {
        /// A thread of the journal's own, in small slices beside the appends.
        case background
        /// The owner, by calling `checkpoint()`; no thread is started.
        case manual
    }

    /// Bytes in a page of the file, a power of two up to 65,536; counts when the file is created.
    package var pageBytes = 32768
    /// Who moves the log.
    package var checkpointing = Checkpointing.background
    /// Bytes in the log that the thread moves at a time.
    package var sliceBytes = 1 << 20
    /// Bytes yet to be moved at which the appending thread takes part: a slow commit, so that
    /// appending is never faster than moving for long.
    package var backlogBytes = 16 << 20
    /// Length of the log from which on it is started anew as soon as no more than a slice is left
    /// to move, which the appending thread does.
    package var logTargetBytes = 64 << 20
    /// Length of the log at which appends are refused as full. It is reached when a reader outside
    /// this journal stays in one transaction, or by who never checkpoints by hand.
    package var logLimitBytes = 8 << 30
    /// How long a call waits for another process' lock.
    package var busyTimeout = Duration.seconds(5)
    /// Reads alone: makes, changes and migrates nothing, and refuses a file that is no journal.
    package var isReadOnly = false
    /// Threads that may read at the same time; a further one waits.
    package var maximumReaders = 4

    /// The options for a file on a local disk.
    package init() {}
}
