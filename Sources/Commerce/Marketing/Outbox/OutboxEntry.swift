internal import OrderCore
internal import Primitives
internal import Store

/// Something that the core is to be told.
struct OutboxEntry {
    enum Kind: Int64 {
        case sale = 1
        case item = 2
        case stock = 3
        case coupon = 4
    }

    var number: Int64 = 0
    var merchant: MerchantID
    var kind: Kind
    var sale = SaleID(0)
    var sku = SKUID(0)
    var coupon = CouponID(0)
    var delta: Int64 = 0
    var isRehearsal = false

    static func sale(_ sale: Sale) -> OutboxEntry {
        OutboxEntry(merchant: sale.merchant, kind: .sale, sale: sale.id)
    }

    static func item(_ sku: SKUID, of sale: Sale) -> OutboxEntry {
        OutboxEntry(merchant: sale.merchant, kind: .item, sale: sale.id, sku: sku)
    }

    static func stock(
        _ delta: Int64, _ sku: SKUID, of sale: Sale, isRehearsal: Bool = false
    ) -> OutboxEntry {
        OutboxEntry(
            merchant: sale.merchant, kind: .stock, sale: sale.id, sku: sku, delta: delta,
            isRehearsal: isRehearsal)
    }

    static func coupon(_ coupon: Coupon) -> OutboxEntry {
        OutboxEntry(merchant: coupon.merchant, kind: .coupon, coupon: coupon.id)
    }
}

extension OutboxEntry {
    static let columns = "entry, merchant, kind, sale, sku, coupon, delta, is_rehearsal"

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.integer(0)
        merchant = MerchantID(try row.exactly(1))
        guard let kind = Kind(rawValue: try row.integer(2)) else {
            throw StoreError(.mismatch, "an entry of the outbox has an unknown kind")
        }
        self.kind = kind
        sale = SaleID(try row.exactly(3))
        sku = SKUID(UInt64(bitPattern: try row.integer(4)))
        coupon = CouponID(try row.exactly(5))
        delta = try row.integer(6)
        isRehearsal = try row.integer(7) != 0
    }
}
