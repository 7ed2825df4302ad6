internal import Primitives

/// The events of one batch, for some merchants.
struct EventBatch: Sendable {
    /// The batch.
    var position: UInt64
    /// The merchants whose events are here; others' are not, whether there are any or not.
    var merchants: Set<MerchantID>
    /// The events, in the order of their records.
    var entries: [EventEntry] = []
    /// Bytes of the batch.
    var payloadBytes: Int

    /// Bytes in memory, about.
    var size: Int { entries.reduce(200) { $0 + $1.bytes.count + 80 } }
}
