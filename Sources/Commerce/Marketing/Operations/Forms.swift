internal import Boards
internal import OpenPlatform
internal import OrderCore
internal import Primitives
internal import Service

/// The forms of what goes in and comes out.
enum Forms {
    static let amount = Schema.amount(maximum: Limits.maximumAmount)
    static let units = Schema.integer(minimum: 0, maximum: Limits.maximumAmount)
    static let limitPerBuyer = Schema.integer(minimum: 0, maximum: Int64(Limits.maximumCounter))
    static let version = Schema.integer(minimum: 1, maximum: 9_007_199_254_740_991)

    static func text(_ maximum: Int) -> Schema {
        .object([
            .optional("en", .text(maximum: maximum)), .optional("zh", .text(maximum: maximum)),
        ])
    }

    static let sale = Schema.named(
        "Sale",
        .object([
            .required("id", .identifier), .required("everyday", .boolean),
            .required("name", text(120)), .required("description", text(4000)),
            .required("picture", .text(maximum: 500)), .required("starts_at", .time),
            .required("ends_at", .nullable(.time), "`null` for everyday selling."),
            .required("limit_per_buyer", limitPerBuyer, "Units of the whole sale; 0 for no limit."),
            .required("currency", .text(minimum: 3, maximum: 5)),
            .required("state", .choice(SaleState.allCases.map(\.rawValue))),
            .required("version", version),
        ]))

    static let item = Schema.named(
        "SaleItem",
        .object([
            .required("sku", .identifier), .required("price", .money),
            .required("limit_per_buyer", limitPerBuyer), .required("stock", units),
            .required("version", version),
        ]))

    static let pool = Schema.named(
        "Pool",
        .object([
            .required("sale", .identifier), .required("sku", .identifier),
            .required("price", .money), .required("limit_per_buyer", limitPerBuyer),
            .required("given", units),
            .required("held", units), .required("sold", units), .required("free", units),
        ]))

    static let coupon = Schema.named(
        "Coupon",
        .object([
            .required("id", .identifier), .required("code", .text(maximum: 32)),
            .required("name", text(120)), .required("kind", .choice(["fixed", "percent"])),
            .required("value", .integer(minimum: 1, maximum: Limits.maximumAmount)),
            .required("minimum_spend", .money), .required("budget_money", .nullable(.money)),
            .required("budget_count", .nullable(.integer(minimum: 0, maximum: 4_294_967_294))),
            .required("limit_per_buyer", limitPerBuyer), .required("starts_at", .time),
            .required("ends_at", .nullable(.time)), .required("orders", units),
            .required("discounts", .money), .required("version", version),
        ]))

    static func json(_ text: LocalText) -> JSON {
        ["en": .string(text.english), "zh": .string(text.chinese)]
    }

    static func json(_ time: Timestamp) -> JSON {
        time == .never ? .null : .string(time.rfc3339)
    }

    static func json(_ amount: MinorUnits, _ currency: Currency) -> JSON {
        ["amount": .integer(amount.rawValue), "currency": .string(currency.code)]
    }

    static func json(_ sale: Sale, at now: Timestamp) -> JSON {
        [
            "id": JSON(sale.id.rawValue), "everyday": .bool(sale.isEveryday),
            "name": json(sale.name), "description": json(sale.text),
            "picture": .string(sale.picture), "starts_at": json(sale.startsAt),
            "ends_at": json(sale.endsAt), "limit_per_buyer": JSON(sale.limitPerBuyer),
            "currency": .string(sale.currency.code),
            "state": .string(sale.state(at: now).rawValue), "version": .integer(sale.version),
        ]
    }

    static func json(_ item: SaleItem, _ currency: Currency) -> JSON {
        [
            "sku": JSON(item.sku.rawValue), "price": json(item.unitPrice, currency),
            "limit_per_buyer": JSON(item.limitPerBuyer), "stock": .integer(item.stock),
            "version": .integer(item.version),
        ]
    }

    static func json(_ pool: PoolStatus) -> JSON {
        [
            "sale": JSON(pool.sale.rawValue), "sku": JSON(pool.sku.rawValue),
            "price": json(pool.unitPrice, pool.currency),
            "limit_per_buyer": JSON(pool.limitPerBuyer), "given": .integer(pool.given),
            "held": .integer(pool.held), "sold": .integer(pool.sold), "free": .integer(pool.free),
        ]
    }

    static func json(_ coupon: Coupon, _ status: CouponStatus?) -> JSON {
        let terms = coupon.terms
        return [
            "id": JSON(coupon.id.rawValue), "code": .string(coupon.code),
            "name": json(coupon.name), "kind": .string(terms.kind == .fixed ? "fixed" : "percent"),
            "value": .integer(terms.value),
            "minimum_spend": json(terms.minimumSpend, terms.currency),
            "budget_money": terms.budgetMoney.map { json($0, terms.currency) } ?? .null,
            "budget_count": JSON(terms.budgetCount), "limit_per_buyer": JSON(terms.limitPerBuyer),
            "starts_at": json(terms.startsAt), "ends_at": json(terms.endsAt),
            "orders": .integer(status?.orders ?? 0),
            "discounts": json(status?.money ?? .zero, terms.currency),
            "version": .integer(coupon.version),
        ]
    }
}
