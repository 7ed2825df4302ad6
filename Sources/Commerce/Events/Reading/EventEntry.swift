internal import Primitives

/// One event, ready to be sent.
struct EventEntry: Sendable {
    /// Records of the batch up to this one.
    var number: UInt32
    /// What happened.
    var type: EventType
    /// To whose store.
    var merchant: MerchantID
    /// To whose order; nil where it is about none.
    var buyer: BuyerID?
    /// As it goes out.
    var bytes: [UInt8]
}
