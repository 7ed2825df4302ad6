internal import OrderRecords
package import Primitives

extension OrderCore {
    /// Takes in a payment.
    ///
    /// - Less than due is kept towards the rest (`awaitingRest`) while the order awaits payment.
    /// - As much as due, or more, pays the order; what is more goes back with the answer `paid`.
    /// - After the hold lapsed, a payment of the whole total takes stock, limits and coupon again
    /// if all
    ///   are still there, whether or not the sale goes on (`paidLate`); else all of it goes back.
    /// - For an order that is paid or cancelled, all of it goes back (`refundDue`).
    /// - A deadline that has passed while the hold has not yet been released does no harm: `paid`.
    package mutating func pay(
        _ payment: PayOrder, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        let now = effective(time)
        let amount = payment.amount.rawValue
        guard amount >= 1 && amount <= Limits.maximumAmount else { return invalid(.amount) }
        if plantedBug != .forgetsPaymentReference, let known = referenceSlot(payment.reference) {
            return replayPayment(known, payment)
        }
        guard let slot = slot(of: payment.order, merchant: payment.merchant) else {
            return Decision(.unknownOrder, order: payment.order)
        }
        let currency = currency(of: slot)
        guard currency == payment.currency.rawValue else {
            return Decision(
                .currencyMismatch, order: payment.order, amount: Int64(currency),
                detail: Int64(payment.currency.rawValue))
        }
        if let refusal = referenceRefusal(orders[slot]) { return refusal }
        let order = orders[slot]
        var outcome = ORDER_PAYMENT_REFUND_DUE
        var back = amount
        switch OrderStatus(rawValue: order.status) {
        case .awaitingPayment:
            let due = order.total - order.received
            outcome = amount < due ? ORDER_PAYMENT_AWAITING_REST : ORDER_PAYMENT_PAID
            back = max(amount - due, 0)
        case .expired where amount >= order.total && canTakeAgain(slot):
            outcome = ORDER_PAYMENT_PAID_LATE
            back = amount - order.total
        default: break
        }
        let length = MemoryLayout<order_record_payment>.size
        let record = order_record_payment(
            header: header(.payment, at: now, flags: flags(of: order), length: length),
            order: order.id,
            reference: (payment.reference.high, payment.reference.low), amount: amount,
            refund_due: back,
            outcome: UInt8(outcome.rawValue), reserved: (0, 0, 0, 0, 0, 0, 0))
        commit(record, .payment, into: &frame)
        return paymentDecision(orders[slot], outcome: record.outcome, refundDue: back)
    }

    private func replayPayment(_ known: UInt32, _ payment: PayOrder) -> Decision {
        let first = references[known]
        guard first.kind == ReferenceState.Kind.payment.rawValue,
            first.target == payment.order.rawValue,
            first.amount == payment.amount.rawValue,
            let slot = slot(of: payment.order, merchant: payment.merchant),
            currency(of: slot) == payment.currency.rawValue
        else { return Decision(.referenceReused) }
        if UInt32(first.outcome) == ORDER_PAYMENT_AWAITING_REST.rawValue {
            return Decision(
                .awaitingRest, order: payment.order, amount: first.detail,
                detail: orders[slot].total,
                isReplay: true)
        }
        var decision = paymentDecision(
            orders[slot], outcome: first.outcome, refundDue: first.detail)
        decision.isReplay = true
        return decision
    }

    private func paymentDecision(_ order: OrderState, outcome: UInt8, refundDue: Int64) -> Decision
    {
        let id = OrderID(order.id)
        return switch UInt32(outcome) {
        case ORDER_PAYMENT_PAID.rawValue: Decision(.paid, order: id, amount: refundDue)
        case ORDER_PAYMENT_PAID_LATE.rawValue: Decision(.paidLate, order: id, amount: refundDue)
        case ORDER_PAYMENT_AWAITING_REST.rawValue:
            Decision(
                .awaitingRest, order: id, amount: order.total - order.received, detail: order.total)
        default: Decision(.refundDue, order: id, amount: refundDue)
        }
    }

    /// Whether an order may take in one more reference.
    func referenceRefusal(_ order: OrderState) -> Decision? {
        guard order.referenceCount < Limits.maximumReferencesPerOrder else {
            return busy(.referencesPerOrder, Int(Limits.maximumReferencesPerOrder))
        }
        return references.hasRoom(for: 1) ? nil : busy(.references, references.limit)
    }

    /// Whether stock, limits and coupon of an order that expired could be taken once more.
    private mutating func canTakeAgain(_ slot: UInt32) -> Bool {
        let order = orders[slot]
        guard counters.hasRoom(for: 2 * Int(order.lineCount) + 1) else { return false }
        var fits = true
        var discount: Int64 = 0
        var next = order.firstLine
        while next != 0 && fits {
            let line = lines[next]
            let item = items[line.pool]
            fits =
                Int64(line.quantity) <= item[rehearsal: order.isRehearsal].free
                - Int64(item.pending)
                && overLimit(
                    line.quantity, pool: line.pool, buyer: order.buyer,
                    rehearsal: order.isRehearsal, line: 0)
                    == nil
            items[line.pool].pending += line.quantity
            sales[item.sale].pending += line.quantity
            discount += line.discount
            next = line.next
        }
        next = order.firstLine
        while next != 0 {
            let line = lines[next]
            items[line.pool].pending = 0
            sales[items[line.pool].sale].pending = 0
            next = line.next
        }
        if fits && order.coupon != 0 {
            fits =
                overBudget(order.coupon, buyer: order.buyer, discount, rehearsal: order.isRehearsal)
                == nil
        }
        return fits
    }

    func flags(of order: OrderState) -> UInt32 { order.isRehearsal ? ORDER_FLAG_REHEARSAL : 0 }
}
