internal import OrderRecords
internal import Primitives

extension Books {
    /// Money came in.
    mutating func pay(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let payment = record.load(order_record_payment.self),
            var order = orders[payment.order],
            payment.amount > 0, payment.refund_due >= 0, payment.refund_due <= payment.amount
        else { return false }
        let kept = payment.amount - payment.refund_due
        var cause = AuditRefund.Cause.excess
        switch UInt32(payment.outcome) {
        case ORDER_PAYMENT_AWAITING_REST.rawValue:
            guard order.status == .awaitingPayment, order.received + kept < order.total else {
                return false
            }
            order.received += kept
        case ORDER_PAYMENT_PAID.rawValue:
            guard order.status == .awaitingPayment, order.received + kept == order.total else {
                return false
            }
            order.received += kept
            sell(&order, record, &findings)
        case ORDER_PAYMENT_PAID_LATE.rawValue:
            guard order.status == .expired, kept == order.total else { return false }
            order.received = kept
            take(&order, at: record.position, &findings)
            sell(&order, record, &findings)
        case ORDER_PAYMENT_REFUND_DUE.rawValue:
            guard kept == 0, order.status != .awaitingPayment else { return false }
            cause = order.status == .paid ? .twice : .late
        default: return false
        }
        order.moneyIn += payment.amount
        order.movements += 1
        giveBack(payment.refund_due, cause, &order, by: payment.reference, at: record.time)
        let movement = Movement(
            target: order.id, amount: payment.amount, detail: payment.refund_due,
            outcome: payment.outcome,
            time: record.time, position: record.position, ordinal: order.movements)
        Self.note(payment.reference, movement, in: &payments, "payment", &findings)
        orders[order.id] = order
        return true
    }

    /// Money of a paid order goes back.
    mutating func refund(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let refunded = record.load(order_record_refunded.self),
            var order = orders[refunded.order],
            order.status == .paid, refunded.amount > 0,
            refunded.amount <= order.received - order.refunded
        else { return false }
        order.refunded += refunded.amount
        order.movements += 1
        giveBack(refunded.amount, .refund, &order, by: refunded.reference, at: record.time)
        let movement = Movement(
            target: order.id, amount: refunded.amount, detail: 0, outcome: 0, time: record.time,
            position: record.position)
        Self.note(refunded.reference, movement, in: &refunds, "refund", &findings)
        orders[order.id] = order
        return true
    }

    /// Owes money of an order to its buyer.
    mutating func giveBack(
        _ amount: Int64, _ cause: AuditRefund.Cause, _ order: inout AuditOrder,
        by reference: (UInt64, UInt64)? = nil, at time: Int64
    ) {
        guard amount > 0 else { return }
        order.moneyBack += amount
        refundsDue.append(
            AuditRefund(
                order: order.id, cause: cause.rawValue, amount: amount,
                reference: reference.map { Token128(high: $0.0, low: $0.1) }, at: time))
    }

    private mutating func sell(
        _ order: inout AuditOrder, _ record: RawRecord, _ findings: inout Findings
    ) {
        for line in order.lines {
            let units = Int64(line.quantity)
            move(line.pool, held: -units, sold: units, at: record.position, &findings)
        }
        order.status = .paid
        order.paidAt = record.time
        order.endedAt = nil
    }

    /// Looks whether each order's money adds up: what came in, less what goes back, is what it
    /// keeps.
    func checkMoney(_ findings: inout Findings) {
        for order in orders.values {
            let keeps = order.received - order.refunded
            findings.check(
                order.moneyIn - order.moneyBack == keeps, .money, "order \(order.id)",
                at: order.position,
                "\(order.moneyIn) came in, \(order.moneyBack) goes back, \(keeps) is kept")
            let due = order.status == .paid ? order.total - order.refunded : nil
            findings.check(
                due == nil || due == keeps, .money, "order \(order.id)", at: order.position,
                "it is paid, but keeps \(keeps) of \(order.total), \(order.refunded) of it refunded"
            )
        }
    }
}
