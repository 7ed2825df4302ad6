internal import Identity
package import OrderCore
package import Orders
package import Primitives
package import Service

extension OrderDesk {
    /// An order of a merchant, and of a buyer if one asks; 404 for anybody else's, and 503 while
    /// the book is too far behind the journal to tell. Orders of rehearsals are found by who asks
    /// for these.
    package func order(
        _ id: Int64, merchant: MerchantID, buyer: BuyerID?, isRehearsal: Bool = false
    ) throws -> BookOrder {
        let number = OrderID(UInt64(clamping: id))
        var found = try book.order(number, isRehearsal: isRehearsal)
        if found == nil {
            let isSettled = settleBook()
            found = try book.order(number, isRehearsal: isRehearsal)
            if found == nil, !isSettled {
                throw Problem(
                    503, "book_behind",
                    "So many orders come in that this one may not show yet: ask again.",
                    retryAfterSeconds: 1)
            }
        }
        guard let found, found.merchant == merchant, buyer == nil || found.buyer == buyer else {
            throw Problem.notFound("order")
        }
        return found
    }

    /// The lines of an order.
    package func lines(of order: OrderID) throws -> [BookLine] { try book.lines(of: order) }

    /// An order as a document, with its lines, payments and refunds.
    package func document(_ order: BookOrder, isRehearsal: Bool = false) throws -> JSON {
        Self.document(
            BookEntry(
                order: order, lines: try book.lines(of: order.id, isRehearsal: isRehearsal),
                payments: try book.payments(of: order.id, isRehearsal: isRehearsal),
                refunds: try book.refunds(of: order.id, isRehearsal: isRehearsal)))
    }

    /// An order as a document.
    static func document(_ entry: BookEntry) -> JSON {
        let currency = entry.order.currency
        func money(_ amount: MinorUnits) -> JSON {
            ["amount": .integer(amount.rawValue), "currency": .string(currency.code)]
        }
        let lines = entry.lines.map { line -> JSON in
            [
                "line": .integer(Int64(line.line)), "sku": JSON(line.sku.rawValue),
                "sale": JSON(line.sale.rawValue), "quantity": .integer(Int64(line.quantity)),
                "unit_price": money(line.unitPrice), "discount": money(line.discount),
                "returned": .integer(Int64(line.returned)),
            ]
        }
        let payments = entry.payments.map { payment -> JSON in
            [
                "reference": .string("\(payment.reference)"), "amount": money(payment.amount),
                "refund_due": money(payment.refundDue), "at": .string(payment.at.rfc3339),
            ]
        }
        let refunds = entry.refunds.map { refund -> JSON in
            [
                "number": JSON(refund.number), "cause": .string(refund.cause.text),
                "amount": money(refund.amount), "at": .string(refund.at.rfc3339),
            ]
        }
        guard case .object(let members) = Self.summary(entry.order) else { return .null }
        return .object(
            members + [
                .init("lines", .array(lines)), .init("payments", .array(payments)),
                .init("refunds", .array(refunds)),
            ])
    }

    /// An order as an element of a list.
    package static func summary(_ order: BookOrder) -> JSON {
        func money(_ amount: MinorUnits) -> JSON {
            ["amount": .integer(amount.rawValue), "currency": .string(order.currency.code)]
        }
        return [
            "id": JSON(order.id.rawValue), "buyer": JSON(order.buyer.rawValue),
            "status": .string(name(of: order.status)), "total": money(order.total),
            "discount": money(order.discount), "received": money(order.received),
            "refunded": money(order.refunded), "placed_at": .string(order.placedAt.rfc3339),
            "payment_deadline": .string(order.paymentDeadline.rfc3339),
            "paid_at": JSON(order.paidAt?.rfc3339), "ended_at": JSON(order.endedAt?.rfc3339),
        ]
    }

    /// The stable name of a status.
    package static func name(of status: OrderStatus) -> String {
        switch status {
        case .awaitingPayment: "awaiting_payment"
        case .paid: "paid"
        case .expired: "expired"
        case .cancelled: "cancelled"
        }
    }

    /// The status with a stable name.
    package static func status(named name: String) -> OrderStatus? {
        OrderStatus.allCases.first { Self.name(of: $0) == name }
    }

    /// A buyer's orders, the newest first.
    package func orders(
        of buyer: BuyerID, merchant: MerchantID, before: OrderID?, limit: Int
    ) throws -> [BookOrder] {
        settleBook()
        return try book.orders(
            merchant: merchant, buyer: buyer, before: before, limit: limit,
            isRehearsal: RehearsalBuyers.contains(buyer))
    }

    /// A merchant's orders, the newest first.
    package func orders(
        of merchant: MerchantID, filter: OrderBook.Filter, before: OrderID?, limit: Int,
        isRehearsal: Bool = false
    ) throws -> OrderBook.Listing {
        try book.orders(
            merchant: merchant, filter: filter, before: before, limit: limit,
            isRehearsal: isRehearsal)
    }
}
