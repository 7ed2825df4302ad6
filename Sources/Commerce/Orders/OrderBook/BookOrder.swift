package import OrderCore
package import Primitives
internal import Store

/// An order as the book has it: what the core says of it, and when each thing happened.
package struct BookOrder: Sendable, Hashable {
    /// Who cancels an order.
    package enum Canceller: UInt8, Sendable {
        case buyer = 1
        case merchant = 2
    }

    /// The order.
    package var id: OrderID
    /// Whose store it is.
    package var merchant: MerchantID
    /// Who bought.
    package var buyer: BuyerID
    /// The key that it was placed with.
    package var key: IdempotencyKey
    /// What it is at.
    package var status: OrderStatus
    /// The currency of its money.
    package var currency: Currency
    /// To pay, after the discount.
    package var total: MinorUnits
    /// What was taken off, over all lines.
    package var discount: MinorUnits
    /// Received and kept; of a cancelled order, what went back when it was cancelled.
    package var received = MinorUnits.zero
    /// Of what was received, what went or goes back.
    package var refunded = MinorUnits.zero
    /// When it was accepted.
    package var placedAt: Timestamp
    /// Until when the stock is held.
    package var paymentDeadline: Timestamp
    /// When it was paid in full; an order without a price is paid when it is placed.
    package var paidAt: Timestamp?
    /// When it expired or was cancelled; nil again after a late payment.
    package var endedAt: Timestamp?
    /// Who cancelled it, if it is cancelled.
    package var cancelledBy: Canceller?
    /// The coupon that it used, if any.
    package var coupon: CouponID?
    /// Payments, refunds and restocks so far.
    package var movements: UInt32 = 0
    /// The journal's batch in which it was accepted.
    package var position: UInt64
}

extension BookOrder {
    static let columns = [
        "merchant", "buyer", "key_high", "key_low", "status", "currency", "total", "discount",
        "received", "refunded", "placed_at", "payment_deadline", "paid_at", "ended_at",
        "cancelled_by", "coupon", "movements", "position",
    ]

    init(_ row: borrowing Row) throws(StoreError) {
        id = OrderID(try row.unsigned(0))
        merchant = MerchantID(try row.exactly(1))
        buyer = BuyerID(try row.bits(2))
        key = IdempotencyKey(high: try row.bits(3), low: try row.bits(4))
        status = try row.known(5)
        currency = Currency(try row.exactly(6))
        total = MinorUnits(try row.integer(7))
        discount = MinorUnits(try row.integer(8))
        received = MinorUnits(try row.integer(9))
        refunded = MinorUnits(try row.integer(10))
        placedAt = Timestamp(try row.integer(11))
        paymentDeadline = Timestamp(try row.integer(12))
        paidAt = try row.optionalInteger(13).map { Timestamp($0) }
        endedAt = try row.optionalInteger(14).map { Timestamp($0) }
        cancelledBy = row.isNull(15) ? nil : try row.known(15)
        coupon = row.isNull(16) ? nil : CouponID(try row.exactly(16))
        movements = try row.exactly(17)
        position = try row.unsigned(18)
    }

    /// Binds a whole row.
    func bind(to statement: Statement) throws(StoreError) {
        try statement.bind(id.rawValue, at: 1)
        try statement.bind(Int64(merchant.rawValue), at: 2)
        try statement.bind(bits: buyer.rawValue, at: 3)
        try statement.bind(bits: key.high, at: 4)
        try statement.bind(bits: key.low, at: 5)
        try statement.bind(Int64(status.rawValue), at: 6)
        try statement.bind(Int64(currency.rawValue), at: 7)
        try statement.bind(total.rawValue, at: 8)
        try statement.bind(discount.rawValue, at: 9)
        try statement.bind(received.rawValue, at: 10)
        try statement.bind(refunded.rawValue, at: 11)
        try statement.bind(placedAt.rawValue, at: 12)
        try statement.bind(paymentDeadline.rawValue, at: 13)
        try statement.bind(paidAt?.rawValue, orNullAt: 14)
        try statement.bind(endedAt?.rawValue, orNullAt: 15)
        try statement.bind(cancelledBy.map { Int64($0.rawValue) }, orNullAt: 16)
        try statement.bind(coupon.map { Int64($0.rawValue) }, orNullAt: 17)
        try statement.bind(Int64(movements), at: 18)
        try statement.bind(position, at: 19)
    }

    /// Binds what can change after an order was placed, for `BookTables.updateOrder`.
    func bindChanges(to statement: Statement) throws(StoreError) {
        try statement.bind(id.rawValue, at: 1)
        try statement.bind(Int64(status.rawValue), at: 2)
        try statement.bind(received.rawValue, at: 3)
        try statement.bind(refunded.rawValue, at: 4)
        try statement.bind(paidAt?.rawValue, orNullAt: 5)
        try statement.bind(endedAt?.rawValue, orNullAt: 6)
        try statement.bind(cancelledBy.map { Int64($0.rawValue) }, orNullAt: 7)
        try statement.bind(Int64(movements), at: 8)
    }
}
