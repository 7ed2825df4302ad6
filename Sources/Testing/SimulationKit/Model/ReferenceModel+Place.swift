internal import OrderCore
internal import Primitives

extension ReferenceModel {
    mutating func place(
        _ request: PlaceOrder, _ wanted: [LineRequest], _ now: Int64, _ proposed: OrderID
    ) -> Decision {
        if let id = keys[request.key], let known = orders[id] {
            return placedBefore(known, request, wanted)
        }
        guard (1...Limits.maximumLines).contains(wanted.count) else { return invalid(.lineCount) }
        let window = request.paymentDeadline.rawValue - now
        guard window > 0 && window <= Limits.maximumPaymentWindow else {
            return invalid(.paymentDeadline)
        }
        if let refusal = noRoom(lines: wanted.count) { return refusal }

        var lines: [ModelLine] = []
        var currency: Currency?
        for (number, line) in wanted.enumerated() {
            let name = ModelItemName(sale: line.sale, sku: line.sku)
            guard let sale = sales[line.sale] else { return Decision(.unknownSale, line: number) }
            guard let item = items[name] else { return Decision(.unknownItem, line: number) }
            guard sale.merchant == request.merchant else {
                return Decision(.unknownSale, line: number)
            }
            guard line.quantity >= 1 && line.quantity <= Limits.maximumQuantity else {
                return invalid(.quantity, line: number)
            }
            if now < sale.startsAt {
                return Decision(.saleNotOpen, line: number, amount: sale.startsAt)
            }
            if now >= sale.endsAt {
                return Decision(.saleClosed, line: number, amount: sale.endsAt)
            }
            if let currency, currency != sale.currency {
                return Decision(
                    .currencyMismatch, line: number, amount: Int64(currency.rawValue),
                    detail: Int64(sale.currency.rawValue))
            }
            currency = sale.currency
            guard line.unitPrice.rawValue == item.price else {
                return Decision(
                    .priceChanged, line: number, amount: item.price, detail: line.unitPrice.rawValue
                )
            }
            let new = ModelLine(
                item: name, quantity: Int64(line.quantity), unitPrice: item.price, discount: 0)
            if let refusal = cannotTake(
                new, after: lines, buyer: request.buyer, isRehearsal: request.isRehearsal, number)
            {
                return refusal
            }
            lines.append(new)
        }
        guard let currency else { return invalid(.lineCount) }

        let subtotal = lines.reduce(0) { $0 + $1.quantity * $1.unitPrice }
        if subtotal > Limits.maximumAmount { return invalid(.amount) }
        var discount: Int64 = 0
        if let coupon = request.coupon {
            switch grant(coupon, request, subtotal, currency, now) {
            case .refused(let decision): return decision
            case .granted(let granted): discount = granted
            }
            share(discount, of: subtotal, among: &lines)
        }
        accept(request, lines, currency, total: subtotal - discount, now, proposed)
        return Decision(.accepted, order: proposed, amount: subtotal - discount, detail: discount)
    }

    /// The same key again: the same order, or a refusal.
    private func placedBefore(_ known: ModelOrder, _ request: PlaceOrder, _ wanted: [LineRequest])
        -> Decision
    {
        let before = known.lines.map { line in
            LineRequest(
                sale: line.item.sale, sku: line.item.sku, quantity: UInt32(line.quantity),
                unitPrice: MinorUnits(line.unitPrice))
        }
        let isSame =
            known.request.merchant == request.merchant && known.request.buyer == request.buyer
            && known.request.isRehearsal == request.isRehearsal
            && known.request.coupon == request.coupon
            && before == wanted
        guard isSame else { return Decision(.keyReused, order: known.id) }
        return Decision(
            .accepted, order: known.id, amount: known.total, detail: known.discount, isReplay: true)
    }

    private func noRoom(lines wanted: Int) -> Decision? {
        if orders.count >= limits.orders { return busy(.orders, limits.orders) }
        let lines = orders.values.reduce(0) { $0 + $1.lines.count }
        if lines + wanted > limits.lines { return busy(.lines, limits.lines) }
        return hasRoomForCounters(lines: wanted) ? nil : busy(.counters, limits.counters)
    }

    private mutating func accept(
        _ request: PlaceOrder, _ lines: [ModelLine], _ currency: Currency, total: Int64,
        _ now: Int64,
        _ id: OrderID
    ) {
        changed(at: now)
        accepted += 1
        // What costs nothing is paid at once.
        let isFree = total == 0
        let due = isFree ? now + limits.returnWindow : request.paymentDeadline.rawValue
        var order = ModelOrder(
            id: id, request: request, lines: lines, currency: currency,
            status: isFree ? .paid : .awaitingPayment, total: total, dueSecond: due / 1000)
        take(&order)
        if isFree { sell(order) }
        orders[id] = order
        keys[request.key] = id
    }
}
