package import Primitives

/// What the core knows of an order.
package struct OrderView: Sendable, Hashable {
    /// The order.
    package var id: OrderID
    /// Whose store it is.
    package var merchant: MerchantID
    /// Who bought.
    package var buyer: BuyerID
    /// The key that it was placed with.
    package var key: IdempotencyKey
    /// What it is at.
    package var status: OrderStatus
    /// To pay, after the discount.
    package var total: MinorUnits
    /// Received and kept; of a cancelled order, what went back when it was cancelled.
    package var received: MinorUnits
    /// Of what was received, what went or goes back.
    package var refunded: MinorUnits
    /// Until when the stock is held.
    package var paymentDeadline: Timestamp
    /// Draws on shadow stock.
    package var isRehearsal: Bool
    /// The lines, in the order in which they were asked for.
    package var lines: [OrderLineView]
}

/// What the core knows of a line.
package struct OrderLineView: Sendable, Hashable {
    /// The sale.
    package var sale: SaleID
    /// The SKU.
    package var sku: SKUID
    /// Units ordered.
    package var quantity: UInt32
    /// Units that came back.
    package var returned: UInt32
    /// Price of one unit.
    package var unitPrice: MinorUnits
    /// What was taken off the line.
    package var discount: MinorUnits
}

/// The stock of a pool, real or shadow: given = free + held + sold.
package struct StockView: Sendable, Hashable {
    /// Units ever given, less those withdrawn.
    package var given: Int64
    /// Units held for orders that await payment.
    package var held: Int64
    /// Units of paid orders.
    package var sold: Int64
    /// Units for sale.
    package var free: Int64
    /// Price of one unit.
    package var unitPrice: MinorUnits
}

extension OrderCore {
    /// An order by its number, if the core has it.
    package func order(_ id: OrderID) -> OrderView? {
        guard let slot = slot(of: id) else { return nil }
        return view(slot)
    }

    /// An order by its idempotency key: the answer to a client that does not know what became of
    /// it.
    package func order(key: IdempotencyKey) -> OrderView? {
        let place = keys.find(KeyEntry.hash(key)) { orders[$0.order].key == key }
        guard let place else { return nil }
        return view(keys[place].order)
    }

    /// The stock and price of a SKU in a sale, if it is there.
    package func stock(sale: SaleID, sku: SKUID, isRehearsal: Bool = false) -> StockView? {
        guard let pool = pool(sale: sale, sku: sku) else { return nil }
        let stock = items[pool][rehearsal: isRehearsal]
        return StockView(
            given: stock.given, held: stock.held, sold: stock.sold, free: stock.free,
            unitPrice: MinorUnits(items[pool].price))
    }

    /// What a coupon has granted so far: orders and money.
    package func couponUse(_ id: CouponID, isRehearsal: Bool = false) -> (
        count: Int64, money: MinorUnits
    )? {
        guard let slot = couponSlot(id) else { return nil }
        let use = coupons[slot][rehearsal: isRehearsal]
        return (use.count, MinorUnits(use.money))
    }

    /// Units that a buyer has taken of a SKU, where it has a limit.
    package func taken(by buyer: BuyerID, sale: SaleID, sku: SKUID, isRehearsal: Bool = false)
        -> UInt32
    {
        guard let pool = pool(sale: sale, sku: sku) else { return 0 }
        return counters.count(buyer.rawValue, .item(pool, rehearsal: isRehearsal))
    }

    /// Gives every order in memory to `body`, by number of slot.
    package func forEachOrder(_ body: (OrderView) -> Void) {
        guard orders.highest > 0 else { return }
        for slot in 1...orders.highest where orders[slot].isLive { body(view(slot)) }
    }

    private func view(_ slot: UInt32) -> OrderView {
        let order = orders[slot]
        guard let status = OrderStatus(rawValue: order.status) else {
            preconditionFailure("a live order has a status")
        }
        var views: [OrderLineView] = []
        var next = order.firstLine
        while next != 0 {
            let line = lines[next]
            views.append(
                OrderLineView(
                    sale: SaleID(sales[items[line.pool].sale].id), sku: SKUID(items[line.pool].sku),
                    quantity: line.quantity, returned: line.returned,
                    unitPrice: MinorUnits(line.unitPrice),
                    discount: MinorUnits(line.discount)))
            next = line.next
        }
        return OrderView(
            id: OrderID(order.id), merchant: MerchantID(order.merchant),
            buyer: BuyerID(order.buyer),
            key: order.key, status: status, total: MinorUnits(order.total),
            received: MinorUnits(order.received), refunded: MinorUnits(order.refunded),
            paymentDeadline: Timestamp(order.paymentDeadline), isRehearsal: order.isRehearsal,
            lines: views)
    }
}
