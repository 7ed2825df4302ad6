internal import OrderRecords
internal import Primitives

// Every change of state is made here, on the leader and in a fold alike. Each function says whether
// the record fits the state; on the leader it always does.
extension OrderCore {
    /// Applies the record of a kind at `place`.
    @inline(__always) @unsafe
    mutating func apply(_ kind: RecordKind, at place: UnsafeRawPointer, base: Int64) -> Bool {
        let header = unsafe place.loadUnaligned(as: order_record_header.self)
        let now = base &+ Int64(header.time_offset)
        scalars.now = max(scalars.now, now)
        let rehearsal = UInt32(header.flags) & ORDER_FLAG_REHEARSAL != 0
        switch kind {
        case .placed: return unsafe applyPlaced(place, header)
        case .payment:
            return applyPayment(unsafe place.loadUnaligned(as: order_record_payment.self), now)
        case .expired:
            return applyExpired(unsafe place.loadUnaligned(as: order_record_expired.self), now)
        case .cancelled:
            return applyCancelled(unsafe place.loadUnaligned(as: order_record_cancelled.self), now)
        case .refunded:
            return applyRefunded(unsafe place.loadUnaligned(as: order_record_refunded.self))
        case .restocked:
            return applyRestocked(unsafe place.loadUnaligned(as: order_record_restocked.self))
        case .forgotten:
            return applyForgotten(unsafe place.loadUnaligned(as: order_record_forgotten.self))
        case .kept: return applyKept(unsafe place.loadUnaligned(as: order_record_kept.self))
        case .saleSet: return applySale(unsafe place.loadUnaligned(as: order_record_sale_set.self))
        case .itemSet: return applyItem(unsafe place.loadUnaligned(as: order_record_item_set.self))
        case .stockChanged:
            return applyStock(
                unsafe place.loadUnaligned(as: order_record_stock_changed.self),
                rehearsal: rehearsal)
        case .couponSet:
            return applyCoupon(unsafe place.loadUnaligned(as: order_record_coupon_set.self))
        }
    }

    /// Mixes a value into the digest.
    @inline(__always) mutating func note(_ value: UInt64) {
        let bits = (scalars.digest ^ value) &* 0x9E37_79B9_7F4A_7C15
        scalars.digest = bits ^ (bits >> 29)
    }

    @inline(__always) mutating func note(_ value: Int64) { note(UInt64(bitPattern: value)) }

    /// Mixes what the state now is for an order into the digest.
    private mutating func noteOrder(_ slot: UInt32, _ kind: RecordKind) {
        let order = orders[slot]
        note(order.id ^ UInt64(kind.rawValue) << 56)
        note(order.received &- order.refunded)
        note(UInt64(order.status) << 32 | UInt64(order.dueSecond))
    }

    @inline(__always) private mutating func noteStock(_ pool: UInt32, rehearsal: Bool) {
        let stock = items[pool][rehearsal: rehearsal]
        note(stock.held &* 0x1_0000_0001 ^ stock.sold)
        note(stock.free)
    }

    private mutating func schedule(_ slot: UInt32, at time: Int64) {
        wheel.remove(slot, in: &orders)
        wheel.insert(slot, second: Self.second(time), in: &orders)
    }

    // MARK: Orders

    @inline(__always) @unsafe
    private mutating func applyPlaced(_ place: UnsafeRawPointer, _ header: order_record_header)
        -> Bool
    {
        let record = unsafe place.loadUnaligned(as: order_record_placed.self)
        let hasCoupon = UInt32(header.flags) & ORDER_FLAG_COUPON != 0
        let rehearsal = UInt32(header.flags) & ORDER_FLAG_REHEARSAL != 0
        let fixed = MemoryLayout<order_record_placed>.size
        let count =
            hasCoupon ? (Int(header.length) - fixed - 8) / 24 : (Int(header.length) - fixed) / 16
        let slot = orders.next
        guard record.order == (scalars.sequence + 1) << Self.slotBits | UInt64(slot),
            !orders.isFull,
            lines.hasRoom(for: count), counters.hasRoom(for: 2 * count + 1)
        else { return false }
        var order = OrderState()
        order.id = record.order
        order.key = IdempotencyKey(high: record.key.0, low: record.key.1)
        order.buyer = record.buyer
        order.merchant = record.merchant
        order.paymentDeadline = record.payment_deadline
        order.lineCount = UInt8(truncatingIfNeeded: count)
        order.status = OrderStatus.awaitingPayment.rawValue
        if rehearsal { order.flags = OrderState.rehearsal }

        let linesStart = unsafe place + fixed
        let discounts = unsafe linesStart + count * 16 + 8
        var discount: Int64 = 0
        // From the last line to the first, so that the list of lines has the order's sequence.
        for index in stride(from: count - 1, through: 0, by: -1) {
            let line = unsafe (linesStart + index * 16).loadUnaligned(as: order_placed_line.self)
            guard items.contains(line.pool), line.quantity > 0,
                line.quantity <= Limits.maximumQuantity
            else {
                return false
            }
            let off = hasCoupon ? unsafe (discounts + index * 8).loadUnaligned(as: Int64.self) : 0
            order.total += Int64(line.quantity) * line.unit_price - off
            discount += off
            var state = LineState(
                pool: line.pool, quantity: line.quantity, unitPrice: line.unit_price, discount: off)
            items[line.pool][rehearsal: rehearsal].held += Int64(line.quantity)
            guard take(&state, buyer: record.buyer, rehearsal: rehearsal) else { return false }
            noteStock(line.pool, rehearsal: rehearsal)
            state.next = order.firstLine
            order.firstLine = lines.insert(state)
        }
        if hasCoupon {
            let id = unsafe (linesStart + count * 16).loadUnaligned(as: order_placed_coupon.self)
                .coupon
            guard let coupon = couponSlot(CouponID(id)) else { return false }
            order.coupon = coupon
            guard useCoupon(&order, discount) else { return false }
        }
        scalars.sequence += 1
        // What costs nothing needs no payment.
        if order.total == 0 { order.status = OrderStatus.paid.rawValue }
        let due = order.total == 0 ? scalars.now + limits.returnWindow : record.payment_deadline
        _ = orders.insert(order)
        if order.total == 0 { sell(slot) }
        wheel.insert(slot, second: Self.second(due), in: &orders)
        note(order.id)
        note(order.total ^ Int64(truncatingIfNeeded: order.buyer))
        note(order.key.high ^ order.key.low)
        return keys.insert(KeyEntry(hash: KeyEntry.hash(order.key), order: slot))
    }

    /// Counts a line in the limits per buyer that hold for it now.
    @inline(__always)
    private mutating func take(_ line: inout LineState, buyer: UInt64, rehearsal: Bool) -> Bool {
        let item = items[line.pool]
        line.countsInItemLimit = item.limitPerBuyer > 0
        line.countsInSaleLimit = sales[item.sale].limitPerBuyer > 0
        if line.countsInItemLimit {
            guard counters.add(line.quantity, buyer, .item(line.pool, rehearsal: rehearsal)) else {
                return false
            }
        }
        if line.countsInSaleLimit {
            guard counters.add(line.quantity, buyer, .sale(item.sale, rehearsal: rehearsal)) else {
                return false
            }
        }
        return true
    }

    private mutating func uncount(_ line: UInt32, buyer: UInt64, rehearsal: Bool) {
        let state = lines[line]
        if state.countsInItemLimit {
            counters.subtract(state.quantity, buyer, .item(state.pool, rehearsal: rehearsal))
            lines[line].countsInItemLimit = false
        }
        if state.countsInSaleLimit {
            let sale = items[state.pool].sale
            counters.subtract(state.quantity, buyer, .sale(sale, rehearsal: rehearsal))
            lines[line].countsInSaleLimit = false
        }
    }

    /// Counts a coupon's use by an order in its budgets and its limit.
    private mutating func useCoupon(_ order: inout OrderState, _ discount: Int64) -> Bool {
        coupons[order.coupon][rehearsal: order.isRehearsal].money += discount
        coupons[order.coupon][rehearsal: order.isRehearsal].count += 1
        note(coupons[order.coupon][rehearsal: order.isRehearsal].money)
        guard coupons[order.coupon].limitPerBuyer > 0 else { return true }
        order.flags |= OrderState.couponCounted
        return counters.add(1, order.buyer, .coupon(order.coupon, rehearsal: order.isRehearsal))
    }

    private mutating func uncountCoupon(_ slot: UInt32) {
        let order = orders[slot]
        guard order.flags & OrderState.couponCounted != 0 else { return }
        counters.subtract(1, order.buyer, .coupon(order.coupon, rehearsal: order.isRehearsal))
        orders[slot].flags &= ~OrderState.couponCounted
    }

    private func discount(of order: OrderState) -> Int64 {
        var sum: Int64 = 0
        var next = order.firstLine
        while next != 0 {
            sum += lines[next].discount
            next = lines[next].next
        }
        return sum
    }

    /// Turns the held units of an order into sold ones.
    private mutating func sell(_ slot: UInt32) {
        let order = orders[slot]
        var next = order.firstLine
        while next != 0 {
            let line = lines[next]
            items[line.pool][rehearsal: order.isRehearsal].held -= Int64(line.quantity)
            items[line.pool][rehearsal: order.isRehearsal].sold += Int64(line.quantity)
            noteStock(line.pool, rehearsal: order.isRehearsal)
            next = line.next
        }
    }

    /// Gives everything back that an order took: stock, limits, coupon.
    private mutating func release(_ slot: UInt32, sold: Bool) {
        let order = orders[slot]
        var next = order.firstLine
        while next != 0 {
            let line = lines[next]
            if sold {
                items[line.pool][rehearsal: order.isRehearsal].sold -= Int64(
                    line.quantity - line.returned)
            } else {
                items[line.pool][rehearsal: order.isRehearsal].held -= Int64(line.quantity)
            }
            uncount(next, buyer: order.buyer, rehearsal: order.isRehearsal)
            noteStock(line.pool, rehearsal: order.isRehearsal)
            next = line.next
        }
        guard order.coupon != 0 else { return }
        coupons[order.coupon][rehearsal: order.isRehearsal].money -= discount(of: order)
        coupons[order.coupon][rehearsal: order.isRehearsal].count -= 1
        uncountCoupon(slot)
    }

    private mutating func applyPayment(_ record: order_record_payment, _ now: Int64) -> Bool {
        guard let slot = slot(of: OrderID(record.order)) else { return false }
        let kept = record.amount - record.refund_due
        var answered = record.refund_due
        switch UInt32(record.outcome) {
        case ORDER_PAYMENT_AWAITING_REST.rawValue:
            orders[slot].received += kept
            answered = orders[slot].total - orders[slot].received
        case ORDER_PAYMENT_PAID.rawValue:
            guard orders[slot].status == OrderStatus.awaitingPayment.rawValue else { return false }
            orders[slot].received += kept
            orders[slot].status = OrderStatus.paid.rawValue
            sell(slot)
            schedule(slot, at: now + limits.returnWindow)
        case ORDER_PAYMENT_PAID_LATE.rawValue:
            guard orders[slot].status == OrderStatus.expired.rawValue, takeAgain(slot) else {
                return false
            }
            orders[slot].received = kept
            orders[slot].status = OrderStatus.paid.rawValue
            sell(slot)
            schedule(slot, at: now + limits.returnWindow)
        case ORDER_PAYMENT_REFUND_DUE.rawValue: break
        default: return false
        }
        noteOrder(slot, .payment)
        note(record.refund_due)
        return remember(
            Reference(high: record.reference.0, low: record.reference.1), .payment, of: slot,
            amount: record.amount, detail: answered, outcome: record.outcome)
    }

    private mutating func takeAgain(_ slot: UInt32) -> Bool {
        var order = orders[slot]
        var next = order.firstLine
        while next != 0 {
            items[lines[next].pool][rehearsal: order.isRehearsal].held += Int64(
                lines[next].quantity)
            var line = lines[next]
            guard take(&line, buyer: order.buyer, rehearsal: order.isRehearsal) else {
                return false
            }
            lines[next] = line
            next = line.next
        }
        if order.coupon != 0 {
            guard useCoupon(&order, discount(of: order)) else { return false }
            orders[slot] = order
        }
        return true
    }

    private mutating func applyExpired(_ record: order_record_expired, _ now: Int64) -> Bool {
        guard let slot = slot(of: OrderID(record.order)),
            orders[slot].status == OrderStatus.awaitingPayment.rawValue
        else { return false }
        release(slot, sold: false)
        if plantedBug == .releasesTwice {
            let line = lines[orders[slot].firstLine]
            items[line.pool][rehearsal: orders[slot].isRehearsal].held -= Int64(line.quantity)
        }
        orders[slot].status = OrderStatus.expired.rawValue
        orders[slot].received = 0
        schedule(slot, at: now + limits.idempotencyWindow)
        noteOrder(slot, .expired)
        return true
    }

    private mutating func applyCancelled(_ record: order_record_cancelled, _ now: Int64) -> Bool {
        guard let slot = slot(of: OrderID(record.order)) else { return false }
        let status = OrderStatus(rawValue: orders[slot].status)
        guard status == .awaitingPayment || status == .paid else { return false }
        release(slot, sold: status == .paid)
        orders[slot].status = OrderStatus.cancelled.rawValue
        // Of a cancelled order, both say what went back when it was cancelled.
        orders[slot].received = record.refund_due
        orders[slot].refunded = record.refund_due
        schedule(slot, at: now + limits.idempotencyWindow)
        noteOrder(slot, .cancelled)
        return true
    }

    private mutating func applyRefunded(_ record: order_record_refunded) -> Bool {
        guard let slot = slot(of: OrderID(record.order)) else { return false }
        orders[slot].refunded += record.amount
        noteOrder(slot, .refunded)
        return remember(
            Reference(high: record.reference.0, low: record.reference.1), .refund, of: slot,
            amount: record.amount, detail: orders[slot].received - orders[slot].refunded, outcome: 0
        )
    }

    private mutating func applyRestocked(_ record: order_record_restocked) -> Bool {
        guard let slot = slot(of: OrderID(record.order)),
            let index = line(record.line, of: orders[slot])
        else {
            return false
        }
        let rehearsal = orders[slot].isRehearsal
        lines[index].returned += record.quantity
        items[lines[index].pool][rehearsal: rehearsal].sold -= Int64(record.quantity)
        noteStock(lines[index].pool, rehearsal: rehearsal)
        noteOrder(slot, .restocked)
        return remember(
            Reference(high: record.reference.0, low: record.reference.1), .restock, of: slot,
            amount: Int64(record.quantity), detail: Int64(record.line), outcome: 0)
    }

    private mutating func applyForgotten(_ record: order_record_forgotten) -> Bool {
        guard let slot = slot(of: OrderID(record.order)) else { return false }
        let order = orders[slot]
        wheel.remove(slot, in: &orders)
        var next = order.firstLine
        while next != 0 {
            uncount(next, buyer: order.buyer, rehearsal: order.isRehearsal)
            let line = next
            next = lines[line].next
            lines.remove(line)
        }
        uncountCoupon(slot)
        next = order.firstReference
        while next != 0 {
            let reference = next
            next = references[reference].next
            forget(reference: reference)
        }
        if let place = keys.find(KeyEntry.hash(order.key), { $0.order == slot }) {
            keys.remove(at: place)
        }
        orders.remove(slot)
        note(record.order)
        return true
    }

    private mutating func applyKept(_ record: order_record_kept) -> Bool {
        guard let slot = slot(of: OrderID(record.order)) else { return false }
        schedule(slot, at: record.until)
        noteOrder(slot, .kept)
        return true
    }
}
