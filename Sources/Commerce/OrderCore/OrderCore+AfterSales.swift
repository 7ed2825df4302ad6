internal import OrderRecords
package import Primitives

extension OrderCore {
    /// Cancels an order: its stock is free again and what was paid goes back.
    ///
    /// A buyer may cancel while the order awaits payment; the merchant also once it is paid, which
    /// is for goods that have not left the house: for goods that come back, use `refund` and
    /// `restock`.
    package mutating func cancel(
        _ command: CancelOrder, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        let now = effective(time)
        guard let slot = slot(of: command.order, merchant: command.merchant) else {
            return Decision(.unknownOrder, order: command.order)
        }
        let order = orders[slot]
        if let buyer = command.buyer, buyer.rawValue != order.buyer {
            return Decision(.unknownOrder, order: command.order)
        }
        var back = order.received
        switch OrderStatus(rawValue: order.status) {
        case .awaitingPayment: break
        case .paid:
            guard command.buyer == nil else { return Decision(.orderPaid, order: command.order) }
            back = order.received - order.refunded
        case .cancelled:
            return Decision(
                .cancelled, order: command.order, amount: order.received, isReplay: true)
        default: return Decision(.orderClosed, order: command.order, amount: Int64(order.status))
        }
        let length = MemoryLayout<order_record_cancelled>.size
        let by = command.buyer == nil ? ORDER_FLAG_BY_MERCHANT : 0
        let record = order_record_cancelled(
            header: header(.cancelled, at: now, flags: flags(of: order) | by, length: length),
            order: order.id, refund_due: back)
        commit(record, .cancelled, into: &frame)
        return Decision(.cancelled, order: command.order, amount: back)
    }

    /// Sends money of a paid order back, whole or in part.
    package mutating func refund(
        _ command: RefundOrder, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        let now = effective(time)
        let amount = command.amount.rawValue
        guard amount >= 1 && amount <= Limits.maximumAmount else { return invalid(.amount) }
        if let known = referenceSlot(command.reference) {
            let first = references[known]
            guard first.kind == ReferenceState.Kind.refund.rawValue,
                first.target == command.order.rawValue,
                first.amount == amount, slot(of: command.order, merchant: command.merchant) != nil
            else { return Decision(.referenceReused) }
            return Decision(
                .refunded, order: command.order, amount: amount, detail: first.detail,
                isReplay: true)
        }
        guard let slot = slot(of: command.order, merchant: command.merchant) else {
            return Decision(.unknownOrder, order: command.order)
        }
        let order = orders[slot]
        guard order.status == OrderStatus.paid.rawValue else { return notPaid(order) }
        guard amount <= order.received - order.refunded else {
            return Decision(
                .amountTooLarge, order: command.order, amount: order.received - order.refunded,
                detail: amount)
        }
        if let refusal = referenceRefusal(order) { return refusal }
        let length = MemoryLayout<order_record_refunded>.size
        let record = order_record_refunded(
            header: header(.refunded, at: now, flags: flags(of: order), length: length),
            order: order.id,
            reference: (command.reference.high, command.reference.low), amount: amount)
        commit(record, .refunded, into: &frame)
        let left = orders[slot].received - orders[slot].refunded
        return Decision(.refunded, order: command.order, amount: amount, detail: left)
    }

    /// Puts units of a paid order's line, which came back, on sale again.
    package mutating func restock(
        _ command: RestockLine, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        let now = effective(time)
        guard command.quantity >= 1 && command.quantity <= Limits.maximumQuantity else {
            return invalid(.quantity)
        }
        if let known = referenceSlot(command.reference) {
            let first = references[known]
            guard first.kind == ReferenceState.Kind.restock.rawValue,
                first.target == command.order.rawValue,
                first.amount == Int64(command.quantity), first.detail == Int64(command.line),
                slot(of: command.order, merchant: command.merchant) != nil
            else { return Decision(.referenceReused) }
            return restocked(command, isReplay: true)
        }
        guard let slot = slot(of: command.order, merchant: command.merchant) else {
            return Decision(.unknownOrder, order: command.order)
        }
        let order = orders[slot]
        guard order.status == OrderStatus.paid.rawValue else { return notPaid(order) }
        guard let index = line(command.line, of: order) else { return invalid(.line) }
        let line = lines[index]
        guard command.quantity <= line.quantity - line.returned else {
            return Decision(
                .amountTooLarge, line: Int(command.line), order: command.order,
                amount: Int64(line.quantity - line.returned), detail: Int64(command.quantity))
        }
        if let refusal = referenceRefusal(order) { return refusal }
        let length = MemoryLayout<order_record_restocked>.size
        let record = order_record_restocked(
            header: header(.restocked, at: now, flags: flags(of: order), length: length),
            order: order.id,
            reference: (command.reference.high, command.reference.low), line: command.line,
            quantity: command.quantity)
        commit(record, .restocked, into: &frame)
        return restocked(command, isReplay: false)
    }

    /// The record of an order's line, counted from 0.
    func line(_ number: UInt32, of order: OrderState) -> UInt32? {
        guard number < UInt32(order.lineCount) else { return nil }
        var index = order.firstLine
        for _ in 0..<number { index = lines[index].next }
        return index
    }

    private func restocked(_ command: RestockLine, isReplay: Bool) -> Decision {
        Decision(
            .restocked, line: Int(command.line), order: command.order,
            amount: Int64(command.quantity),
            isReplay: isReplay)
    }

    private func notPaid(_ order: OrderState) -> Decision {
        guard order.status != OrderStatus.awaitingPayment.rawValue else { return invalid(.notPaid) }
        return Decision(.orderClosed, order: OrderID(order.id), amount: Int64(order.status))
    }
}
