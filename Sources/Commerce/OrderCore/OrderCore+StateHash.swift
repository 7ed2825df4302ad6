internal import Primitives

extension OrderCore {
    /// A hash over every table: equal states have equal hashes, however they came about.
    ///
    /// Walks all memory, some seconds at twenty million orders: for a standby, tests and tools. The
    /// leader compares `digest`, which costs nothing.
    package func stateHash() -> UInt64 {
        var hash = StateHasher()
        hash.add(
            scalars.now, Int64(bitPattern: scalars.sequence), Int64(bitPattern: scalars.digest))
        hash.add(
            Int64(orders.count), Int64(lines.count), Int64(references.count), Int64(counters.count))
        hash.add(Int64(keys.count), Int64(wheel.count))
        if orders.highest > 0 {
            for slot in 1...orders.highest where orders[slot].isLive { add(order: slot, to: &hash) }
        }
        if items.highest > 0 {
            for pool in 1...items.highest where items[pool].isLive {
                let item = items[pool]
                hash.add(Int64(pool), Int64(bitPattern: item.sku), item.price)
                hash.add(item.real.given, item.real.held, item.real.sold, Int64(item.sale))
                hash.add(
                    item.shadow.given, item.shadow.held, item.shadow.sold, Int64(item.limitPerBuyer)
                )
            }
        }
        if sales.highest > 0 {
            for slot in 1...sales.highest where sales[slot].isLive {
                let sale = sales[slot]
                hash.add(Int64(sale.id), Int64(sale.merchant), sale.startsAt, sale.endsAt)
                hash.add(Int64(sale.limitPerBuyer), Int64(sale.currency))
            }
        }
        if coupons.highest > 0 {
            for slot in 1...coupons.highest where coupons[slot].isLive {
                let coupon = coupons[slot]
                hash.add(Int64(coupon.id), coupon.value, coupon.minimumSpend, coupon.budgetMoney)
                hash.add(
                    coupon.real.money, coupon.real.count, coupon.shadow.money, coupon.shadow.count)
                hash.add(
                    coupon.startsAt, coupon.endsAt, Int64(coupon.budgetCount),
                    Int64(coupon.limitPerBuyer))
            }
        }
        // The places of counters depend on when segments split, so their sum counts, not their
        // order.
        var sum: UInt64 = 0
        counters.forEach { entry in
            sum &+= mixed(
                mixed(entry.buyer) ^ UInt64(entry.scope.rawValue) << 32 ^ UInt64(entry.count))
        }
        hash.add(Int64(bitPattern: sum))
        return hash.value
    }

    private func add(order slot: UInt32, to hash: inout StateHasher) {
        let order = orders[slot]
        hash.add(Int64(slot), Int64(bitPattern: order.id), Int64(bitPattern: order.buyer))
        hash.add(
            Int64(bitPattern: order.key.high), Int64(bitPattern: order.key.low),
            order.paymentDeadline)
        hash.add(order.total, order.received, order.refunded, Int64(order.merchant))
        hash.add(Int64(order.dueSecond), Int64(order.nextDue), Int64(order.previousDue))
        hash.add(
            Int64(order.status), Int64(order.flags), Int64(order.coupon),
            Int64(order.referenceCount))
        var next = order.firstLine
        while next != 0 {
            let line = lines[next]
            hash.add(Int64(next), Int64(line.pool), Int64(line.quantity), line.unitPrice)
            hash.add(line.discount, Int64(line.returned))
            hash.add(line.countsInItemLimit ? 1 : 0, line.countsInSaleLimit ? 1 : 0)
            next = line.next
        }
        next = order.firstReference
        while next != 0 {
            let reference = references[next]
            hash.add(
                Int64(bitPattern: reference.reference.high),
                Int64(bitPattern: reference.reference.low))
            hash.add(
                reference.amount, reference.detail, Int64(reference.kind), Int64(reference.outcome))
            next = reference.next
        }
    }
}

/// Hashes a sequence of numbers.
struct StateHasher {
    private(set) var value: UInt64 = 0

    mutating func add(_ numbers: Int64...) {
        for number in numbers {
            value = mixed(value ^ UInt64(bitPattern: number)) &+ 0x9E37_79B9_7F4A_7C15
        }
    }
}
