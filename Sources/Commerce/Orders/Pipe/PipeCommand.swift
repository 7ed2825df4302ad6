internal import Crypto
package import OrderCore
package import Primitives

/// A command as one line of JSON: the form in which `spillway cell` reads them.
///
/// One of the parts besides `token` is given. Keys and references are texts of the client's own;
/// they are digested together with whom they belong to, so that nobody meets the keys of others.
package struct PipeCommand: Sendable, Hashable {
    /// Comes back with the answer.
    package var token: UInt64
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
    /// Makes or changes a sale.
    package var set_sale: SetSale?
    /// Puts a SKU into a sale.
    package var set_item: SetItem?
    /// Gives or withdraws stock.
    package var change_stock: Change?
    /// Makes or changes a coupon.
    package var set_coupon: SetCoupon?

    /// An order that is asked for.
    package struct Place: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// Who buys.
        package var buyer: UInt64
        /// The client's idempotency key, any text.
        package var key: String
        /// 1 to 100 lines.
        package var lines: [Line]
        /// The coupon to use, if any.
        package var coupon: UInt32?
        /// How long the stock is held; 15 minutes unless said.
        package var payment_seconds: UInt32?
        /// Marks rehearsal traffic; false unless said.
        package var rehearsal: Bool?
    }

    /// A line of an order.
    package struct Line: PipePart, Sendable, Hashable {
        /// The sale.
        package var sale: UInt32
        /// The SKU.
        package var sku: UInt64
        /// Units, 1 to 1,000,000.
        package var quantity: UInt32
        /// Price of one unit in minor units.
        package var unit_price: Int64
    }

    /// A payment.
    package struct Pay: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The order.
        package var order: UInt64
        /// The client's name for it, any text; counted once.
        package var reference: String
        /// Minor units, positive.
        package var amount: Int64
        /// ISO 4217 numeric code.
        package var currency: UInt16
    }

    /// A cancellation; by the merchant when no buyer is named.
    package struct Cancel: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The order.
        package var order: UInt64
        /// Who buys.
        package var buyer: UInt64?
    }

    /// A refund.
    package struct Refund: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The order.
        package var order: UInt64
        /// The client's name for it, any text; counted once.
        package var reference: String
        /// Minor units, positive.
        package var amount: Int64
    }

    /// A return to stock.
    package struct Restock: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The order.
        package var order: UInt64
        /// The client's name for it, any text; counted once.
        package var reference: String
        /// The line, from 0.
        package var line: UInt32
        /// Units, 1 to 1,000,000.
        package var quantity: UInt32
    }

    /// A sale; without an end it is everyday selling. Times in milliseconds since 1970.
    package struct SetSale: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The sale.
        package var sale: UInt32
        /// Orders are taken from then on.
        package var starts_at: Int64
        /// Orders are taken up to then.
        package var ends_at: Int64?
        /// Units for each buyer; no limit unless said.
        package var limit_per_buyer: UInt32?
        /// ISO 4217 numeric code.
        package var currency: UInt16
    }

    /// An item of a sale.
    package struct SetItem: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The sale.
        package var sale: UInt32
        /// The SKU.
        package var sku: UInt64
        /// Price of one unit in minor units.
        package var unit_price: Int64
        /// Units for each buyer; no limit unless said.
        package var limit_per_buyer: UInt32?
    }

    /// A change of stock.
    package struct Change: PipePart, Sendable, Hashable {
        /// Whose store it is.
        package var merchant: UInt32
        /// The sale.
        package var sale: UInt32
        /// The SKU.
        package var sku: UInt64
        /// Units given, or with a minus withdrawn.
        package var delta: Int64
        /// The client's name for it, any text; counted once.
        package var reference: String
        /// Marks rehearsal traffic; false unless said.
        package var rehearsal: Bool?
    }

    /// A command without a part yet.
    package init(token: UInt64) { self.token = token }

    /// The command for the core, decided at about `now`; refused unless there is exactly one part.
    package func command(now: Timestamp) throws(PipeRefusal) -> Command {
        let parts = [
            place?.command(now: now), pay?.command, cancel?.command, refund?.command,
            restock?.command, set_sale?.command, set_item?.command, change_stock?.command,
            set_coupon?.command,
        ].compactMap(\.self)
        guard parts.count == 1 else {
            throw PipeRefusal("a command has exactly one part besides its token", token: token)
        }
        return parts[0]
    }
}

extension Token128 {
    /// The first sixteen bytes of a SHA-256 over a scope and a text: what the core knows a key by.
    package init(digesting text: String, scope: [UInt64]) {
        var hasher = SHA256()
        for word in scope {
            hasher.update(data: (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) })
        }
        hasher.update(data: Array(text.utf8))
        var words: [UInt64] = [0, 0]
        for (index, byte) in hasher.finalize().prefix(16).enumerated() {
            words[index / 8] = words[index / 8] << 8 | UInt64(byte)
        }
        self.init(high: words[0], low: words[1])
    }
}

extension PipeCommand.Place {
    /// The token that the core knows the key by.
    package var token: IdempotencyKey {
        IdempotencyKey(digesting: key, scope: [1, UInt64(merchant), buyer])
    }

    func command(now: Timestamp) -> Command {
        let window = Int64(payment_seconds ?? 900) * 1000
        let order = PlaceOrder(
            merchant: MerchantID(merchant), buyer: BuyerID(buyer), key: token,
            coupon: coupon.map { CouponID($0) },
            paymentDeadline: now.adding(milliseconds: window), isRehearsal: rehearsal ?? false)
        let lines = lines.prefix(Limits.maximumLines + 1).map {
            LineRequest(
                sale: SaleID($0.sale), sku: SKUID($0.sku), quantity: $0.quantity,
                unitPrice: MinorUnits($0.unit_price))
        }
        return .place(order, lines: lines)
    }
}

extension PipeCommand.Pay {
    /// The token that the core knows the reference by.
    package var token: Reference { Reference(digesting: reference, scope: [2, UInt64(merchant)]) }

    var command: Command {
        .pay(
            PayOrder(
                merchant: MerchantID(merchant), order: OrderID(order), reference: token,
                amount: MinorUnits(amount), currency: Currency(currency)))
    }
}

extension PipeCommand.Cancel {
    var command: Command {
        .cancel(
            CancelOrder(
                merchant: MerchantID(merchant), order: OrderID(order),
                buyer: buyer.map { BuyerID($0) }))
    }
}

extension PipeCommand.Refund {
    var command: Command {
        let token = Reference(digesting: reference, scope: [3, UInt64(merchant)])
        return .refund(
            RefundOrder(
                merchant: MerchantID(merchant), order: OrderID(order), reference: token,
                amount: MinorUnits(amount)))
    }
}

extension PipeCommand.Restock {
    var command: Command {
        let token = Reference(digesting: reference, scope: [4, UInt64(merchant)])
        return .restock(
            RestockLine(
                merchant: MerchantID(merchant), order: OrderID(order), reference: token, line: line,
                quantity: quantity))
    }
}

extension PipeCommand.SetSale {
    var command: Command {
        .setSale(
            SaleTerms(
                merchant: MerchantID(merchant), sale: SaleID(sale), startsAt: Timestamp(starts_at),
                endsAt: ends_at.map { Timestamp($0) } ?? .never,
                limitPerBuyer: limit_per_buyer ?? 0,
                currency: Currency(currency)))
    }
}

extension PipeCommand.SetItem {
    var command: Command {
        .setItem(
            ItemTerms(
                merchant: MerchantID(merchant), sale: SaleID(sale), sku: SKUID(sku),
                unitPrice: MinorUnits(unit_price), limitPerBuyer: limit_per_buyer ?? 0))
    }
}

extension PipeCommand.Change {
    var command: Command {
        let token = Reference(digesting: reference, scope: [5, UInt64(merchant)])
        return .changeStock(
            ChangeStock(
                merchant: MerchantID(merchant), sale: SaleID(sale), sku: SKUID(sku), delta: delta,
                reference: token, isRehearsal: rehearsal ?? false))
    }
}

// The names of members, for the check that a line has no others.

extension PipeCommand.Line {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.Pay {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.Cancel {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.Refund {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.Restock {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.SetSale {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.SetItem {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}

extension PipeCommand.Change {
    static func has(_ member: String) -> Bool { CodingKeys(stringValue: member) != nil }
}
