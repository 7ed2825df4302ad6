internal import OrderCore
internal import Primitives

/// What a journal's records say happened, read byte by byte as `order_records.h` lays them out and
/// with no help from the code that wrote them.
struct JournalAccount {
    /// An order as it was accepted.
    struct Placed: Hashable {
        var merchant: MerchantID
        var buyer: BuyerID
        var key: IdempotencyKey
        var deadline: Int64
        var isRehearsal: Bool
        var coupon: CouponID?
        var lines: [LineRequest]
        var discount: Int64
    }

    /// A movement that was taken in under a reference.
    struct Movement: Hashable {
        enum Kind { case payment, refund, restock, stockChange }
        var kind: Kind
        /// The order; of a stock change 0.
        var order: UInt64
        /// Money or units.
        var amount: Int64
        /// Of a payment, what went back; of a restock, the line.
        var detail: Int64
    }

    private(set) var placed: [OrderID: Placed] = [:]
    private(set) var movements: [Reference: [Movement]] = [:]
    private(set) var cancelled: [OrderID: Int64] = [:]
    private(set) var sales: Set<SaleTerms> = []
    private(set) var prices: Set<LineRequest> = []
    private(set) var moneyIn: Int64 = 0
    private(set) var moneyBack: Int64 = 0
    private(set) var problems: [String] = []
    private(set) var digest: UInt64 = 0
    private var pools: [UInt32: (sale: SaleID, sku: SKUID)] = [:]
    private var keysInUse: [IdempotencyKey: OrderID] = [:]

    /// Reads the payload of the next batch.
    mutating func read(_ payload: [UInt8]) {
        let bytes = RecordBytes(payload)
        digest = bytes.word(16)
        var offset = 24
        var records: UInt32 = 0
        while offset + 8 <= payload.count {
            let length = Int(bytes.short(offset + 2))
            guard length >= 16, offset + length <= payload.count else {
                problems.append("a record of \(length) bytes at \(offset) of \(payload.count)")
                return
            }
            read(bytes, at: offset, length: length)
            records += 1
            offset += length
        }
        if records != bytes.half(4) {
            problems.append("\(records) records, \(bytes.half(4)) promised")
        }
    }

    private mutating func read(_ bytes: RecordBytes, at offset: Int, length: Int) {
        let order = OrderID(bytes.word(offset + 8))
        switch bytes.byte(offset) {
        case 1: readSale(bytes, offset)
        case 2:
            let sale = SaleID(bytes.half(offset + 12))
            let sku = SKUID(bytes.word(offset + 16))
            pools[bytes.half(offset + 8)] = (sale, sku)
            prices.insert(
                LineRequest(
                    sale: sale, sku: sku, quantity: bytes.half(offset + 32),
                    unitPrice: MinorUnits(bytes.amount(offset + 24))))
        case 3:
            note(
                .stockChange, bytes, offset + 24, order: 0, amount: bytes.amount(offset + 16),
                detail: 0)
        case 5: readPlaced(bytes, offset, length)
        case 6:
            let (amount, back) = (bytes.amount(offset + 32), bytes.amount(offset + 40))
            moneyIn += amount
            moneyBack += back
            note(.payment, bytes, offset + 16, order: order.rawValue, amount: amount, detail: back)
        case 7: moneyBack += bytes.amount(offset + 16)
        case 8:
            moneyBack += bytes.amount(offset + 16)
            if cancelled.updateValue(bytes.amount(offset + 16), forKey: order) != nil {
                problems.append("order \(order) was cancelled twice")
            }
        case 9:
            moneyBack += bytes.amount(offset + 32)
            note(
                .refund, bytes, offset + 16, order: order.rawValue,
                amount: bytes.amount(offset + 32), detail: 0)
        case 10:
            note(
                .restock, bytes, offset + 16, order: order.rawValue,
                amount: Int64(bytes.half(offset + 36)),
                detail: Int64(bytes.half(offset + 32)))
        case 11:
            if let key = placed[order]?.key, keysInUse[key] == order { keysInUse[key] = nil }
        default: break
        }
    }

    private mutating func readSale(_ bytes: RecordBytes, _ offset: Int) {
        sales.insert(
            SaleTerms(
                merchant: MerchantID(bytes.half(offset + 12)), sale: SaleID(bytes.half(offset + 8)),
                startsAt: Timestamp(bytes.amount(offset + 16)),
                endsAt: Timestamp(bytes.amount(offset + 24)),
                limitPerBuyer: bytes.half(offset + 32), currency: Currency(bytes.short(offset + 36))
            ))
    }

    private mutating func readPlaced(_ bytes: RecordBytes, _ offset: Int, _ length: Int) {
        let id = OrderID(bytes.word(offset + 8))
        let hasCoupon = bytes.byte(offset + 1) & 2 != 0
        let count = hasCoupon ? (length - 64) / 24 : (length - 56) / 16
        var lines: [LineRequest] = []
        for index in 0..<count {
            let line = offset + 56 + index * 16
            guard let pool = pools[bytes.half(line)] else {
                problems.append("order \(id) is of a pool that was never set")
                continue
            }
            lines.append(
                LineRequest(
                    sale: pool.sale, sku: pool.sku, quantity: bytes.half(line + 4),
                    unitPrice: MinorUnits(bytes.amount(line + 8))))
        }
        let trailer = offset + 56 + count * 16
        let discounts = hasCoupon ? (0..<count).map { bytes.amount(trailer + 8 + $0 * 8) } : []
        let order = Placed(
            merchant: MerchantID(bytes.half(offset + 40)), buyer: BuyerID(bytes.word(offset + 16)),
            key: bytes.token(offset + 24), deadline: bytes.amount(offset + 48),
            isRehearsal: bytes.byte(offset + 1) & 1 != 0,
            coupon: hasCoupon ? CouponID(bytes.half(trailer)) : nil, lines: lines,
            discount: discounts.reduce(0, +))
        if let other = keysInUse[order.key] {
            problems.append("orders \(other) and \(id) have one key")
        }
        if placed[id] != nil { problems.append("order \(id) was accepted twice") }
        keysInUse[order.key] = id
        placed[id] = order
    }

    private mutating func note(
        _ kind: Movement.Kind, _ bytes: RecordBytes, _ reference: Int, order: UInt64, amount: Int64,
        detail: Int64
    ) {
        movements[bytes.token(reference), default: []].append(
            Movement(kind: kind, order: order, amount: amount, detail: detail))
    }
}
