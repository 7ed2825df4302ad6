package import Primitives
internal import Store

/// A line of an order as the book has it.
package struct BookLine: Sendable, Hashable {
    /// The order.
    package var order: OrderID
    /// Its number in the order, from 0.
    package var line: UInt32
    /// The pool that its stock comes from.
    package var pool: UInt32
    /// The sale.
    package var sale: SaleID
    /// The SKU.
    package var sku: SKUID
    /// Units ordered.
    package var quantity: UInt32
    /// Price of one unit.
    package var unitPrice: MinorUnits
    /// What was taken off the line.
    package var discount: MinorUnits
    /// Units that came back.
    package var returned: UInt32 = 0
}

extension BookLine {
    static let columns = [
        "pool", "sale", "sku", "quantity", "unit_price", "discount", "returned",
    ]

    init(_ row: borrowing Row) throws(StoreError) {
        order = OrderID(try row.unsigned(0))
        line = try row.exactly(1)
        pool = try row.exactly(2)
        sale = SaleID(try row.exactly(3))
        sku = SKUID(try row.bits(4))
        quantity = try row.exactly(5)
        unitPrice = MinorUnits(try row.integer(6))
        discount = MinorUnits(try row.integer(7))
        returned = try row.exactly(8)
    }

    /// Binds a whole row.
    func bind(to row: inout RowBinder) throws(StoreError) {
        try row.add(order.rawValue)
        try row.add(line)
        try row.add(pool)
        try row.add(sale.rawValue)
        try row.add(bits: sku.rawValue)
        try row.add(quantity)
        try row.add(unitPrice.rawValue)
        try row.add(discount.rawValue)
        try row.add(returned)
    }
}
