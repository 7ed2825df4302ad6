internal import OrderCore
package import Primitives

// How orders end, and how goods come back.

extension ReferenceModel {
    mutating func cancel(_ cancel: CancelOrder, _ now: Int64) -> Decision {
        guard var order = order(cancel.order, of: cancel.merchant),
            cancel.buyer == nil || cancel.buyer == order.request.buyer
        else { return Decision(.unknownOrder, order: cancel.order) }
        switch order.status {
        case .cancelled:
            return Decision(
                .cancelled, order: order.id, amount: order.backWhenCancelled, isReplay: true)
        case .expired:
            return Decision(.orderClosed, order: order.id, amount: Int64(order.status.rawValue))
        case .paid where cancel.buyer != nil: return Decision(.orderPaid, order: order.id)
        case .paid, .awaitingPayment: break
        }
        changed(at: now)
        release(&order)
        let back = order.received - order.refunded
        order.status = .cancelled
        order.backWhenCancelled = back
        order.dueSecond = (now + limits.idempotencyWindow) / 1000
        giveBack(back, of: &order)
        orders[order.id] = order
        return Decision(.cancelled, order: order.id, amount: back)
    }

    mutating func restock(_ restock: RestockLine, _ now: Int64) -> Decision {
        guard restock.quantity >= 1 && restock.quantity <= Limits.maximumQuantity else {
            return invalid(.quantity)
        }
        let quantity = Int64(restock.quantity)
        if let known = movements[restock.reference] {
            guard known.kind == .restock, known.order == restock.order, known.amount == quantity,
                known.line == restock.line, order(restock.order, of: restock.merchant) != nil
            else { return Decision(.referenceReused) }
            return again(known)
        }
        guard var order = order(restock.order, of: restock.merchant) else {
            return Decision(.unknownOrder, order: restock.order)
        }
        if let refusal = mustBePaid(order) { return refusal }
        guard Int(restock.line) < order.lines.count else { return invalid(.line) }
        let line = order.lines[Int(restock.line)]
        if quantity > line.quantity - line.returned {
            return Decision(
                .amountTooLarge, line: Int(restock.line), order: order.id,
                amount: line.quantity - line.returned, detail: quantity)
        }
        if let refusal = noRoomForMovement(of: order) { return refusal }
        changed(at: now)
        order.lines[Int(restock.line)].returned += quantity
        items[line.item]?[rehearsal: order.request.isRehearsal].sold -= quantity
        let answer = Decision(
            .restocked, line: Int(restock.line), order: order.id, amount: quantity)
        note(
            ModelMovement(
                kind: .restock, order: order.id, amount: quantity, line: restock.line,
                answer: answer),
            restock.reference, &order)
        return answer
    }

    /// What time alone does: gives the number of orders that it concerns.
    package mutating func tick(at time: Timestamp) -> Int {
        let now = begin(at: time)
        let due = orders.values.filter { $0.dueSecond < now / 1000 }
        guard !due.isEmpty else { return 0 }
        changed(at: now)
        changes += due.count - 1
        for order in due {
            switch order.status {
            case .awaitingPayment: expire(order, now)
            case .paid:
                let ends = order.lines.compactMap { sales[$0.item.sale]?.endsAt }.filter {
                    $0 != .max
                }
                if let last = ends.max(), last > now {
                    orders[order.id]?.dueSecond = min(last, now + limits.returnWindow) / 1000
                } else {
                    forget(order)
                }
            case .expired, .cancelled: forget(order)
            }
        }
        return due.count
    }

    private mutating func expire(_ known: ModelOrder, _ now: Int64) {
        var order = known
        release(&order)
        giveBack(order.received, of: &order)
        order.status = .expired
        order.received = 0
        order.dueSecond = (now + limits.idempotencyWindow) / 1000
        orders[order.id] = order
    }

    private mutating func forget(_ known: ModelOrder) {
        var order = known
        if order.status == .paid { keepForGood(order) }
        stopCounting(&order)
        keys[order.key] = nil
        orders[order.id] = nil
        movements = movements.filter { $0.value.kind == .stockChange || $0.value.order != order.id }
        forgotten.append(order)
    }

    private mutating func keepForGood(_ order: ModelOrder) {
        let isRehearsal = order.request.isRehearsal
        for line in order.lines {
            items[line.item]?[rehearsal: isRehearsal].soldForGood += line.quantity - line.returned
        }
        guard let coupon = order.request.coupon else { return }
        coupons[coupon]?[rehearsal: isRehearsal].countForGood += 1
        coupons[coupon]?[rehearsal: isRehearsal].moneyForGood += order.discount
    }
}
