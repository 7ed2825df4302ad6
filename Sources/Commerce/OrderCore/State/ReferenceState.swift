internal import Primitives

/// A movement of money or stock that was taken in under a reference, with its first answer: 56
/// bytes.
struct ReferenceState: SlabRecord {
    enum Kind: UInt8 { case payment = 1, refund = 2, restock = 3, stockChange = 4 }

    var reference = Reference(high: 0, low: 0)
    /// The order, or the pool of a stock change.
    var target: UInt64 = 0
    /// What was asked for: an amount, a quantity, a delta.
    var amount: Int64 = 0
    /// What was answered with it: the refund due, the line.
    var detail: Int64 = 0
    /// The next reference of the same order; of stock changes, the one taken in after this.
    var next: UInt32 = 0
    var kind: UInt8 = 0
    /// `order_payment_outcome` of a payment; 1 for a shadow stock change.
    var outcome: UInt8 = 0

    var isLive: Bool { kind != 0 }
    var freeLink: UInt32 { next }
    static func free(link: UInt32) -> ReferenceState { ReferenceState(next: link) }
}

/// The way from a reference to its record: 8 bytes.
struct ReferenceEntry: HashEntry {
    var hash: UInt32
    var index: UInt32
    var isEmpty: Bool { index == 0 }

    @inline(__always) static func hash(_ reference: Reference) -> UInt32 {
        KeyEntry.hash(reference)
    }
}
