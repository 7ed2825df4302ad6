package import Primitives
internal import Store

/// Money that goes back to a buyer.
package struct BookRefund: Sendable, Hashable {
    /// Why money goes back. Stable numbers.
    package enum Cause: UInt8, Sendable, CaseIterable {
        /// A payment was larger than what was due.
        case excess = 1
        /// The order was paid already.
        case twice = 2
        /// The order had ended, and could not be had again.
        case late = 3
        /// The deadline passed when the order was paid in part.
        case expiredPartial = 4
        /// The order was cancelled.
        case cancelled = 5
        /// The merchant refunds a paid order, whole or in part.
        case refund = 6

        /// The stable text of the cause, in `snake_case`.
        package var text: String {
            switch self {
            case .excess: "excess"
            case .twice: "twice"
            case .late: "late"
            case .expiredPartial: "expired_partial"
            case .cancelled: "cancelled"
            case .refund: "refund"
            }
        }
    }

    /// Its number in the book, from 1, in the order of the journal: the cursor to go on from.
    package var number: UInt64
    /// The order.
    package var order: OrderID
    /// Why it goes back.
    package var cause: Cause
    /// The payment's reference, or the refund's; nil where the order's end is the cause.
    package var reference: Reference?
    /// What goes back, positive.
    package var amount: MinorUnits
    /// When it was decided.
    package var at: Timestamp
}

extension BookRefund {
    static let columns = ["order_id", "cause", "reference_high", "reference_low", "amount", "at"]

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.unsigned(0)
        order = OrderID(try row.unsigned(1))
        cause = try row.known(2)
        reference =
            row.isNull(3) ? nil : Reference(high: try row.bits(3), low: try row.bits(4))
        amount = MinorUnits(try row.integer(5))
        at = Timestamp(try row.integer(6))
    }

    /// Binds a whole row.
    func bind(to row: inout RowBinder) throws(StoreError) {
        try row.add(number)
        try row.add(order.rawValue)
        try row.add(cause.rawValue)
        try row.add(reference.map { Int64(bitPattern: $0.high) })
        try row.add(reference.map { Int64(bitPattern: $0.low) })
        try row.add(amount.rawValue)
        try row.add(at.rawValue)
    }
}
