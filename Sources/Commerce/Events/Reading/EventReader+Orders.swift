internal import OrderCore
internal import OrderRecords
internal import Primitives
internal import Service

extension EventReader {
    func placed(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_placed.self)
        let (order, buyer) = (OrderID(record.order), BuyerID(record.buyer))
        let merchant = MerchantID(record.merchant)
        let (_, sale) = try names.pool(cursor.line(0).pool, at: position)
        names.learn(
            order, EventNames.Order(merchant: merchant, buyer: buyer, currency: sale.currency))
        guard merchants.contains(merchant) else { return nil }
        var lines: [JSON] = []
        var (total, discounts) = (Int64(0), Int64(0))
        for index in 0..<cursor.lineCount {
            let line = cursor.line(index)
            let (pool, _) = try names.pool(line.pool, at: position)
            let discount = cursor.discount(index)
            total &+= line.unit_price &* Int64(line.quantity) &- discount
            discounts &+= discount
            lines.append([
                "line": JSON(index), "sku": JSON(pool.sku.rawValue),
                "sale": JSON(pool.sale.rawValue), "quantity": JSON(line.quantity),
                "unit_price": Self.money(line.unit_price, sale.currency),
                "discount": Self.money(discount, sale.currency),
            ])
        }
        var members: [JSON.Member] = [
            .init("order", JSON(record.order)), .init("buyer", JSON(record.buyer)),
            .init("total", Self.money(total, sale.currency)),
            .init("discount", Self.money(discounts, sale.currency)),
            .init("payment_deadline", Self.time(record.payment_deadline)),
            .init("lines", .array(lines)),
        ]
        if let coupon = cursor.coupon { members.append(.init("coupon", JSON(coupon))) }
        return event(.orderPlaced, of: merchant, buyer: buyer, cursor, members)
    }

    func paid(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_payment.self)
        let type: EventType
        switch UInt32(record.outcome) {
        case ORDER_PAYMENT_PAID.rawValue, ORDER_PAYMENT_PAID_LATE.rawValue: type = .orderPaid
        case ORDER_PAYMENT_AWAITING_REST.rawValue: type = .orderPartPaid
        case ORDER_PAYMENT_REFUND_DUE.rawValue: type = .paymentReturned
        default: throw .damaged(position: position, "payment outcome \(record.outcome)")
        }
        return try event(type, of: record.order, cursor) { currency in
            [
                .init("amount", Self.money(record.amount, currency)),
                .init("refund_due", Self.money(record.refund_due, currency)),
            ]
        }
    }

    func expired(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_expired.self)
        return try event(.orderExpired, of: record.order, cursor) { currency in
            [.init("refund_due", Self.money(record.refund_due, currency))]
        }
    }

    func cancelled(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_cancelled.self)
        let isByMerchant = UInt32(record.header.flags) & ORDER_FLAG_BY_MERCHANT != 0
        return try event(.orderCancelled, of: record.order, cursor) { currency in
            [
                .init("cancelled_by", isByMerchant ? "merchant" : "buyer"),
                .init("refund_due", Self.money(record.refund_due, currency)),
            ]
        }
    }

    func refunded(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_refunded.self)
        return try event(.orderRefunded, of: record.order, cursor) { currency in
            [.init("amount", Self.money(record.amount, currency))]
        }
    }

    func restocked(_ cursor: borrowing RecordCursor) throws(EventsError) -> EventEntry? {
        let record = cursor.load(order_record_restocked.self)
        let owner = try names.order(OrderID(record.order), at: position)
        guard merchants.contains(owner.merchant) else { return nil }
        let sku = try names.sku(record.line, of: OrderID(record.order), at: position)
        return try event(.orderRestocked, of: record.order, cursor) { _ in
            [
                .init("line", JSON(record.line)), .init("sku", JSON(sku.rawValue)),
                .init("quantity", JSON(record.quantity)),
            ]
        }
    }

    /// An event of an order whose owner has to be looked up.
    private func event(
        _ type: EventType, of order: UInt64, _ cursor: borrowing RecordCursor,
        _ members: (Currency) -> [JSON.Member]
    ) throws(EventsError) -> EventEntry? {
        let owner = try names.order(OrderID(order), at: position)
        let first: [JSON.Member] = [
            .init("order", JSON(order)), .init("buyer", JSON(owner.buyer.rawValue)),
        ]
        return event(
            type, of: owner.merchant, buyer: owner.buyer, cursor, first + members(owner.currency))
    }
}
