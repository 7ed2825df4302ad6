/// What a journal holds.
package struct JournalStatistics: Hashable, Sendable {
    /// The batches of one leadership.
    package struct Epoch: Hashable, Sendable {
        /// The epoch.
        package var epoch: UInt64
        /// Its first position.
        package var firstPosition: UInt64
        /// Its last position.
        package var lastPosition: UInt64
        /// Its number of batches.
        package var batches: UInt64
        /// Bytes of its batches, headers and payloads.
        package var bytes: UInt64
    }

    /// What each leader wrote, in order; one without a batch is not listed.
    package var epochs: [Epoch]
    /// Bytes of the database file, with what the log will add to it.
    package var databaseBytes: Int
    /// Bytes of the write-ahead log after this journal's last commit; 0 before its first.
    package var logBytes: Int

    /// Number of batches.
    package var batches: UInt64 { epochs.reduce(0) { $0 + $1.batches } }
    /// Bytes of all batches, headers and payloads.
    package var bytes: UInt64 { epochs.reduce(0) { $0 + $1.bytes } }
    /// The first position; nil for an empty journal.
    package var firstPosition: UInt64? { epochs.map(\.firstPosition).min() }
    /// The last position; nil for an empty journal.
    package var lastPosition: UInt64? { epochs.map(\.lastPosition).max() }
    /// Bytes of a batch on the average, header and payload; 0 for an empty journal.
    package var meanBatchBytes: Double { batches == 0 ? 0 : Double(bytes) / Double(batches) }
}
