internal import OrderCore
internal import Primitives

extension ReferenceModel {
    mutating func set(_ terms: SaleTerms, _ now: Int64) -> Decision {
        if terms.sale.rawValue == 0 || terms.currency.rawValue == 0 { return invalid(.identifier) }
        if terms.endsAt <= terms.startsAt { return invalid(.times) }
        if terms.limitPerBuyer > Limits.maximumCounter { return invalid(.value) }
        if let known = sales[terms.sale] {
            if known.merchant != terms.merchant { return invalid(.merchantChanged) }
            if known.currency != terms.currency { return invalid(.currencyChanged) }
        } else if sales.count >= limits.sales {
            return busy(.sales, limits.sales)
        }
        changed(at: now)
        sales[terms.sale] = ModelSale(
            merchant: terms.merchant, startsAt: terms.startsAt.rawValue,
            endsAt: terms.endsAt.rawValue,
            limitPerBuyer: Int64(terms.limitPerBuyer), currency: terms.currency)
        return Decision(.done, amount: Int64(sales.count))
    }

    mutating func set(_ terms: ItemTerms, _ now: Int64) -> Decision {
        let prices = 0...Limits.maximumUnitPrice
        guard prices.contains(terms.unitPrice.rawValue) else { return invalid(.unitPrice) }
        if terms.limitPerBuyer > Limits.maximumCounter { return invalid(.value) }
        guard sales[terms.sale]?.merchant == terms.merchant else { return Decision(.unknownSale) }
        let name = ModelItemName(sale: terms.sale, sku: terms.sku)
        if items[name] == nil && items.count >= limits.pools { return busy(.pools, limits.pools) }
        changed(at: now)
        var item = items[name] ?? ModelItem(price: 0, limitPerBuyer: 0)
        item.price = terms.unitPrice.rawValue
        item.limitPerBuyer = Int64(terms.limitPerBuyer)
        items[name] = item
        return Decision(.done, amount: Int64(items.count))
    }

    mutating func changeStock(_ change: ChangeStock, _ now: Int64) -> Decision {
        guard change.delta != 0, change.delta.magnitude <= Limits.maximumAmount.magnitude else {
            return invalid(.amount)
        }
        guard sales[change.sale]?.merchant == change.merchant else { return Decision(.unknownSale) }
        let name = ModelItemName(sale: change.sale, sku: change.sku)
        guard let stock = items[name]?[rehearsal: change.isRehearsal] else {
            return Decision(.unknownItem)
        }
        if let known = movements[change.reference] {
            guard known.kind == .stockChange, known.item == name, known.amount == change.delta,
                known.isRehearsal == change.isRehearsal
            else { return Decision(.referenceReused) }
            return again(known)
        }
        if -change.delta > stock.free {
            return Decision(.stockCommitted, amount: stock.free, detail: -change.delta)
        }
        if stock.given + change.delta > Limits.maximumAmount {
            return Decision(
                .amountTooLarge, amount: Limits.maximumAmount - stock.given, detail: change.delta)
        }
        if let refusal = noRoomForMovement() { return refusal }
        changed(at: now)
        items[name]?[rehearsal: change.isRehearsal].given += change.delta
        let answer = Decision(.done, amount: stock.free + change.delta)
        if stockReferences.count >= limits.stockReferences {
            movements[stockReferences.removeFirst()] = nil
        }
        stockReferences.append(change.reference)
        movements[change.reference] = ModelMovement(
            kind: .stockChange, item: name, isRehearsal: change.isRehearsal, amount: change.delta,
            answer: answer)
        return answer
    }

    /// The first answer once more.
    func again(_ movement: ModelMovement) -> Decision {
        var answer = movement.answer
        answer.isReplay = true
        return answer
    }

    /// Movements of orders and of stock share one table.
    func noRoomForMovement() -> Decision? {
        let limit = limits.references + limits.stockReferences
        return movements.count >= limit ? busy(.references, limit) : nil
    }
}
