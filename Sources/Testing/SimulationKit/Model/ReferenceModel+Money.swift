internal import OrderCore
internal import Primitives

extension ReferenceModel {
    /// An order of a merchant that the core still has.
    func order(_ id: OrderID, of merchant: MerchantID) -> ModelOrder? {
        guard let order = orders[id], order.request.merchant == merchant else { return nil }
        return order
    }

    mutating func pay(_ payment: PayOrder, _ now: Int64) -> Decision {
        let amount = payment.amount.rawValue
        guard (1...Limits.maximumAmount).contains(amount) else { return invalid(.amount) }
        if let known = movements[payment.reference] {
            guard known.kind == .payment, known.order == payment.order, known.amount == amount,
                known.currency == payment.currency,
                order(payment.order, of: payment.merchant) != nil
            else { return Decision(.referenceReused) }
            return again(known)
        }
        guard var order = order(payment.order, of: payment.merchant) else {
            return Decision(.unknownOrder, order: payment.order)
        }
        if order.currency != payment.currency {
            return Decision(
                .currencyMismatch, order: order.id, amount: Int64(order.currency.rawValue),
                detail: Int64(payment.currency.rawValue))
        }
        if let refusal = noRoomForMovement(of: order) { return refusal }
        changed(at: now)
        var back: Int64 = 0
        let answer: Decision
        switch order.status {
        case .awaitingPayment:
            let due = order.total - order.received
            back = max(0, amount - due)
            order.received += amount - back
            if amount < due {
                answer = Decision(
                    .awaitingRest, order: order.id, amount: order.total - order.received,
                    detail: order.total)
            } else {
                sell(order)
                becomePaid(&order, now)
                answer = Decision(.paid, order: order.id, amount: back)
            }
        case .expired where amount >= order.total && canBeHadAgain(order):
            back = amount - order.total
            order.received = order.total
            take(&order)
            sell(order)
            becomePaid(&order, now)
            answer = Decision(.paidLate, order: order.id, amount: back)
        default:
            back = amount
            answer = Decision(.refundDue, order: order.id, amount: back)
        }
        moneyIn += amount
        order.moneyIn += amount
        giveBack(back, of: &order)
        note(
            ModelMovement(
                kind: .payment, order: order.id, currency: payment.currency, amount: amount,
                answer: answer),
            payment.reference, &order)
        return answer
    }

    private func becomePaid(_ order: inout ModelOrder, _ now: Int64) {
        order.status = .paid
        order.dueSecond = (now + limits.returnWindow) / 1000
    }

    /// Whether stock, limits and coupon of an order that expired are all still to be had.
    private func canBeHadAgain(_ order: ModelOrder) -> Bool {
        guard hasRoomForCounters(lines: order.lines.count) else { return false }
        for (number, line) in order.lines.enumerated() {
            let before = Array(order.lines[..<number])
            let refusal = cannotTake(
                line, after: before, buyer: order.request.buyer,
                isRehearsal: order.request.isRehearsal, 0)
            guard refusal == nil else { return false }
        }
        guard let coupon = order.request.coupon else { return true }
        return overBudget(coupon, order.request, order.discount) == nil
    }

    mutating func refund(_ refund: RefundOrder, _ now: Int64) -> Decision {
        let amount = refund.amount.rawValue
        guard (1...Limits.maximumAmount).contains(amount) else { return invalid(.amount) }
        if let known = movements[refund.reference] {
            guard known.kind == .refund, known.order == refund.order, known.amount == amount,
                order(refund.order, of: refund.merchant) != nil
            else { return Decision(.referenceReused) }
            return again(known)
        }
        guard var order = order(refund.order, of: refund.merchant) else {
            return Decision(.unknownOrder, order: refund.order)
        }
        if let refusal = mustBePaid(order) { return refusal }
        let left = order.received - order.refunded
        if amount > left {
            return Decision(.amountTooLarge, order: order.id, amount: left, detail: amount)
        }
        if let refusal = noRoomForMovement(of: order) { return refusal }
        changed(at: now)
        order.refunded += amount
        giveBack(amount, of: &order)
        let answer = Decision(.refunded, order: order.id, amount: amount, detail: left - amount)
        note(
            ModelMovement(kind: .refund, order: order.id, amount: amount, answer: answer),
            refund.reference,
            &order)
        return answer
    }

    /// Money goes back.
    mutating func giveBack(_ amount: Int64, of order: inout ModelOrder) {
        order.moneyBack += amount
        moneyBack += amount
    }

    /// Keeps a movement with its order.
    mutating func note(_ movement: ModelMovement, _ reference: Reference, _ order: inout ModelOrder)
    {
        order.movementCount += 1
        movements[reference] = movement
        orders[order.id] = order
    }

    func noRoomForMovement(of order: ModelOrder) -> Decision? {
        let most = Int(Limits.maximumReferencesPerOrder)
        if order.movementCount >= most { return busy(.referencesPerOrder, most) }
        return noRoomForMovement()
    }

    func mustBePaid(_ order: ModelOrder) -> Decision? {
        switch order.status {
        case .paid: nil
        case .awaitingPayment: invalid(.notPaid)
        case .expired, .cancelled:
            Decision(.orderClosed, order: order.id, amount: Int64(order.status.rawValue))
        }
    }
}
