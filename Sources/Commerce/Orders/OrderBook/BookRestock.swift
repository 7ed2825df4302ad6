package import Primitives
internal import Store

/// Goods of an order that came back and are for sale again.
package struct BookRestock: Sendable, Hashable {
    /// The order.
    package var order: OrderID
    /// Its place among the order's payments, refunds and restocks, from 1.
    package var ordinal: UInt32
    /// Names the return.
    package var reference: Reference
    /// The line, from 0.
    package var line: UInt32
    /// Units that came back.
    package var quantity: UInt32
    /// When they came back.
    package var at: Timestamp
}

extension BookRestock {
    static let columns = ["reference_high", "reference_low", "line", "quantity", "at"]

    init(_ row: borrowing Row) throws(StoreError) {
        order = OrderID(try row.unsigned(0))
        ordinal = try row.exactly(1)
        reference = Reference(high: try row.bits(2), low: try row.bits(3))
        line = try row.exactly(4)
        quantity = try row.exactly(5)
        at = Timestamp(try row.integer(6))
    }

    /// Binds a whole row.
    func bind(to row: inout RowBinder) throws(StoreError) {
        try row.add(order.rawValue)
        try row.add(ordinal)
        try row.add(reference)
        try row.add(line)
        try row.add(quantity)
        try row.add(at.rawValue)
    }
}
