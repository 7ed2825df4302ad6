/// What a client asks of a cell: one line of JSON, as `spillway cell` reads it.
///
/// Written by hand from the documented form, not shared with the cell: a client that a shop's own
/// programmers would write. Exactly one part besides the token is given.
package struct Request: Codable, Sendable, Hashable {
    /// Comes back with the answer; another one for each attempt.
    package var token: UInt64 = 0
    /// Asks for an order.
    package var place: Place?
    /// Reports a payment.
    package var pay: Pay?
    /// Cancels an order.
    package var cancel: Cancel?
    /// Sends money back.
    package var refund: Refund?
    /// Puts returned goods on sale again.
    package var restock: Restock?
    /// Makes a sale.
    package var set_sale: SetSale?
    /// Puts a SKU into a sale.
    package var set_item: SetItem?
    /// Gives or withdraws stock.
    package var change_stock: ChangeStock?

    /// A request without a part yet.
    package init() {}

    /// An order that is asked for.
    package struct Place: Codable, Sendable, Hashable {
        var merchant: UInt32
        var buyer: UInt64
        var key: String
        var lines: [Line]
        var payment_seconds: UInt32
    }

    /// A line of an order.
    package struct Line: Codable, Sendable, Hashable {
        var sale: UInt32
        var sku: UInt64
        var quantity: UInt32
        var unit_price: Int64
    }

    /// A payment.
    package struct Pay: Codable, Sendable, Hashable {
        var merchant: UInt32
        var order: UInt64
        var reference: String
        var amount: Int64
        var currency: UInt16
    }

    /// A cancellation; by the merchant when no buyer is named.
    package struct Cancel: Codable, Sendable, Hashable {
        var merchant: UInt32
        var order: UInt64
        var buyer: UInt64?
    }

    /// A refund.
    package struct Refund: Codable, Sendable, Hashable {
        var merchant: UInt32
        var order: UInt64
        var reference: String
        var amount: Int64
    }

    /// A return to stock.
    package struct Restock: Codable, Sendable, Hashable {
        var merchant: UInt32
        var order: UInt64
        var reference: String
        var line: UInt32
        var quantity: UInt32
    }

    /// A sale.
    package struct SetSale: Codable, Sendable, Hashable {
        var merchant: UInt32
        var sale: UInt32
        var starts_at: Int64
        var ends_at: Int64?
        var limit_per_buyer: UInt32?
        var currency: UInt16
    }

    /// An item of a sale.
    package struct SetItem: Codable, Sendable, Hashable {
        var merchant: UInt32
        var sale: UInt32
        var sku: UInt64
        var unit_price: Int64
        var limit_per_buyer: UInt32?
    }

    /// A change of stock.
    package struct ChangeStock: Codable, Sendable, Hashable {
        var merchant: UInt32
        var sale: UInt32
        var sku: UInt64
        var delta: Int64
        var reference: String
    }
}
