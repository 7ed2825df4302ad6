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
    func bind(to statement: Statement) throws(StoreError) {
        try statement.bind(order.rawValue, at: 1)
        try statement.bind(Int64(line), at: 2)
        try statement.bind(Int64(pool), at: 3)
        try statement.bind(Int64(sale.rawValue), at: 4)
        try statement.bind(bits: sku.rawValue, at: 5)
        try statement.bind(Int64(quantity), at: 6)
        try statement.bind(unitPrice.rawValue, at: 7)
        try statement.bind(discount.rawValue, at: 8)
        try statement.bind(Int64(returned), at: 9)
    }
}
