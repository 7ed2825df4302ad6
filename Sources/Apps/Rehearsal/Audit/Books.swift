internal import OrderRecords
internal import Primitives

/// The audit's own books: every record folded by the rules of `order_records.h`, and what does not
/// fit noted on the way.
struct Books {
    /// A sale.
    struct Sale: Equatable {
        var merchant: UInt32
        var startsAt: Int64
        var endsAt: Int64
        var limit: UInt32
        var currency: UInt16
    }

    /// A SKU in a sale, with its stock.
    struct Pool: Equatable {
        var sale: UInt32
        var sku: UInt64
        var price: Int64
        var limit: UInt32
        var given: Int64 = 0
        var held: Int64 = 0
        var sold: Int64 = 0

        var free: Int64 { given - held - sold }
    }

    /// A name of stock.
    struct ItemName: Hashable {
        var sale: UInt32
        var sku: UInt64
    }

    /// A coupon, with what it has granted.
    struct Coupon: Equatable {
        var merchant: UInt32
        var kind: UInt8
        var value: Int64
        var minimumSpend: Int64
        var budgetMoney: Int64
        var budgetCount: UInt32
        var limit: UInt32
        var startsAt: Int64
        var endsAt: Int64
        var currency: UInt16
        var orders: Int64 = 0
        var money: Int64 = 0
    }

    /// What a limit per buyer counts.
    struct Counter: Hashable {
        var buyer: UInt64
        var scope: UInt64
    }

    /// A movement named by a reference: of money or of stock.
    struct Movement: Equatable {
        var target: UInt64
        var amount: Int64
        var detail: Int64
        var outcome: UInt8
        var time: Int64
        var position: UInt64
        /// Its number among the movements of an order, where it is of one.
        var ordinal: Int64 = 0
    }

    var sales: [UInt32: Sale] = [:]
    var pools: [UInt32: Pool] = [:]
    var coupons: [UInt32: Coupon] = [:]
    var poolNumbers: [ItemName: UInt32] = [:]
    var orders: [UInt64: AuditOrder] = [:]
    var keys: [Token128: UInt64] = [:]
    var payments: [Token128: Movement] = [:]
    var refunds: [Token128: Movement] = [:]
    var restocks: [Token128: Movement] = [:]
    var stockChanges: [Token128: Movement] = [:]
    var counters: [Counter: Int64] = [:]
    /// Money that goes back, by cause, in the order of the journal.
    var refundsDue: [AuditRefund] = []

    /// Folds a record.
    mutating func fold(_ record: RawRecord, _ findings: inout Findings) {
        let known = UInt32(ORDER_FLAG_BY_MERCHANT) | UInt32(ORDER_FLAG_COUPON)
        let plain = record.flags & ~known == 0
        guard plain, foldByKind(record, &findings) else {
            findings.add(
                .record, "record of kind \(record.kind)", at: record.position,
                "it does not follow from those before it, or is none that this run makes")
            return
        }
    }

    private mutating func foldByKind(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        switch UInt32(record.kind) {
        case ORDER_RECORD_SALE_SET.rawValue: setSale(record)
        case ORDER_RECORD_ITEM_SET.rawValue: setItem(record)
        case ORDER_RECORD_STOCK_CHANGED.rawValue: changeStock(record, &findings)
        case ORDER_RECORD_COUPON_SET.rawValue: setCoupon(record)
        case ORDER_RECORD_PLACED.rawValue: place(record, &findings)
        case ORDER_RECORD_PAYMENT.rawValue: pay(record, &findings)
        case ORDER_RECORD_EXPIRED.rawValue: expire(record, &findings)
        case ORDER_RECORD_CANCELLED.rawValue: cancel(record, &findings)
        case ORDER_RECORD_REFUNDED.rawValue: refund(record, &findings)
        case ORDER_RECORD_RESTOCKED.rawValue: restock(record, &findings)
        default: false
        }
    }

    private mutating func setSale(_ record: RawRecord) -> Bool {
        guard let set = record.load(order_record_sale_set.self) else { return false }
        sales[set.sale] = Sale(
            merchant: set.merchant, startsAt: set.starts_at, endsAt: set.ends_at,
            limit: set.limit_per_buyer,
            currency: set.currency)
        return true
    }

    private mutating func setItem(_ record: RawRecord) -> Bool {
        guard let set = record.load(order_record_item_set.self), sales[set.sale] != nil else {
            return false
        }
        let name = ItemName(sale: set.sale, sku: set.sku)
        guard poolNumbers[name] == nil || poolNumbers[name] == set.pool else { return false }
        poolNumbers[name] = set.pool
        var pool = pools[set.pool] ?? Pool(sale: set.sale, sku: set.sku, price: 0, limit: 0)
        guard pool.sale == set.sale && pool.sku == set.sku else { return false }
        (pool.price, pool.limit) = (set.unit_price, set.limit_per_buyer)
        pools[set.pool] = pool
        return true
    }

    private mutating func changeStock(_ record: RawRecord, _ findings: inout Findings) -> Bool {
        guard let change = record.load(order_record_stock_changed.self), pools[change.pool] != nil
        else {
            return false
        }
        let movement = Movement(
            target: UInt64(change.pool), amount: change.delta, detail: 0, outcome: 0,
            time: record.time,
            position: record.position)
        Self.note(change.reference, movement, in: &stockChanges, "stock change", &findings)
        move(change.pool, given: change.delta, at: record.position, &findings)
        return true
    }

    /// Moves units of a pool, and looks whether there are that many.
    mutating func move(
        _ number: UInt32, given: Int64 = 0, held: Int64 = 0, sold: Int64 = 0, at position: UInt64,
        for order: UInt64? = nil, _ findings: inout Findings
    ) {
        guard var pool = pools[number] else { return }
        pool.given += given
        pool.held += held
        pool.sold += sold
        pools[number] = pool
        findings.check(
            pool.free >= 0 && pool.held >= 0 && pool.sold >= 0, .stock,
            "SKU \(pool.sku) in sale \(pool.sale) (pool \(number))", at: position,
            "given \(pool.given), held \(pool.held), sold \(pool.sold)"
                + (order.map { ", with order \($0)" } ?? ""))
    }

    /// Writes a movement down under its reference, which must be new.
    static func note(
        _ words: (UInt64, UInt64), _ movement: Movement, in table: inout [Token128: Movement],
        _ name: String,
        _ findings: inout Findings
    ) {
        let reference = Token128(high: words.0, low: words.1)
        if let earlier = table.updateValue(movement, forKey: reference) {
            findings.add(
                .once, "\(name) with reference \(reference)", at: movement.position,
                "is in the journal twice, first at position \(earlier.position)")
        }
    }
}
