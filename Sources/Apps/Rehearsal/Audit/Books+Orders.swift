internal import OrderRecords
internal import Primitives

extension Books {
    /// An order was accepted.
    mutating func place(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let placed = record.load(order_record_placed.self), let lines = record.lines,
            orders[placed.order] == nil,
            lines.allSatisfy({ line in
                line.quantity > 0 && pools[line.pool] != nil && line.discount >= 0
                    && line.discount <= Int64(line.quantity) * line.price
            }),
            let sale = lines.first.flatMap({ pools[$0.pool] }).flatMap({ sales[$0.sale] })
        else { return false }
        let key = Token128(high: placed.key.0, low: placed.key.1)
        var order = AuditOrder(
            id: placed.order, merchant: placed.merchant, buyer: placed.buyer, key: key,
            lines: lines, coupon: record.coupon(behind: lines.count), placedAt: record.time,
            deadline: placed.payment_deadline, position: record.position,
            currency: sale.currency)
        guard order.total > 0 else { return false }
        if let other = keys.updateValue(order.id, forKey: key) {
            findings.add(
                .once, "key \(key)", at: record.position,
                "orders \(other) and \(order.id) have the same key")
        }
        if let coupon = order.coupon, !grants(coupon, order) { return false }
        take(&order, at: record.position, &findings)
        orders[order.id] = order
        return true
    }

    /// The deadline passed.
    mutating func expire(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let expired = record.load(order_record_expired.self),
            var order = orders[expired.order],
            order.status == .awaitingPayment, expired.refund_due == order.received,
            record.time >= order.deadline
        else { return false }
        release(&order, sold: false, at: record.position, &findings)
        order.status = .expired
        order.endedAt = record.time
        order.received = 0
        giveBack(expired.refund_due, .expiredPartial, &order, at: record.time)
        orders[order.id] = order
        return true
    }

    /// The order was cancelled.
    mutating func cancel(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let cancelled = record.load(order_record_cancelled.self),
            var order = orders[cancelled.order],
            order.status == .awaitingPayment || order.status == .paid,
            cancelled.refund_due == order.received - order.refunded
        else { return false }
        let byMerchant = record.flags & ORDER_FLAG_BY_MERCHANT != 0
        guard byMerchant || order.status == .awaitingPayment else { return false }
        release(&order, sold: order.status == .paid, at: record.position, &findings)
        order.status = .cancelled
        order.endedAt = record.time
        order.cancelled = (record.position, cancelled.refund_due, byMerchant)
        (order.received, order.refunded) = (cancelled.refund_due, cancelled.refund_due)
        giveBack(cancelled.refund_due, .cancelled, &order, at: record.time)
        orders[order.id] = order
        return true
    }

    /// Goods came back and are for sale again.
    mutating func restock(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let restocked = record.load(order_record_restocked.self),
            var order = orders[restocked.order],
            order.status == .paid, Int(restocked.line) < order.lines.count
        else { return false }
        let index = Int(restocked.line)
        guard restocked.quantity > 0,
            restocked.quantity <= order.lines[index].quantity - order.lines[index].returned
        else { return false }
        order.lines[index].returned += restocked.quantity
        order.movements += 1
        move(
            order.lines[index].pool, sold: -Int64(restocked.quantity), at: record.position,
            &findings)
        let movement = Movement(
            target: order.id, amount: Int64(restocked.quantity), detail: Int64(restocked.line),
            outcome: 0,
            time: record.time, position: record.position, ordinal: order.movements)
        Self.note(restocked.reference, movement, in: &restocks, "restock", &findings)
        orders[order.id] = order
        return true
    }

    /// Holds the units of an order and counts them, and its coupon, for its buyer.
    mutating func take(_ order: inout AuditOrder, at position: UInt64, _ findings: inout Findings) {
        for index in order.lines.indices {
            let line = order.lines[index]
            guard let pool = pools[line.pool], let sale = sales[pool.sale] else { continue }
            move(line.pool, held: Int64(line.quantity), at: position, for: order.id, &findings)
            order.lines[index].countsInItem = pool.limit > 0
            order.lines[index].countsInSale = sale.limit > 0
            let counted = [
                (pool.limit, Counter(buyer: order.buyer, scope: UInt64(line.pool) << 1)),
                (sale.limit, Counter(buyer: order.buyer, scope: UInt64(pool.sale) << 1 | 1)),
            ]
            for (limit, counter) in counted where limit > 0 {
                let units = counters[counter, default: 0] + Int64(line.quantity)
                counters[counter] = units
                findings.check(
                    units <= Int64(limit), .limit, "buyer \(order.buyer), order \(order.id)",
                    at: position,
                    "\(units) units of SKU \(pool.sku) or its sale, \(limit) for each buyer")
            }
        }
        use(&order, at: position, &findings)
    }

    /// Lets the units of an order go, and uncounts them and its coupon.
    mutating func release(
        _ order: inout AuditOrder, sold: Bool, at position: UInt64, _ findings: inout Findings
    ) {
        for index in order.lines.indices {
            let line = order.lines[index]
            if sold {
                move(
                    line.pool, sold: -Int64(line.quantity - line.returned), at: position, &findings)
            } else {
                move(line.pool, held: -Int64(line.quantity), at: position, &findings)
            }
            let sale = pools[line.pool]?.sale ?? 0
            if line.countsInItem {
                counters[Counter(buyer: order.buyer, scope: UInt64(line.pool) << 1), default: 0] -=
                    Int64(line.quantity)
            }
            if line.countsInSale {
                counters[Counter(buyer: order.buyer, scope: UInt64(sale) << 1 | 1), default: 0] -=
                    Int64(line.quantity)
            }
        }
        giveUp(&order)
    }
}
