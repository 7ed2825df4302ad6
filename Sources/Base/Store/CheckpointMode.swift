/// How far a checkpoint goes to move the write-ahead log into the database file.
package enum CheckpointMode: Sendable {
    /// Moves what it can without waiting for anybody.
    case passive
    /// Waits for readers and the writer, moves all, and lets the next commit start the log anew.
    case restart
    /// Like `restart`, and cuts the log's file to nothing.
    case truncate
}
