internal import OrderCore
internal import Primitives
internal import Store

extension Coupon {
    static let columns = """
        coupon, merchant, code, name_en, name_zh, kind, value, minimum_spend, budget_money,
        budget_count, limit_per_buyer, starts_at, ends_at, currency, version
        """

    init(_ row: borrowing Row) throws(StoreError) {
        guard let kind = CouponTerms.Kind(rawValue: try row.exactly(5)) else {
            throw StoreError(.mismatch, "a coupon is of an unknown kind")
        }
        id = CouponID(try row.exactly(0))
        merchant = MerchantID(try row.exactly(1))
        code = try row.text(2)
        name = LocalText(try row.text(3), try row.text(4))
        terms = CouponTerms(
            merchant: merchant, coupon: id, kind: kind, value: try row.integer(6),
            minimumSpend: MinorUnits(try row.integer(7)),
            budgetMoney: try row.optionalInteger(8).map { MinorUnits($0) },
            budgetCount: row.isNull(9) ? nil : try row.exactly(9),
            limitPerBuyer: try row.exactly(10), startsAt: Timestamp(try row.integer(11)),
            endsAt: Timestamp(try row.integer(12)), currency: Currency(try row.exactly(13)))
        version = try row.integer(14)
    }

    /// The values of `columns`.
    var values: [SQLValue] {
        [
            SQLValue(id.rawValue), SQLValue(merchant.rawValue), .text(code), .text(name.english),
            .text(name.chinese), .integer(Int64(terms.kind.rawValue)), .integer(terms.value),
            .integer(terms.minimumSpend.rawValue), SQLValue(terms.budgetMoney?.rawValue),
            SQLValue(terms.budgetCount), SQLValue(terms.limitPerBuyer),
            .integer(terms.startsAt.rawValue), .integer(terms.endsAt.rawValue),
            SQLValue(terms.currency.rawValue), .integer(version),
        ]
    }
}
