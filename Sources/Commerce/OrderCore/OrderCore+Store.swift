internal import OrderRecords
package import Primitives

extension OrderCore {
    /// Makes a sale or changes its times and limit.
    package mutating func setSale(
        _ terms: SaleTerms, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        guard terms.sale.rawValue != 0 && terms.currency.rawValue != 0 else {
            return invalid(.identifier)
        }
        guard terms.endsAt > terms.startsAt else { return invalid(.times) }
        guard terms.limitPerBuyer <= Limits.maximumCounter else { return invalid(.value) }
        if let slot = saleSlot(terms.sale) {
            guard sales[slot].merchant == terms.merchant.rawValue else {
                return invalid(.merchantChanged)
            }
            guard sales[slot].currency == terms.currency.rawValue else {
                return invalid(.currencyChanged)
            }
        } else if sales.isFull {
            return busy(.sales, sales.limit)
        }
        let length = MemoryLayout<order_record_sale_set>.size
        let record = order_record_sale_set(
            header: header(.saleSet, at: effective(time), length: length),
            sale: terms.sale.rawValue,
            merchant: terms.merchant.rawValue, starts_at: terms.startsAt.rawValue,
            ends_at: terms.endsAt.rawValue, limit_per_buyer: terms.limitPerBuyer,
            currency: terms.currency.rawValue, reserved: 0)
        commit(record, .saleSet, into: &frame)
        return Decision(.done, amount: Int64(sales.count))
    }

    /// Puts a SKU into a sale, or changes its price or limit there. Orders keep the price they
    /// have.
    package mutating func setItem(
        _ terms: ItemTerms, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        guard terms.unitPrice.rawValue >= 0 && terms.unitPrice.rawValue <= Limits.maximumUnitPrice
        else {
            return invalid(.unitPrice)
        }
        guard terms.limitPerBuyer <= Limits.maximumCounter else { return invalid(.value) }
        guard let sale = saleSlot(terms.sale), sales[sale].merchant == terms.merchant.rawValue
        else {
            return Decision(.unknownSale)
        }
        var pool = pool(sale: terms.sale, sku: terms.sku)
        if pool == nil {
            guard !items.isFull else { return busy(.pools, items.limit) }
            pool = items.next
        }
        let length = MemoryLayout<order_record_item_set>.size
        let record = order_record_item_set(
            header: header(.itemSet, at: effective(time), length: length), pool: pool ?? 0,
            sale: terms.sale.rawValue, sku: terms.sku.rawValue,
            unit_price: terms.unitPrice.rawValue,
            limit_per_buyer: terms.limitPerBuyer, reserved: 0)
        commit(record, .itemSet, into: &frame)
        return Decision(.done, amount: Int64(items.count))
    }

    /// Gives stock to a pool or withdraws it, never below what is held or sold.
    package mutating func changeStock(
        _ change: ChangeStock, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        guard change.delta != 0 && change.delta.magnitude <= UInt64(Limits.maximumAmount) else {
            return invalid(.amount)
        }
        guard let sale = saleSlot(change.sale), sales[sale].merchant == change.merchant.rawValue
        else {
            return Decision(.unknownSale)
        }
        guard let pool = pool(sale: change.sale, sku: change.sku) else {
            return Decision(.unknownItem)
        }
        if let known = referenceSlot(change.reference) {
            let first = references[known]
            guard first.kind == ReferenceState.Kind.stockChange.rawValue,
                first.target == UInt64(pool),
                first.amount == change.delta, (first.outcome == 1) == change.isRehearsal
            else { return Decision(.referenceReused) }
            return Decision(.done, amount: first.detail, isReplay: true)
        }
        let stock = items[pool][rehearsal: change.isRehearsal]
        guard change.delta > 0 || -change.delta <= stock.free else {
            return Decision(.stockCommitted, amount: stock.free, detail: -change.delta)
        }
        guard stock.given + change.delta <= Limits.maximumAmount else {
            return Decision(
                .amountTooLarge, amount: Limits.maximumAmount - stock.given, detail: change.delta)
        }
        guard references.hasRoom(for: 1) else { return busy(.references, references.limit) }
        let length = MemoryLayout<order_record_stock_changed>.size
        let flags = change.isRehearsal ? ORDER_FLAG_REHEARSAL : 0
        let record = order_record_stock_changed(
            header: header(.stockChanged, at: effective(time), flags: flags, length: length),
            pool: pool,
            reserved: 0, delta: change.delta,
            reference: (change.reference.high, change.reference.low))
        commit(record, .stockChanged, into: &frame)
        return Decision(.done, amount: items[pool][rehearsal: change.isRehearsal].free)
    }
}
