internal import Primitives

/// What an order is at.
package enum OrderStatus: UInt8, Sendable, CaseIterable {
    /// Accepted; its stock is held until it is paid or its deadline passes.
    case awaitingPayment = 1
    /// Paid; its stock is sold.
    case paid = 2
    /// The deadline passed before it was paid; its stock went back.
    case expired = 3
    /// Cancelled; its stock and its money went back.
    case cancelled = 4
}

/// An order in the core's memory: 104 bytes.
struct OrderState: SlabRecord {
    var id: UInt64 = 0
    var key = IdempotencyKey(high: 0, low: 0)
    var buyer: UInt64 = 0
    /// Minor units to pay, after the discount.
    var total: Int64 = 0
    /// Minor units received and not sent back with the payment itself.
    var received: Int64 = 0
    /// Minor units of `received` that went or go back.
    var refunded: Int64 = 0
    var paymentDeadline: Int64 = 0
    var merchant: UInt32 = 0
    /// When the order is due in the timer wheel, in seconds since 1970, and its neighbours there.
    var dueSecond: UInt32 = 0
    var nextDue: UInt32 = 0
    var previousDue: UInt32 = 0
    var firstLine: UInt32 = 0
    var firstReference: UInt32 = 0
    var coupon: UInt32 = 0
    var status: UInt8 = 0
    var flags: UInt8 = 0
    var lineCount: UInt8 = 0
    var referenceCount: UInt8 = 0

    static var rehearsal: UInt8 { 1 }
    static var couponCounted: UInt8 { 2 }

    var isRehearsal: Bool { flags & Self.rehearsal != 0 }
    var isLive: Bool { status != 0 }
    var freeLink: UInt32 { firstLine }
    static func free(link: UInt32) -> OrderState { OrderState(firstLine: link) }
}

/// A line of an order: 32 bytes.
struct LineState: SlabRecord {
    var pool: UInt32 = 0
    var quantity: UInt32 = 0
    var unitPrice: Int64 = 0
    var discount: Int64 = 0
    /// Units that came back, and in the two upper bits which limits the line counts in.
    private var returnedAndFlags: UInt32 = 0
    var next: UInt32 = 0

    init(pool: UInt32, quantity: UInt32, unitPrice: Int64, discount: Int64) {
        (self.pool, self.quantity, self.unitPrice, self.discount) = (
            pool, quantity, unitPrice, discount
        )
    }

    private init(link: UInt32) { next = link }

    var returned: UInt32 {
        get { returnedAndFlags & 0x3FFF_FFFF }
        set { returnedAndFlags = (returnedAndFlags & 0xC000_0000) | newValue }
    }
    var countsInItemLimit: Bool {
        get { returnedAndFlags & 0x8000_0000 != 0 }
        set { returnedAndFlags = (returnedAndFlags & 0x7FFF_FFFF) | (newValue ? 0x8000_0000 : 0) }
    }
    var countsInSaleLimit: Bool {
        get { returnedAndFlags & 0x4000_0000 != 0 }
        set { returnedAndFlags = (returnedAndFlags & 0xBFFF_FFFF) | (newValue ? 0x4000_0000 : 0) }
    }
    var isLive: Bool { quantity != 0 }
    var freeLink: UInt32 { next }
    static func free(link: UInt32) -> LineState { LineState(link: link) }
}

/// The way from an idempotency key to its order: 8 bytes; the key itself lies in the order.
struct KeyEntry: HashEntry {
    var hash: UInt32
    var order: UInt32
    var isEmpty: Bool { order == 0 }

    @inline(__always) static func hash(_ key: IdempotencyKey) -> UInt32 {
        UInt32(truncatingIfNeeded: mixed(key.high ^ (key.low &* 0x9E37_79B9_7F4A_7C15)) >> 32)
    }
}
