/// What a fold remembers of an order that may still move: 32 bytes.
struct OrderEntry {
    /// To pay, after the discount.
    var total: Int64 = 0
    /// What the coupon took off.
    var discount: Int64 = 0
    var firstLine: UInt32 = 0
    var coupon: UInt32 = 0
    /// 0 where there is no order.
    var lineCount: UInt8 = 0
    var isPaid = false
    var isRehearsal = false
    /// Read from the order book, which may be ahead of the fold: what changes is not believed.
    var isFromBook = false

    var isThere: Bool { lineCount > 0 }
}

/// What a fold remembers of a line: 12 bytes.
struct LineEntry {
    var pool: UInt32
    var quantity: UInt32
    /// Units that came back.
    var returned: UInt32 = 0
}
