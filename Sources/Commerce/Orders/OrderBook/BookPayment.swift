package import Primitives
internal import Store

/// Money that came in for an order.
package struct BookPayment: Sendable, Hashable {
    /// What became of a payment: `order_payment_outcome`.
    package enum Outcome: UInt8, Sendable, CaseIterable {
        /// The order is paid; its stock is sold.
        case paid = 1
        /// Less than due: kept towards the rest.
        case awaitingRest = 2
        /// The hold had lapsed; it was taken again, and the order is paid.
        case paidLate = 3
        /// Nothing is left to pay for: the whole amount goes back.
        case refundDue = 4
    }

    /// The order.
    package var order: OrderID
    /// Its place among the order's payments, refunds and restocks, from 1.
    package var ordinal: UInt32
    /// Names it at its provider.
    package var reference: Reference
    /// What came in.
    package var amount: MinorUnits
    /// What became of it.
    package var outcome: Outcome
    /// What of it goes back at once.
    package var refundDue: MinorUnits
    /// When it was taken in.
    package var at: Timestamp
}

extension BookPayment {
    static let columns = [
        "reference_high", "reference_low", "amount", "outcome", "refund_due", "at",
    ]

    init(_ row: borrowing Row) throws(StoreError) {
        order = OrderID(try row.unsigned(0))
        ordinal = try row.exactly(1)
        reference = Reference(high: try row.bits(2), low: try row.bits(3))
        amount = MinorUnits(try row.integer(4))
        outcome = try row.known(5)
        refundDue = MinorUnits(try row.integer(6))
        at = Timestamp(try row.integer(7))
    }

    /// Binds a whole row.
    func bind(to row: inout RowBinder) throws(StoreError) {
        try row.add(order.rawValue)
        try row.add(ordinal)
        try row.add(reference)
        try row.add(amount.rawValue)
        try row.add(outcome.rawValue)
        try row.add(refundDue.rawValue)
        try row.add(at.rawValue)
    }
}
