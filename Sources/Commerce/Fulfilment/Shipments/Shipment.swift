package import Primitives
internal import Store

/// A parcel on its way to a buyer.
package struct Shipment: Sendable, Hashable {
    /// Units of one line of the order.
    package struct Line: Sendable, Hashable {
        /// The order's line, from 0.
        package var line: UInt32
        /// Units of it.
        package var quantity: UInt32

        /// Describes units of a line.
        package init(line: UInt32, quantity: UInt32) {
            self.line = line
            self.quantity = quantity
        }
    }

    /// Its number, from 1.
    package var number: Int64
    /// Whose store it is.
    package var merchant: MerchantID
    /// The order.
    package var order: OrderID
    /// Who carries it.
    package var carrier: String
    /// The carrier's number of it; empty where it has none.
    package var tracking: String
    /// What is in it.
    package var lines: [Line]
    /// When it left.
    package var shippedAt: Timestamp
    /// When it arrived, once it has.
    package var deliveredAt: Timestamp?
    /// Who shipped it, as the audit log names people.
    package var shippedBy: String
    /// Who marked it as delivered.
    package var deliveredBy: String?
    /// When it was written down.
    package var createdAt: Timestamp
}

extension Shipment {
    static let columns = """
        shipment, merchant, order_id, carrier, tracking, shipped_at, delivered_at, shipped_by, \
        delivered_by, created_at
        """

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.integer(0)
        merchant = MerchantID(UInt32(clamping: try row.integer(1)))
        order = OrderID(try row.unsigned(2))
        carrier = try row.text(3)
        tracking = try row.text(4)
        lines = []
        shippedAt = Timestamp(try row.integer(5))
        deliveredAt = try row.optionalInteger(6).map { Timestamp($0) }
        shippedBy = try row.text(7)
        deliveredBy = try row.optionalText(8)
        createdAt = Timestamp(try row.integer(9))
    }
}
