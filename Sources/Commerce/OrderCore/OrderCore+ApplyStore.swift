internal import OrderRecords
internal import Primitives

extension OrderCore {
    mutating func applySale(_ record: order_record_sale_set) -> Bool {
        var sale = SaleState()
        sale.id = record.sale
        sale.merchant = record.merchant
        sale.startsAt = record.starts_at
        sale.endsAt = record.ends_at
        sale.limitPerBuyer = record.limit_per_buyer
        sale.currency = record.currency
        sale.status = 1
        note(UInt64(record.sale) << 32 | UInt64(record.limit_per_buyer))
        note(record.ends_at ^ record.starts_at)
        if let slot = saleSlot(SaleID(record.sale)) {
            sales[slot] = sale
            return true
        }
        guard record.sale != 0, !sales.isFull else { return false }
        return saleIndex.insert(NameEntry(name: record.sale, index: sales.insert(sale)))
    }

    mutating func applyItem(_ record: order_record_item_set) -> Bool {
        guard let sale = saleSlot(SaleID(record.sale)) else { return false }
        note(UInt64(record.pool) ^ record.sku)
        note(record.unit_price ^ Int64(record.limit_per_buyer) << 40)
        if let pool = pool(sale: SaleID(record.sale), sku: SKUID(record.sku)) {
            guard pool == record.pool else { return false }
            items[pool].price = record.unit_price
            items[pool].limitPerBuyer = record.limit_per_buyer
            return true
        }
        guard record.pool == items.next, !items.isFull else { return false }
        var item = ItemState(sku: record.sku, sale: sale)
        item.price = record.unit_price
        item.limitPerBuyer = record.limit_per_buyer
        let pool = items.insert(item)
        return itemIndex.insert(
            ItemEntry(hash: ItemEntry.hash(sale: record.sale, sku: record.sku), pool: pool))
    }

    mutating func applyStock(_ record: order_record_stock_changed, rehearsal: Bool) -> Bool {
        guard items.contains(record.pool) else { return false }
        items[record.pool][rehearsal: rehearsal].given += record.delta
        let free = items[record.pool][rehearsal: rehearsal].free
        note(UInt64(record.pool))
        note(free)
        if scalars.stockReferenceCount >= UInt64(limits.stockReferences) {
            forgetOldestStockReference()
        }
        var state = ReferenceState()
        state.reference = Reference(high: record.reference.0, low: record.reference.1)
        state.target = UInt64(record.pool)
        state.amount = record.delta
        state.detail = free
        state.kind = ReferenceState.Kind.stockChange.rawValue
        state.outcome = rehearsal ? 1 : 0
        guard references.hasRoom(for: 1) else { return false }
        let index = references.insert(state)
        if scalars.stockReferenceCount == 0 {
            scalars.firstStockReference = index
        } else {
            references[scalars.lastStockReference].next = index
        }
        scalars.lastStockReference = index
        scalars.stockReferenceCount += 1
        return referenceIndex.insert(
            ReferenceEntry(hash: ReferenceEntry.hash(state.reference), index: index))
    }

    mutating func applyCoupon(_ record: order_record_coupon_set) -> Bool {
        let known = couponSlot(CouponID(record.coupon))
        var coupon = known.map { coupons[$0] } ?? CouponState()
        coupon.id = record.coupon
        coupon.merchant = record.merchant
        coupon.kind = record.coupon_kind
        coupon.value = record.value
        coupon.minimumSpend = record.minimum_spend
        coupon.budgetMoney = record.budget_money
        coupon.budgetCount = record.budget_count
        coupon.limitPerBuyer = record.limit_per_buyer
        coupon.startsAt = record.starts_at
        coupon.endsAt = record.ends_at
        coupon.currency = record.currency
        guard coupon.kind != 0, record.coupon != 0 else { return false }
        note(UInt64(record.coupon) << 8 | UInt64(record.coupon_kind))
        note(record.value ^ record.budget_money)
        if let known {
            coupons[known] = coupon
            return true
        }
        guard !coupons.isFull else { return false }
        return couponIndex.insert(NameEntry(name: record.coupon, index: coupons.insert(coupon)))
    }

    /// Keeps a reference of an order, so that the same is counted once.
    mutating func remember(
        _ reference: Reference, _ kind: ReferenceState.Kind, of order: UInt32, amount: Int64,
        detail: Int64,
        outcome: UInt8
    ) -> Bool {
        guard references.hasRoom(for: 1) else { return false }
        var state = ReferenceState()
        state.reference = reference
        state.target = orders[order].id
        state.amount = amount
        state.detail = detail
        state.kind = kind.rawValue
        state.outcome = outcome
        state.next = orders[order].firstReference
        let index = references.insert(state)
        orders[order].firstReference = index
        orders[order].referenceCount += 1
        return referenceIndex.insert(
            ReferenceEntry(hash: ReferenceEntry.hash(reference), index: index))
    }

    /// Forgets a reference; the caller has taken it off its list.
    mutating func forget(reference index: UInt32) {
        let hash = ReferenceEntry.hash(references[index].reference)
        if let place = referenceIndex.find(hash, { $0.index == index }) {
            referenceIndex.remove(at: place)
        }
        references.remove(index)
    }

    private mutating func forgetOldestStockReference() {
        let oldest = scalars.firstStockReference
        scalars.firstStockReference = references[oldest].next
        scalars.stockReferenceCount -= 1
        forget(reference: oldest)
    }
}
