internal import Crypto
package import Primitives

/// What makes two requests the same intent, however often it is sent.
package enum RequestIdentity: Hashable, Sendable, CustomStringConvertible {
    /// An order, by its key.
    case order(merchant: UInt32, buyer: UInt64, key: String)
    /// A payment, by its reference.
    case payment(merchant: UInt32, reference: String)
    /// The cancellation of an order.
    case cancellation(order: UInt64)
    /// A refund, by its reference.
    case refund(merchant: UInt32, reference: String)
    /// A return to stock, by its reference.
    case restock(merchant: UInt32, reference: String)
    /// A change of stock, by its reference.
    case stock(merchant: UInt32, reference: String)
    /// The terms of a sale.
    case sale(UInt32)
    /// The terms of an item.
    case item(sale: UInt32, sku: UInt64)

    /// What a journal's record carries in place of the key or reference: the first sixteen bytes of
    /// SHA-256 over a number for the kind, whom it belongs to, and the text; nil for what has none.
    package var digest: Token128? {
        switch self {
        case .order(let merchant, let buyer, let key):
            Self.digest([1, UInt64(merchant), buyer], key)
        case .payment(let merchant, let text): Self.digest([2, UInt64(merchant)], text)
        case .refund(let merchant, let text): Self.digest([3, UInt64(merchant)], text)
        case .restock(let merchant, let text): Self.digest([4, UInt64(merchant)], text)
        case .stock(let merchant, let text): Self.digest([5, UInt64(merchant)], text)
        case .cancellation, .sale, .item: nil
        }
    }

    /// How findings name it.
    package var description: String {
        switch self {
        case .order(let merchant, let buyer, let key):
            "order with key \(key) of buyer \(buyer) at merchant \(merchant)"
        case .payment(_, let reference): "payment \(reference)"
        case .cancellation(let order): "cancellation of order \(order)"
        case .refund(_, let reference): "refund \(reference)"
        case .restock(_, let reference): "restock \(reference)"
        case .stock(_, let reference): "stock change \(reference)"
        case .sale(let sale): "sale \(sale)"
        case .item(let sale, let sku): "SKU \(sku) in sale \(sale)"
        }
    }

    private static func digest(_ scope: [UInt64], _ text: String) -> Token128 {
        var bytes: [UInt8] = []
        for word in scope {
            for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (shift * 8))) }
        }
        let hash = Array(SHA256.hash(data: bytes + Array(text.utf8)))
        func word(_ start: Int) -> UInt64 {
            hash[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        return Token128(high: word(0), low: word(8))
    }
}

extension Request {
    /// What it is about; nil for a request without a part.
    package var identity: RequestIdentity? {
        if let place { return .order(merchant: place.merchant, buyer: place.buyer, key: place.key) }
        if let pay { return .payment(merchant: pay.merchant, reference: pay.reference) }
        if let cancel { return .cancellation(order: cancel.order) }
        if let refund { return .refund(merchant: refund.merchant, reference: refund.reference) }
        if let restock { return .restock(merchant: restock.merchant, reference: restock.reference) }
        if let change_stock {
            return .stock(merchant: change_stock.merchant, reference: change_stock.reference)
        }
        if let set_sale { return .sale(set_sale.sale) }
        return set_item.map { .item(sale: $0.sale, sku: $0.sku) }
    }
}
