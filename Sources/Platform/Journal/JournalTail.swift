/// The last batch of a journal.
package struct JournalTail: Hashable, Sendable {
    /// Its position; 0 for an empty journal.
    package var position: UInt64
    /// Its hash; zeros for an empty journal.
    package var hash: BatchHash
    /// The epoch that it was written in; 0 for an empty journal.
    package var epoch: UInt64

    /// The tail of an empty journal.
    package static let empty = JournalTail(position: 0, hash: .zero, epoch: 0)
}
