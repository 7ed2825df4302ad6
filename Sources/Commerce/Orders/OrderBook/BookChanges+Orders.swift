internal import OrderCore
internal import OrderRecords
internal import Primitives
internal import Store

extension BookChanges {
    /// An order was accepted: its stock is held, or sold at once when it costs nothing.
    mutating func place(_ cursor: RecordCursor, position: UInt64) throws(StoreError) -> Bool {
        let record = cursor.load(order_record_placed.self)
        guard record.order > 0, record.order <= UInt64(Int64.max) else { return false }
        let id = OrderID(record.order)
        let start = lines.count
        var total: Int64 = 0
        var discount: Int64 = 0
        var currency = Currency(0)
        for number in 0..<cursor.lineCount {
            let line = cursor.line(number)
            let off = cursor.discount(number)
            let (price, overflow) = line.unit_price.multipliedReportingOverflow(
                by: Int64(line.quantity))
            guard !overflow, line.quantity > 0, off >= 0, total.add(price), total.add(-off),
                discount.add(off), let pool = try open(pool: line.pool)
            else { return false }
            currency = pools[pool].currency
            lines.append(
                OpenLine(
                    line: BookLine(
                        order: id, line: UInt32(number), pool: line.pool, sale: pools[pool].sale,
                        sku: pools[pool].sku, quantity: line.quantity,
                        unitPrice: MinorUnits(line.unit_price), discount: MinorUnits(off))))
        }
        let isFree = total == 0
        let order = BookOrder(
            id: id, merchant: MerchantID(record.merchant), buyer: BuyerID(record.buyer),
            key: IdempotencyKey(high: record.key.0, low: record.key.1),
            status: isFree ? .paid : .awaitingPayment, currency: currency,
            total: MinorUnits(total), discount: MinorUnits(discount), placedAt: cursor.time,
            paymentDeadline: Timestamp(record.payment_deadline), paidAt: isFree ? cursor.time : nil,
            coupon: cursor.coupon.map { CouponID($0) }, position: position)
        let place = insert(OpenOrder(order: order, isNew: true, lines: start..<lines.count))
        guard let place, try moveStock(of: place, held: isFree ? 0 : 1, sold: isFree ? 1 : 0) else {
            return false
        }
        return try useCoupon(of: place, 1)
    }

    /// The deadline passed: the hold is free again, and what had been paid in part goes back.
    mutating func expire(_ record: order_record_expired, at time: Timestamp) throws(StoreError)
        -> Bool
    {
        guard record.refund_due >= 0, let place = try open(order: record.order),
            orders[place].order.status == .awaitingPayment,
            try moveStock(of: place, held: -1, sold: 0),
            try useCoupon(of: place, -1)
        else { return false }
        orders[place].order.status = .expired
        orders[place].order.received = .zero
        orders[place].order.endedAt = time
        try owe(
            record.refund_due, .expiredPartial, order: orders[place].order.id, reference: nil,
            at: time)
        return true
    }

    /// The order was cancelled: its stock is free again, and what had been paid goes back.
    mutating func cancel(
        _ record: order_record_cancelled, by canceller: BookOrder.Canceller, at time: Timestamp
    ) throws(StoreError) -> Bool {
        guard record.refund_due >= 0, let place = try open(order: record.order) else {
            return false
        }
        switch orders[place].order.status {
        case .awaitingPayment:
            guard try moveStock(of: place, held: -1, sold: 0) else { return false }
        case .paid: guard try moveStock(of: place, held: 0, sold: -1) else { return false }
        case .expired, .cancelled: return false
        }
        guard try useCoupon(of: place, -1) else { return false }
        orders[place].order.status = .cancelled
        // Of a cancelled order, both say what went back when it was cancelled.
        orders[place].order.received = MinorUnits(record.refund_due)
        orders[place].order.refunded = MinorUnits(record.refund_due)
        orders[place].order.endedAt = time
        orders[place].order.cancelledBy = canceller
        try owe(
            record.refund_due, .cancelled, order: orders[place].order.id, reference: nil, at: time)
        return true
    }

    /// Moves the units of an order: each line's quantity times `held` and, less what came back,
    /// times `sold`.
    mutating func moveStock(of place: Int, held: Int64, sold: Int64) throws(StoreError) -> Bool {
        for index in try openLines(of: place) {
            let line = lines[index].line
            guard let pool = try open(pool: line.pool),
                pools[pool].held.add(held * Int64(line.quantity)),
                pools[pool].sold.add(sold * (Int64(line.quantity) - Int64(line.returned)))
            else { return false }
        }
        return true
    }

    /// Counts an order's coupon once more (1) or once less (-1), if it has one.
    mutating func useCoupon(of place: Int, _ sign: Int64) throws(StoreError) -> Bool {
        guard let id = orders[place].order.coupon else { return true }
        guard let coupon = try open(coupon: id.rawValue) else { return false }
        return coupons[coupon].orders.add(sign)
            && coupons[coupon].money.add(sign * orders[place].order.discount.rawValue)
    }
}

extension Int64 {
    /// Adds in place; says false, and changes nothing, on overflow.
    mutating func add(_ value: Int64) -> Bool {
        let (sum, overflow) = addingReportingOverflow(value)
        guard !overflow else { return false }
        self = sum
        return true
    }
}
