internal import OrderCore
internal import Primitives

// What orders take: stock, limits per buyer, coupon budgets; and how they give it back.

extension ReferenceModel {
    /// Why a line cannot be had besides the lines of the same order before it; nil when it can.
    func cannotTake(
        _ line: ModelLine, after others: [ModelLine], buyer: BuyerID, isRehearsal: Bool,
        _ number: Int
    ) -> Decision? {
        guard let item = items[line.item], let sale = sales[line.item.sale] else {
            return Decision(.unknownItem, line: number)
        }
        let sameItem = others.filter { $0.item == line.item }.reduce(0) { $0 + $1.quantity }
        let sameSale = others.filter { $0.item.sale == line.item.sale }.reduce(0) {
            $0 + $1.quantity
        }
        let free = item[rehearsal: isRehearsal].free - sameItem
        guard line.quantity <= free else {
            return Decision(.soldOut, line: number, amount: max(free, 0), detail: line.quantity)
        }
        if item.limitPerBuyer > 0 {
            let taken = taken(by: buyer, of: line.item, isRehearsal)
            guard taken + sameItem + line.quantity <= item.limitPerBuyer else {
                return Decision(
                    .limitReached, line: number, amount: item.limitPerBuyer, detail: taken)
            }
        }
        if sale.limitPerBuyer > 0 {
            let taken = taken(by: buyer, in: line.item.sale, isRehearsal)
            guard taken + sameSale + line.quantity <= sale.limitPerBuyer else {
                return Decision(
                    .limitReached, line: number, amount: sale.limitPerBuyer, detail: taken)
            }
        }
        return nil
    }

    /// Units of a SKU that count in its limit for a buyer.
    func taken(by buyer: BuyerID, of item: ModelItemName, _ isRehearsal: Bool) -> Int64 {
        sum(buyer, isRehearsal) { $0.countsInItem && $0.item == item }
    }

    /// Units of a sale that count in its limit for a buyer.
    func taken(by buyer: BuyerID, in sale: SaleID, _ isRehearsal: Bool) -> Int64 {
        sum(buyer, isRehearsal) { $0.countsInSale && $0.item.sale == sale }
    }

    private func sum(_ buyer: BuyerID, _ isRehearsal: Bool, _ counts: (ModelLine) -> Bool) -> Int64
    {
        var units: Int64 = 0
        for order in orders.values
        where order.request.buyer == buyer && order.request.isRehearsal == isRehearsal {
            for line in order.lines where counts(line) { units += line.quantity }
        }
        return units
    }

    /// The core counts each buyer once for each item, sale and coupon with a limit, in a bounded
    /// table.
    func hasRoomForCounters(lines wanted: Int) -> Bool {
        let needed = 2 * wanted + 1
        let most = orders.values.reduce(0) { $0 + 2 * $1.lines.count + 1 }
        if most + needed <= limits.counters { return true }
        return counters.count + needed <= limits.counters
    }

    private var counters: Set<ModelCounter> {
        var found: Set<ModelCounter> = []
        for order in orders.values {
            let (buyer, isRehearsal) = (order.request.buyer, order.request.isRehearsal)
            for line in order.lines {
                if line.countsInItem { found.insert(.item(buyer, line.item, isRehearsal)) }
                if line.countsInSale { found.insert(.sale(buyer, line.item.sale, isRehearsal)) }
            }
            if order.countsInCoupon, let coupon = order.request.coupon {
                found.insert(.coupon(buyer, coupon, isRehearsal))
            }
        }
        return found
    }

    /// Holds an order's stock, and counts it in limits and budgets.
    mutating func take(_ order: inout ModelOrder) {
        let isRehearsal = order.request.isRehearsal
        for index in order.lines.indices {
            let line = order.lines[index]
            items[line.item]?[rehearsal: isRehearsal].held += line.quantity
            order.lines[index].countsInItem = (items[line.item]?.limitPerBuyer ?? 0) > 0
            order.lines[index].countsInSale = (sales[line.item.sale]?.limitPerBuyer ?? 0) > 0
        }
        guard let id = order.request.coupon else { return }
        coupons[id]?[rehearsal: isRehearsal].count += 1
        coupons[id]?[rehearsal: isRehearsal].money += order.discount
        order.countsInCoupon = (coupons[id]?.terms.limitPerBuyer ?? 0) > 0
    }

    /// Makes an order's held stock sold.
    mutating func sell(_ order: ModelOrder) {
        for line in order.lines {
            items[line.item]?[rehearsal: order.request.isRehearsal].held -= line.quantity
            items[line.item]?[rehearsal: order.request.isRehearsal].sold += line.quantity
        }
    }

    /// Gives back what an order took.
    mutating func release(_ order: inout ModelOrder) {
        let isRehearsal = order.request.isRehearsal
        for line in order.lines {
            if order.status == .paid {
                items[line.item]?[rehearsal: isRehearsal].sold -= line.quantity - line.returned
            } else {
                items[line.item]?[rehearsal: isRehearsal].held -= line.quantity
            }
        }
        if let id = order.request.coupon {
            coupons[id]?[rehearsal: isRehearsal].count -= 1
            coupons[id]?[rehearsal: isRehearsal].money -= order.discount
        }
        stopCounting(&order)
    }

    /// Takes an order out of the limits per buyer.
    func stopCounting(_ order: inout ModelOrder) {
        for index in order.lines.indices {
            order.lines[index].countsInItem = false
            order.lines[index].countsInSale = false
        }
        order.countsInCoupon = false
    }
}

/// What one entry of the core's table of limits stands for.
private enum ModelCounter: Hashable {
    case item(BuyerID, ModelItemName, Bool)
    case sale(BuyerID, SaleID, Bool)
    case coupon(BuyerID, CouponID, Bool)
}
