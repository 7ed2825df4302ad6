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
    func bind(to row: inout RowBinder) throws(StoreError) {
        try row.add(id.rawValue)
        try row.add(merchant.rawValue)
        try row.add(bits: buyer.rawValue)
        try row.add(key)
        try row.add(status.rawValue)
        try row.add(currency.rawValue)
        try row.add(total.rawValue)
        try row.add(discount.rawValue)
        try row.add(received.rawValue)
        try row.add(refunded.rawValue)
        try row.add(placedAt.rawValue)
        try row.add(paymentDeadline.rawValue)
        try row.add(paidAt?.rawValue)
        try row.add(endedAt?.rawValue)
        try row.add(cancelledBy.map { Int64($0.rawValue) })
        try row.add(coupon.map { Int64($0.rawValue) })
        try row.add(movements)
        try row.add(position)
    }

    /// Binds what can change after an order was placed, for `BookTables.updateOrder`.
    func bindChanges(to row: inout RowBinder) throws(StoreError) {
        try row.add(id.rawValue)
        try row.add(status.rawValue)
        try row.add(received.rawValue)
        try row.add(refunded.rawValue)
        try row.add(paidAt?.rawValue)
        try row.add(endedAt?.rawValue)
        try row.add(cancelledBy.map { Int64($0.rawValue) })
        try row.add(movements)
    }
}
