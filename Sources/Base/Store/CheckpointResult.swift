/// What a checkpoint found and did.
package struct CheckpointResult: Hashable, Sendable {
    /// Pages in the write-ahead log.
    package var logPages: Int
    /// Pages of those that are now in the database file.
    package var movedPages: Int
    /// False when another checkpoint was running, so that this one did nothing.
    package var didRun: Bool

    /// Whether the whole log is in the database file, so that the next commit may start it anew.
    package var isComplete: Bool { didRun && movedPages == logPages }
}
