internal import OrderCore
internal import Primitives

extension ReferenceModel {
    /// What does not add up in the model itself; empty when all does.
    ///
    /// The model predicts the core, so that this checks what both believe: stock, money, budgets.
    package func contradictions() -> [String] {
        stockContradictions() + orders.values.flatMap(contradictions)
            + forgotten.flatMap(contradictions)
            + couponContradictions() + moneyContradictions()
    }

    private func stockContradictions() -> [String] {
        var found: [String] = []
        for isRehearsal in [false, true] {
            var counted: [ModelItemName: ModelStock] = [:]
            for order in orders.values where order.request.isRehearsal == isRehearsal {
                for line in order.lines {
                    if order.status == .awaitingPayment {
                        counted[line.item, default: ModelStock()].held += line.quantity
                    }
                    if order.status == .paid {
                        counted[line.item, default: ModelStock()].sold +=
                            line.quantity - line.returned
                    }
                }
            }
            for (name, item) in items {
                let stock = item[rehearsal: isRehearsal]
                let orders = counted[name] ?? ModelStock()
                if stock.free < 0 || stock.held < 0 || stock.sold < 0 {
                    found.append("\(name): oversold: \(stock)")
                }
                if stock.held != orders.held || stock.sold != orders.sold + stock.soldForGood {
                    found.append("\(name): \(stock), but its orders take \(orders)")
                }
            }
        }
        return found
    }

    private func contradictions(_ order: ModelOrder) -> [String] {
        var found: [String] = []
        let lines = order.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice - $1.discount }
        if lines != order.total {
            found.append("order \(order.id): lines of \(lines), total \(order.total)")
        }
        if order.lines.contains(where: {
            $0.discount < 0 || $0.discount > $0.quantity * $0.unitPrice
        }) {
            found.append("order \(order.id): a discount exceeds its line")
        }
        if order.lines.contains(where: { $0.returned > $0.quantity }) {
            found.append("order \(order.id): more came back than went out")
        }
        let kept = order.moneyIn - order.moneyBack
        let expected: Int64 =
            switch order.status {
            case .awaitingPayment: order.received
            case .paid: order.total - order.refunded
            case .expired, .cancelled: 0
            }
        if kept != expected {
            found.append(
                "order \(order.id), \(order.status): keeps \(kept), should keep \(expected)")
        }
        if order.status == .awaitingPayment && order.received >= order.total {
            found.append("order \(order.id): waits for what is paid")
        }
        return found
    }

    private func couponContradictions() -> [String] {
        var found: [String] = []
        for (id, coupon) in coupons {
            for isRehearsal in [false, true] {
                let users = orders.values.filter { order in
                    order.request.coupon == id && order.request.isRehearsal == isRehearsal
                        && (order.status == .awaitingPayment || order.status == .paid)
                }
                let use = coupon[rehearsal: isRehearsal]
                let money = users.reduce(0) { $0 + $1.discount }
                if use.count != Int64(users.count) + use.countForGood
                    || use.money != money + use.moneyForGood
                {
                    found.append(
                        "coupon \(id): \(use), but its orders used \(users.count), \(money)")
                }
            }
        }
        return found
    }

    private func moneyContradictions() -> [String] {
        let all = Array(orders.values) + forgotten
        let came = all.reduce(0) { $0 + $1.moneyIn }
        let went = all.reduce(0) { $0 + $1.moneyBack }
        guard came != moneyIn || went != moneyBack else { return [] }
        return ["\(moneyIn) came in and \(moneyBack) went back, orders say \(came) and \(went)"]
    }
}
