internal import OrderCore
internal import OrderRecords
internal import Orders
internal import Primitives

/// Folds batches into pools and figures. Belongs to one thread.
///
/// Stock and figures may start at different positions: stock from the order book's tables, figures
/// from the batch in which the day began.
final class BoardFold {
    /// A record about an order that the order book does not have yet.
    struct Deferred {
        var kind: RecordKind
        var order: UInt64
        var isRehearsal: Bool
        var position: UInt64
        var milliseconds: Int64
        /// What the record says: amount, refund due, line and quantity, by kind.
        var first: Int64 = 0
        var second: Int64 = 0
        var outcome: UInt8 = 0
    }

    let book: OrderBook?
    let memory: OrderMemory
    var stock: StockFold
    /// Changes of stock count after this batch: before, they are in what the fold started from.
    let stockStart: UInt64
    /// Figures count after this batch: before, they are in those that the board started with.
    var figuresStart: UInt64 = 0
    var countries: BuyerCountries
    /// Records that wait for the order book.
    var deferred: [Deferred] = []
    /// How far the order book is known to have come.
    var bookPosition: UInt64 = 0

    init(
        book: OrderBook?, opening: BookOpening?, maximumOrders: Int,
        countries: @escaping BoardsOptions.Countries
    ) {
        self.book = opening == nil ? nil : book
        // Without tables to look into, what is forgotten is lost.
        memory = OrderMemory(maximumOrders: opening == nil ? nil : maximumOrders)
        stock = opening.map { StockFold($0) } ?? StockFold()
        stockStart = opening?.position ?? 0
        bookPosition = stockStart
        self.countries = BuyerCountries(countries)
    }

    /// Folds the batch at `position`.
    func fold(
        _ payload: RawSpan, position: UInt64, into figures: inout SaleBoard.Pair
    ) throws(BoardsError) {
        do {
            var cursor = try RecordCursor(payload)
            while let kind = try cursor.next() {
                guard apply(kind, cursor, position, &figures) else {
                    throw RecordError.inconsistent(kind: kind.rawValue, offset: cursor.offset)
                }
            }
        } catch {
            throw BoardsError(position: position, message: "\(error)")
        }
    }

    private func apply(
        _ kind: RecordKind, _ cursor: borrowing RecordCursor, _ position: UInt64,
        _ figures: inout SaleBoard.Pair
    ) -> Bool {
        let isStock = position > stockStart
        switch kind {
        case .placed:
            return place(
                cursor, isStock: isStock, isCounted: position > figuresStart, &figures)
        case .saleSet:
            if isStock { stock.set(SaleTerms(cursor.load(order_record_sale_set.self))) }
            return true
        case .itemSet:
            return !isStock || stock.set(cursor.load(order_record_item_set.self))
        case .stockChanged:
            guard isStock else { return true }
            let record = cursor.load(order_record_stock_changed.self)
            return stock.move(record.pool, given: record.delta, rehearsal: cursor.isRehearsal)
        case .couponSet:
            guard isStock else { return true }
            return set(cursor.load(order_record_coupon_set.self))
        case .forgotten:
            memory.forget(cursor.load(order_record_forgotten.self).order)
            return true
        case .kept: return true
        case .payment, .expired, .cancelled, .refunded, .restocked:
            let event = Deferred(kind, cursor, position)
            if !settle(event, &figures) { deferred.append(event) }
            return true
        }
    }

    private func set(_ record: order_record_coupon_set) -> Bool {
        guard let terms = CouponTerms(record) else { return false }
        var status = stock.coupons[terms.coupon] ?? CouponStatus(terms: terms)
        status.terms = terms
        stock.set(status)
        return true
    }
}
