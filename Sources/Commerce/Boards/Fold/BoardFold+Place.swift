internal import OrderCore
internal import OrderRecords
internal import Primitives

extension BoardFold {
    /// An order was accepted: its stock is held, or sold at once when it costs nothing.
    func place(
        _ cursor: borrowing RecordCursor, isStock: Bool, isCounted: Bool,
        _ figures: inout SaleBoard.Pair
    ) -> Bool {
        let record = cursor.load(order_record_placed.self)
        let isRehearsal = cursor.isRehearsal
        let milliseconds = cursor.time.rawValue
        let page = memory.makePage(of: record.order)
        var entry = OrderEntry()
        entry.lineCount = UInt8(truncatingIfNeeded: cursor.lineCount)
        entry.isRehearsal = isRehearsal
        entry.coupon = cursor.coupon ?? 0
        var units: Int64 = 0
        for number in 0..<cursor.lineCount {
            let line = cursor.line(number)
            let (price, overflow) = line.unit_price.multipliedReportingOverflow(
                by: Int64(line.quantity))
            guard !overflow else { return false }
            let discount = cursor.discount(number)
            entry.total &+= price &- discount
            entry.discount &+= discount
            units &+= Int64(line.quantity)
            page.add(LineEntry(pool: line.pool, quantity: line.quantity))
        }
        entry.isPaid = entry.total == 0
        page.add(entry, at: OrderMemory.index(of: record.order))
        if isStock, !hold(cursor, isFree: entry.isPaid, entry) { return false }
        guard isCounted else { return true }
        let event = PlacedEvent(
            milliseconds: milliseconds, merchant: record.merchant, currency: 0, country: 0,
            total: entry.total, units: units)
        if isRehearsal {
            return count(event, cursor, record.buyer, in: &figures.rehearsal)
        }
        return count(event, cursor, record.buyer, in: &figures.real)
    }

    private func hold(_ cursor: borrowing RecordCursor, isFree: Bool, _ entry: OrderEntry) -> Bool {
        for number in 0..<cursor.lineCount {
            let line = cursor.line(number)
            let quantity = Int64(line.quantity)
            guard
                stock.move(
                    line.pool, held: isFree ? 0 : quantity, sold: isFree ? quantity : 0,
                    rehearsal: entry.isRehearsal)
            else { return false }
        }
        if entry.coupon != 0, !entry.isRehearsal {
            stock.use(entry.coupon, discount: entry.discount, sign: 1)
        }
        return true
    }

    private func count(
        _ event: PlacedEvent, _ cursor: borrowing RecordCursor, _ buyer: UInt64,
        in state: inout SaleState
    ) -> Bool {
        guard state.counts(event.milliseconds) else { return true }
        var event = event
        event.country = countries.country(of: buyer)
        var sale = SaleID(0)
        var isCampaign = false
        for number in 0..<cursor.lineCount {
            let line = cursor.line(number)
            guard let pool = stock.pool(line.pool) else { return false }
            if pool.sale != sale {
                sale = pool.sale
                isCampaign = stock.isCampaign(sale)
            }
            event.currency = pool.currency.rawValue
            let quantity = Int64(line.quantity)
            state.line(
                pool, units: quantity,
                money: line.unit_price &* quantity &- cursor.discount(number),
                isCampaign: isCampaign)
        }
        state.placed(event)
        return true
    }
}
