internal import OrderRecords
internal import Primitives

// What a fold asks of a record before it applies it. The leader's own records hold all of this;
// bytes from elsewhere may say anything, and must be refused rather than trap or wrap around.
extension OrderCore {
    /// The latest time that a record may carry, in milliseconds since 1970: far beyond any
    /// calendar.
    static var latestTime: Int64 { 1 << 53 }
    /// What sums of amounts and of stock stay below, so that adding one more never overflows.
    static var latestSum: Int64 { 4_000_000_000_000_000_000 }

    /// Whether a record's numbers are in range and fit the state.
    @unsafe func accepts(_ kind: RecordKind, at place: UnsafeRawPointer, base: Int64) -> Bool {
        guard base >= 0 && base <= Self.latestTime else { return false }
        switch kind {
        case .placed: return unsafe acceptsPlaced(place)
        case .payment: return accepts(unsafe place.loadUnaligned(as: order_record_payment.self))
        case .expired:
            let record = unsafe place.loadUnaligned(as: order_record_expired.self)
            guard let slot = slot(of: OrderID(record.order)) else { return false }
            return record.refund_due == orders[slot].received
        case .cancelled:
            let record = unsafe place.loadUnaligned(as: order_record_cancelled.self)
            guard let slot = slot(of: OrderID(record.order)) else { return false }
            return record.refund_due == orders[slot].received - orders[slot].refunded
        case .refunded:
            let record = unsafe place.loadUnaligned(as: order_record_refunded.self)
            guard let slot = slot(of: OrderID(record.order)) else { return false }
            let order = orders[slot]
            return order.status == OrderStatus.paid.rawValue && record.amount > 0
                && record.amount <= order.received - order.refunded && takesReference(order)
        case .restocked:
            let record = unsafe place.loadUnaligned(as: order_record_restocked.self)
            guard let slot = slot(of: OrderID(record.order)),
                let index = line(record.line, of: orders[slot])
            else { return false }
            let line = lines[index]
            return orders[slot].status == OrderStatus.paid.rawValue && record.quantity > 0
                && record.quantity <= line.quantity - line.returned && takesReference(orders[slot])
        case .forgotten:
            let record = unsafe place.loadUnaligned(as: order_record_forgotten.self)
            guard let slot = slot(of: OrderID(record.order)) else { return false }
            return orders[slot].status != OrderStatus.awaitingPayment.rawValue
        case .kept:
            let until = unsafe place.loadUnaligned(as: order_record_kept.self).until
            return until >= 0 && until <= Self.latestTime
        case .saleSet:
            let record = unsafe place.loadUnaligned(as: order_record_sale_set.self)
            return record.limit_per_buyer <= Limits.maximumCounter && record.currency != 0
        case .itemSet:
            let record = unsafe place.loadUnaligned(as: order_record_item_set.self)
            return record.limit_per_buyer <= Limits.maximumCounter && record.unit_price >= 0
                && record.unit_price <= Limits.maximumUnitPrice
        case .stockChanged:
            return accepts(unsafe place.loadUnaligned(as: order_record_stock_changed.self))
        case .couponSet:
            return accepts(unsafe place.loadUnaligned(as: order_record_coupon_set.self))
        }
    }

    private func takesReference(_ order: OrderState) -> Bool {
        order.referenceCount < Limits.maximumReferencesPerOrder
    }

    @unsafe private func acceptsPlaced(_ place: UnsafeRawPointer) -> Bool {
        let record = unsafe place.loadUnaligned(as: order_record_placed.self)
        let flags = UInt32(record.header.flags)
        let hasCoupon = flags & ORDER_FLAG_COUPON != 0
        let rehearsal = flags & ORDER_FLAG_REHEARSAL != 0
        let fixed = MemoryLayout<order_record_placed>.size
        let rest = Int(record.header.length) - fixed
        let count = hasCoupon ? (rest - 8) / 24 : rest / 16
        let key = IdempotencyKey(high: record.key.0, low: record.key.1)
        guard record.payment_deadline >= 0, record.payment_deadline <= Self.latestTime,
            keys.find(KeyEntry.hash(key), { orders[$0.order].key == key }) == nil
        else { return false }
        var total: Int64 = 0
        for index in 0..<count {
            let line = unsafe (place + fixed + index * 16).loadUnaligned(as: order_placed_line.self)
            guard items.contains(line.pool), line.quantity > 0,
                line.quantity <= Limits.maximumQuantity, line.unit_price >= 0,
                line.unit_price <= Limits.maximumUnitPrice,
                items[line.pool][rehearsal: rehearsal].held < Self.latestSum / 2
            else { return false }
            let price = Int64(line.quantity) * line.unit_price
            total += price
            guard hasCoupon else { continue }
            let off = unsafe (place + fixed + count * 16 + 8 + index * 8).loadUnaligned(
                as: Int64.self)
            guard off >= 0 && off <= price else { return false }
        }
        return total <= Limits.maximumAmount
    }

    private func accepts(_ record: order_record_payment) -> Bool {
        guard let slot = slot(of: OrderID(record.order)), record.amount > 0,
            record.amount <= Limits.maximumAmount, record.refund_due >= 0,
            record.refund_due <= record.amount
        else { return false }
        let order = orders[slot]
        let kept = record.amount - record.refund_due
        let isAwaiting = order.status == OrderStatus.awaitingPayment.rawValue
        let fits =
            switch UInt32(record.outcome) {
            case ORDER_PAYMENT_PAID.rawValue: isAwaiting && kept == order.total - order.received
            case ORDER_PAYMENT_AWAITING_REST.rawValue:
                isAwaiting && record.refund_due == 0 && kept < order.total - order.received
            case ORDER_PAYMENT_PAID_LATE.rawValue:
                order.status == OrderStatus.expired.rawValue && kept == order.total
            default: kept == 0
            }
        return fits && takesReference(order)
    }

    private func accepts(_ record: order_record_stock_changed) -> Bool {
        guard items.contains(record.pool), record.delta.magnitude <= UInt64(Limits.maximumAmount)
        else {
            return false
        }
        let rehearsal = UInt32(record.header.flags) & ORDER_FLAG_REHEARSAL != 0
        let given = items[record.pool][rehearsal: rehearsal].given + record.delta
        return given >= 0 && given <= Limits.maximumAmount
    }

    private func accepts(_ record: order_record_coupon_set) -> Bool {
        guard let kind = CouponTerms.Kind(rawValue: record.coupon_kind) else { return false }
        let highest = kind == .percent ? 10_000 : Limits.maximumAmount
        return record.value >= 1 && record.value <= highest && record.minimum_spend >= 0
            && record.minimum_spend <= Limits.maximumAmount && record.budget_money >= 0
    }
}
