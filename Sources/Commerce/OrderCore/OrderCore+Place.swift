internal import OrderRecords
package import Primitives

extension OrderCore {
    /// Decides an order, all or nothing.
    ///
    /// A refusal changes nothing and is not remembered: the same key may be tried again and is
    /// decided anew. An acceptance is: the same key with the same content gets it again.
    @inline(__always) package mutating func place(
        _ order: PlaceOrder, lines request: Span<LineRequest>, at time: Timestamp,
        into frame: inout ByteFrame
    ) -> Decision {
        let now = effective(time)
        if let known = keys.find(KeyEntry.hash(order.key), { orders[$0.order].key == order.key }) {
            return replay(keys[known].order, order, request)
        }
        if let refusal = refuse(order, lineCount: request.count, now: now) { return refusal }

        let start = frame.count
        let lineBytes = request.count * MemoryLayout<order_placed_line>.size
        let fixed = MemoryLayout<order_record_placed>.size
        let couponBytes = order.coupon == nil ? 0 : 8 + request.count * 8
        let place = unsafe frame.append(length: fixed + lineBytes + couponBytes)

        var subtotal: Int64 = 0
        var currency: UInt16 = 0
        var refusal: Decision?
        var checked = 0
        while checked < request.count {
            let wanted = request[checked]
            guard let pool = pool(sale: wanted.sale, sku: wanted.sku) else {
                refusal = Decision(
                    saleSlot(wanted.sale) == nil ? .unknownSale : .unknownItem, line: checked)
                break
            }
            refusal = check(
                wanted, of: pool, for: order, line: checked, currency: &currency, now: now)
            if refusal != nil { break }
            items[pool].pending += wanted.quantity
            sales[items[pool].sale].pending += wanted.quantity
            subtotal += Int64(wanted.quantity) * wanted.unitPrice.rawValue
            unsafe (place + fixed + checked * 16).storeBytes(
                of: order_placed_line(
                    pool: pool, quantity: wanted.quantity, unit_price: wanted.unitPrice.rawValue),
                as: order_placed_line.self)
            checked += 1
        }
        for line in 0..<checked {
            let pool = unsafe (place + fixed + line * 16).load(as: order_placed_line.self).pool
            sales[items[pool].sale].pending = 0
            items[pool].pending = 0
        }
        if let refusal {
            frame.truncate(to: start)
            return refusal
        }
        guard subtotal <= Limits.maximumAmount else {
            frame.truncate(to: start)
            return invalid(.amount)
        }
        var discount: Int64 = 0
        if let coupon = order.coupon {
            switch grant(coupon, to: order, subtotal: subtotal, currency: currency, now: now) {
            case .refused(let decision):
                frame.truncate(to: start)
                return decision
            case .granted(let granted):
                discount = granted
                unsafe split(granted, of: subtotal, lines: place + fixed, count: request.count)
                unsafe (place + fixed + lineBytes).storeBytes(
                    of: order_placed_coupon(coupon: coupon.rawValue, reserved: 0),
                    as: order_placed_coupon.self)
            }
        }
        let id = (scalars.sequence + 1) << Self.slotBits | UInt64(orders.next)
        var flags: UInt32 = order.isRehearsal ? ORDER_FLAG_REHEARSAL : 0
        if order.coupon != nil { flags |= ORDER_FLAG_COUPON }
        let record = order_record_placed(
            header: header(.placed, at: now, flags: flags, length: fixed + lineBytes + couponBytes),
            order: id, buyer: order.buyer.rawValue, key: (order.key.high, order.key.low),
            merchant: order.merchant.rawValue, reserved: 0,
            payment_deadline: order.paymentDeadline.rawValue)
        unsafe place.storeBytes(of: record, as: order_record_placed.self)
        unsafe commit(at: UnsafeRawPointer(place), .placed)
        return Decision(
            .accepted, order: OrderID(id), amount: subtotal - discount, detail: discount)
    }

    /// What speaks against an order before its lines are looked at.
    @inline(__always) private func refuse(_ order: PlaceOrder, lineCount: Int, now: Int64)
        -> Decision?
    {
        guard lineCount >= 1 && lineCount <= Limits.maximumLines else { return invalid(.lineCount) }
        let deadline = order.paymentDeadline.rawValue
        guard deadline > now && deadline - now <= Limits.maximumPaymentWindow else {
            return invalid(.paymentDeadline)
        }
        guard !orders.isFull else { return busy(.orders, orders.limit) }
        guard lines.hasRoom(for: lineCount) else { return busy(.lines, lines.limit) }
        guard counters.hasRoom(for: 2 * lineCount + 1) else {
            return busy(.counters, counters.limit)
        }
        return nil
    }

    /// What speaks against a line, given what the lines before it already take.
    @inline(__always) private func check(
        _ wanted: LineRequest, of pool: UInt32, for order: PlaceOrder, line: Int,
        currency: inout UInt16,
        now: Int64
    ) -> Decision? {
        let item = items[pool]
        let sale = sales[item.sale]
        guard sale.merchant == order.merchant.rawValue else {
            return Decision(.unknownSale, line: line)
        }
        guard wanted.quantity >= 1 && wanted.quantity <= Limits.maximumQuantity else {
            return invalid(.quantity, line: line)
        }
        guard now >= sale.startsAt else {
            return Decision(.saleNotOpen, line: line, amount: sale.startsAt)
        }
        guard now < sale.endsAt else {
            return Decision(.saleClosed, line: line, amount: sale.endsAt)
        }
        if currency == 0 { currency = sale.currency }
        guard sale.currency == currency else {
            return Decision(
                .currencyMismatch, line: line, amount: Int64(currency), detail: Int64(sale.currency)
            )
        }
        guard wanted.unitPrice.rawValue == item.price else {
            return Decision(
                .priceChanged, line: line, amount: item.price, detail: wanted.unitPrice.rawValue)
        }
        var free = item[rehearsal: order.isRehearsal].free - Int64(item.pending)
        if plantedBug == .oversellsByOne { free += 1 }
        guard Int64(wanted.quantity) <= free else {
            return Decision(
                .soldOut, line: line, amount: max(free, 0), detail: Int64(wanted.quantity))
        }
        return overLimit(
            wanted.quantity, pool: pool, buyer: order.buyer.rawValue, rehearsal: order.isRehearsal,
            line: line)
    }

    /// Whether more units, on top of the pending ones, would pass a limit per buyer.
    @inline(__always) func overLimit(
        _ quantity: UInt32, pool: UInt32, buyer: UInt64, rehearsal: Bool, line: Int
    ) -> Decision? {
        let item = items[pool]
        if item.limitPerBuyer > 0 {
            let taken = counters.count(buyer, .item(pool, rehearsal: rehearsal))
            guard
                UInt64(taken) + UInt64(item.pending) + UInt64(quantity)
                    <= UInt64(item.limitPerBuyer)
            else {
                return Decision(
                    .limitReached, line: line, amount: Int64(item.limitPerBuyer),
                    detail: Int64(taken))
            }
        }
        let sale = sales[item.sale]
        if sale.limitPerBuyer > 0 {
            let taken = counters.count(buyer, .sale(item.sale, rehearsal: rehearsal))
            guard
                UInt64(taken) + UInt64(sale.pending) + UInt64(quantity)
                    <= UInt64(sale.limitPerBuyer)
            else {
                return Decision(
                    .limitReached, line: line, amount: Int64(sale.limitPerBuyer),
                    detail: Int64(taken))
            }
        }
        return nil
    }

    /// The first answer again, if the content is the same.
    private func replay(_ slot: UInt32, _ order: PlaceOrder, _ request: Span<LineRequest>)
        -> Decision
    {
        let known = orders[slot]
        // A coupon that does not exist is not the same as none.
        let coupon = order.coupon.map { couponSlot($0) ?? .max } ?? 0
        var same =
            known.merchant == order.merchant.rawValue && known.buyer == order.buyer.rawValue
            && known.isRehearsal == order.isRehearsal && Int(known.lineCount) == request.count
            && known.coupon == coupon
        var discount: Int64 = 0
        var next = known.firstLine
        var index = 0
        while same && next != 0 {
            let line = lines[next]
            let item = items[line.pool]
            let wanted = request[index]
            same =
                wanted.sku.rawValue == item.sku && wanted.sale.rawValue == sales[item.sale].id
                && wanted.quantity == line.quantity && wanted.unitPrice.rawValue == line.unitPrice
            discount += line.discount
            next = line.next
            index += 1
        }
        guard same else { return Decision(.keyReused, order: OrderID(known.id)) }
        return Decision(
            .accepted, order: OrderID(known.id), amount: known.total, detail: discount,
            isReplay: true)
    }
}
