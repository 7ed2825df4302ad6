/// A copy of one batch that was read and checked.
package struct JournalBatch: Hashable, Sendable {
    /// Its position, from 1.
    package var position: UInt64
    /// The epoch of the leader that wrote it.
    package var epoch: UInt64
    /// Its hash, which the next batch carries.
    package var hash: BatchHash
    /// What was appended.
    package var payload: [UInt8]
}
