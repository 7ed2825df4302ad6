internal import OrderCore
internal import OrderRecords
internal import Primitives
internal import Store

extension BookChanges {
    /// Money came in.
    mutating func pay(_ record: order_record_payment, at time: Timestamp) throws(StoreError) -> Bool
    {
        guard let place = try open(order: record.order),
            let outcome = BookPayment.Outcome(rawValue: record.outcome),
            record.amount > 0, record.refund_due >= 0, record.refund_due <= record.amount
        else { return false }
        let kept = record.amount - record.refund_due
        let status = orders[place].order.status
        var cause = BookRefund.Cause.excess
        switch outcome {
        case .awaitingRest, .paid:
            guard status == .awaitingPayment, orders[place].order.received.rawValue.add(kept) else {
                return false
            }
            guard outcome == .paid else { break }
            guard try moveStock(of: place, held: -1, sold: 1) else { return false }
            setPaid(place, at: time)
        case .paidLate:
            // The hold lapsed, and all was taken again: units, and the coupon's budget.
            guard status == .expired, try moveStock(of: place, held: 0, sold: 1),
                try useCoupon(of: place, 1)
            else { return false }
            orders[place].order.received = MinorUnits(kept)
            setPaid(place, at: time)
        case .refundDue:
            guard kept == 0 else { return false }
            cause = status == .paid ? .twice : .late
        }
        let reference = Reference(high: record.reference.0, low: record.reference.1)
        guard let ordinal = nextMovement(of: place) else { return false }
        payments.append(
            BookPayment(
                order: OrderID(record.order), ordinal: ordinal, reference: reference,
                amount: MinorUnits(record.amount), outcome: outcome,
                refundDue: MinorUnits(record.refund_due), at: time))
        try owe(
            record.refund_due, cause, order: OrderID(record.order), reference: reference, at: time)
        return true
    }

    /// Money of a paid order goes back.
    mutating func refund(_ record: order_record_refunded, at time: Timestamp) throws(StoreError)
        -> Bool
    {
        guard record.amount > 0, let place = try open(order: record.order),
            orders[place].order.status == .paid,
            orders[place].order.refunded.rawValue.add(record.amount), nextMovement(of: place) != nil
        else { return false }
        try owe(
            record.amount, .refund, order: OrderID(record.order),
            reference: Reference(high: record.reference.0, low: record.reference.1), at: time)
        return true
    }

    /// Goods came back and are for sale again.
    mutating func restock(_ record: order_record_restocked, at time: Timestamp) throws(StoreError)
        -> Bool
    {
        guard let place = try open(order: record.order), orders[place].order.status == .paid else {
            return false
        }
        let range = try openLines(of: place)
        guard record.quantity > 0, record.line < UInt32(clamping: range.count) else { return false }
        let index = range.lowerBound + Int(record.line)
        let line = lines[index].line
        guard record.quantity <= line.quantity - min(line.returned, line.quantity),
            let pool = try open(pool: line.pool), pools[pool].sold.add(-Int64(record.quantity)),
            let ordinal = nextMovement(of: place)
        else { return false }
        lines[index].line.returned += record.quantity
        lines[index].isChanged = true
        restocks.append(
            BookRestock(
                order: OrderID(record.order), ordinal: ordinal,
                reference: Reference(high: record.reference.0, low: record.reference.1),
                line: record.line, quantity: record.quantity, at: time))
        return true
    }

    /// Stock was given to a pool or withdrawn from it.
    mutating func changeStock(_ record: order_record_stock_changed) throws(StoreError) -> Bool {
        guard let pool = try open(pool: record.pool) else { return false }
        return pools[pool].given.add(record.delta)
    }

    private mutating func setPaid(_ place: Int, at time: Timestamp) {
        orders[place].order.status = .paid
        orders[place].order.paidAt = time
        orders[place].order.endedAt = nil
    }

    /// Counts a movement of an order; gives its number in the order.
    private mutating func nextMovement(of place: Int) -> UInt32? {
        let (sum, overflow) = orders[place].order.movements.addingReportingOverflow(1)
        guard !overflow else { return nil }
        orders[place].order.movements = sum
        return sum
    }
}
