internal import Primitives

/// The rounds in which a group of orders is prepared: what one finds tells where the next looks.
package enum PrepareRound: CaseIterable, Sendable {
    case indexes
    case pools
    case counters
}

extension OrderCore {
    /// Brings what `place` will look at near, so that many orders wait for memory at the same time.
    @inline(__always) package func prepare(
        _ order: PlaceOrder, line: LineRequest, round: PrepareRound
    ) {
        switch round {
        case .indexes:
            keys.prefetch(KeyEntry.hash(order.key))
            itemIndex.prefetch(ItemEntry.hash(sale: line.sale.rawValue, sku: line.sku.rawValue))
        case .pools:
            let hash = ItemEntry.hash(sale: line.sale.rawValue, sku: line.sku.rawValue)
            guard let place = itemIndex.find(hash, { _ in true }) else { return }
            unsafe Primitives.prefetch(items.address(itemIndex[place].pool))
        case .counters:
            guard let pool = pool(sale: line.sale, sku: line.sku) else { return }
            let item = items[pool]
            if item.limitPerBuyer > 0 {
                let scope = LimitScope.item(pool, rehearsal: order.isRehearsal)
                counters.prefetch(CounterEntry.hash(order.buyer.rawValue, scope))
            }
            if sales[item.sale].limitPerBuyer > 0 {
                let scope = LimitScope.sale(item.sale, rehearsal: order.isRehearsal)
                counters.prefetch(CounterEntry.hash(order.buyer.rawValue, scope))
            }
        }
    }

    /// Takes the memory for this many open orders, of so many lines each, from the system now, so
    /// that no order waits for it later.
    package mutating func reserve(orders count: Int, linesPerOrder: Int = 1) {
        let count = min(count, limits.orders)
        guard count > 0 else { return }
        orders.reserve(count)
        lines.reserve(min(count * linesPerOrder, limits.lines))
        keys.reserve(count)
        counters.reserve(min(count * linesPerOrder, limits.counters))
    }
}
