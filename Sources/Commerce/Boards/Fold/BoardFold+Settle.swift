internal import OrderCore
internal import OrderRecords
internal import Orders
internal import Primitives

extension BoardFold {
    /// What happened to an order that was placed before; false when the order book has to come
    /// further first.
    func settle(_ event: Deferred, _ figures: inout SaleBoard.Pair) -> Bool {
        guard let page = page(of: event) else { return false }
        let index = OrderMemory.index(of: event.order)
        // The core forgets no order that can still move, and the book has every order.
        guard page.entries[index].isThere else { return true }
        if event.kind == .cancelled, page.entries[index].isFromBook,
            !refresh(page, index, event)
        {
            return false
        }
        let entry = page.entries[index]
        if event.position > stockStart { moveStock(event, entry, page) }
        switch event.kind {
        case .payment where event.isPaid: page.entries[index].isPaid = true
        case .restocked where !entry.isFromBook:
            let line = Int(entry.firstLine) + Int(event.first)
            if event.first < Int64(entry.lineCount) {
                page.lines[line].returned += UInt32(clamping: event.second)
            }
        default: break
        }
        guard event.position > figuresStart else { return true }
        if entry.isRehearsal {
            count(event, entry, page, in: &figures.rehearsal)
        } else {
            count(event, entry, page, in: &figures.real)
        }
        return true
    }

    /// Tries again what had to wait for the order book.
    func settleDeferred(_ figures: inout SaleBoard.Pair) {
        guard !deferred.isEmpty else { return }
        deferred.removeAll { settle($0, &figures) }
    }

    private func moveStock(_ event: Deferred, _ entry: OrderEntry, _ page: OrderPage) {
        var coupon: Int64 = 0
        for number in 0..<Int(entry.lineCount) {
            let line = page.lines[Int(entry.firstLine) + number]
            let quantity = Int64(line.quantity)
            var (held, sold) = (Int64(0), Int64(0))
            switch event.kind {
            case .payment where event.isPaid:
                sold = quantity
                if event.isLate { coupon = 1 } else { held = -quantity }
            case .expired:
                held = -quantity
                coupon = -1
            case .cancelled:
                if entry.isPaid { sold = Int64(line.returned) - quantity } else { held = -quantity }
                coupon = -1
            case .restocked where Int64(number) == event.first: sold = -event.second
            default: continue
            }
            _ = stock.move(line.pool, held: held, sold: sold, rehearsal: entry.isRehearsal)
        }
        if coupon != 0, entry.coupon != 0, !entry.isRehearsal {
            stock.use(entry.coupon, discount: entry.discount, sign: coupon)
        }
    }

    private func count(
        _ event: Deferred, _ entry: OrderEntry, _ page: OrderPage, in state: inout SaleState
    ) {
        guard let pool = stock.pool(page.lines[Int(entry.firstLine)].pool),
            state.counts(event.milliseconds)
        else { return }
        let (merchant, currency) = (pool.merchant.rawValue, pool.currency.rawValue)
        switch event.kind {
        case .payment:
            if event.isPaid {
                state.paid(entry.total, currency, of: merchant, at: event.milliseconds)
            }
        case .expired: state.expired(of: merchant)
        case .cancelled:
            state.cancelled(of: merchant)
            if event.first > 0 { state.refunded(event.first, currency, of: merchant) }
        case .refunded: state.refunded(event.first, currency, of: merchant)
        default: break
        }
    }

    /// The page with the order; nil when the book has to come further to have it.
    private func page(of event: Deferred) -> OrderPage? {
        if let page = memory.page(of: event.order),
            page.entries[OrderMemory.index(of: event.order)].isThere
        {
            return page
        }
        guard let book else { return memory.makePage(of: event.order) }
        let page = memory.makePage(of: event.order)
        load(event, from: book, into: page)
        if page.entries[OrderMemory.index(of: event.order)].isThere { return page }
        return hasBookReached(event.position) ? page : nil
    }

    /// Orders that are read from the book at once: their payments come close to each other.
    private static let ordersAtOnce: UInt64 = 256

    private func load(_ event: Deferred, from book: OrderBook, into page: OrderPage) {
        let sequence = event.order >> OrderMemory.slotBits & ~(Self.ordersAtOnce - 1)
        let first = OrderID(sequence << OrderMemory.slotBits)
        let end = OrderID((sequence + Self.ordersAtOnce) << OrderMemory.slotBits)
        // A book that cannot be read at present is asked again later.
        try? book.forEachOrder(from: first, upTo: end, isRehearsal: event.isRehearsal) {
            order, lines in
            let index = OrderMemory.index(of: order.id.rawValue)
            guard !page.entries[index].isThere, !lines.isEmpty else { return }
            for line in lines {
                page.add(
                    LineEntry(pool: line.pool, quantity: line.quantity, returned: line.returned))
            }
            var entry = OrderEntry()
            entry.total = order.total.rawValue
            entry.discount = order.discount.rawValue
            entry.coupon = order.coupon?.rawValue ?? 0
            entry.lineCount = UInt8(truncatingIfNeeded: lines.count)
            entry.isPaid = order.paidAt != nil
            entry.isRehearsal = event.isRehearsal
            entry.isFromBook = true
            page.add(entry, at: index)
        }
    }

    /// Whether an order was paid when it was cancelled, and what had come back, says the book once
    /// it is past the cancellation, as neither changes after it.
    private func refresh(_ page: OrderPage, _ index: Int, _ event: Deferred) -> Bool {
        guard let book, hasBookReached(event.position),
            let order = try? book.order(OrderID(event.order), isRehearsal: event.isRehearsal),
            let lines = try? book.lines(of: order.id, isRehearsal: event.isRehearsal)
        else { return false }
        page.entries[index].isPaid = order.paidAt != nil
        let first = Int(page.entries[index].firstLine)
        for line in lines where line.line < UInt32(page.entries[index].lineCount) {
            page.lines[first + Int(line.line)].returned = line.returned
        }
        return true
    }

    private func hasBookReached(_ position: UInt64) -> Bool {
        if bookPosition >= position { return true }
        bookPosition = (try? book?.position().position) ?? bookPosition
        return bookPosition >= position
    }
}

extension BoardFold.Deferred {
    init(_ kind: RecordKind, _ cursor: borrowing RecordCursor, _ position: UInt64) {
        self.init(
            kind: kind, order: 0, isRehearsal: cursor.isRehearsal, position: position,
            milliseconds: cursor.time.rawValue)
        switch kind {
        case .payment:
            let record = cursor.load(order_record_payment.self)
            (order, first, second) = (record.order, record.amount, record.refund_due)
            outcome = record.outcome
        case .expired:
            let record = cursor.load(order_record_expired.self)
            (order, first) = (record.order, record.refund_due)
        case .cancelled:
            let record = cursor.load(order_record_cancelled.self)
            (order, first) = (record.order, record.refund_due)
        case .refunded:
            let record = cursor.load(order_record_refunded.self)
            (order, first) = (record.order, record.amount)
        case .restocked:
            let record = cursor.load(order_record_restocked.self)
            order = record.order
            (first, second) = (Int64(record.line), Int64(record.quantity))
        default: break
        }
    }

    /// Whether the order is paid by it.
    var isPaid: Bool { outcome == UInt8(ORDER_PAYMENT_PAID.rawValue) || isLate }

    /// Whether a lapsed hold was taken again.
    var isLate: Bool { outcome == UInt8(ORDER_PAYMENT_PAID_LATE.rawValue) }
}
