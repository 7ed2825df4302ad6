internal import OrderCore
internal import OrderRecords
internal import Primitives

extension SaleTerms {
    init(_ record: order_record_sale_set) {
        self.init(
            merchant: MerchantID(record.merchant), sale: SaleID(record.sale),
            startsAt: Timestamp(record.starts_at), endsAt: Timestamp(record.ends_at),
            limitPerBuyer: record.limit_per_buyer, currency: Currency(record.currency))
    }
}

extension CouponTerms {
    init?(_ record: order_record_coupon_set) {
        guard let kind = Kind(rawValue: record.coupon_kind) else { return nil }
        self.init(
            merchant: MerchantID(record.merchant), coupon: CouponID(record.coupon), kind: kind,
            value: record.value, minimumSpend: MinorUnits(record.minimum_spend),
            budgetMoney: record.budget_money == .max ? nil : MinorUnits(record.budget_money),
            budgetCount: record.budget_count == .max ? nil : record.budget_count,
            limitPerBuyer: record.limit_per_buyer, startsAt: Timestamp(record.starts_at),
            endsAt: Timestamp(record.ends_at), currency: Currency(record.currency))
    }
}
