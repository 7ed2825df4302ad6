internal import OpenPlatform
internal import OrderCore
internal import Primitives
internal import Service

// Bodies have been checked against their forms; what is left out of an edit keeps its value.
extension Forms {
    static func saleBody(isEdit: Bool) -> Schema {
        func member(_ name: String, _ schema: Schema) -> Schema.Property {
            isEdit ? .optional(name, schema) : .required(name, schema)
        }
        return .named(
            isEdit ? "SaleEdit" : "NewSale",
            .object([
                member("name", text(120)), .optional("description", text(4000)),
                .optional("picture", .text(maximum: 500, form: .url.orEmpty)),
                member("starts_at", .time),
                member("ends_at", .time), .optional("limit_per_buyer", limitPerBuyer),
                member("currency", .currency),
            ]))
    }

    static func read(_ body: JSON, _ draft: inout SaleDraft) throws(Problem) {
        if let name = body["name"] { draft.name = text(name, draft.name) }
        if let text = body["description"] { draft.text = self.text(text, draft.text) }
        if let picture = body["picture"]?.string { draft.picture = picture }
        if let time = time(body["starts_at"]) { draft.startsAt = time }
        if let time = time(body["ends_at"]) { draft.endsAt = time }
        if let limit = body["limit_per_buyer"]?.integer { draft.limitPerBuyer = UInt32(limit) }
        if let currency = body["currency"]?.string.flatMap({ Currency(code: $0) }) {
            draft.currency = currency
        }
    }

    static func itemBody(isEdit: Bool) -> Schema {
        .named(
            isEdit ? "SaleItemEdit" : "NewSaleItem",
            .object(
                (isEdit ? [] : [.required("sku", .identifier)]) + [
                    isEdit ? .optional("price", amount) : .required("price", amount),
                    .optional("limit_per_buyer", limitPerBuyer), .optional("stock", units),
                ]))
    }

    static func read(_ body: JSON, _ item: inout SaleItem, _ currency: Currency) throws(Problem) {
        if let price = try amount(body["price"], "/price", currency) { item.unitPrice = price }
        if let limit = body["limit_per_buyer"]?.integer { item.limitPerBuyer = UInt32(limit) }
        if let stock = body["stock"]?.integer { item.stock = stock }
    }

    static func couponBody(isEdit: Bool) -> Schema {
        func member(_ name: String, _ schema: Schema) -> Schema.Property {
            isEdit ? .optional(name, schema) : .required(name, schema)
        }
        return .named(
            isEdit ? "CouponEdit" : "NewCoupon",
            .object(
                (isEdit
                    ? []
                    : [
                        .required(
                            "code",
                            .text(minimum: 3, maximum: 32, form: .code, example: "SAVE-10")),
                        .required("currency", .currency),
                    ]) + [
                        member("name", text(120)), member("kind", .choice(["fixed", "percent"])),
                        member("value", .integer(minimum: 1, maximum: Limits.maximumAmount)),
                        .optional("minimum_spend", amount),
                        .optional("budget_money", .nullable(amount)),
                        .optional(
                            "budget_count",
                            .nullable(.integer(minimum: 0, maximum: 4_294_967_294))),
                        .optional("limit_per_buyer", limitPerBuyer), .optional("starts_at", .time),
                        .optional("ends_at", .nullable(.time)),
                    ]))
    }

    static func read(_ body: JSON, _ draft: inout CouponDraft) throws(Problem) {
        let currency = draft.terms.currency
        if let name = body["name"] { draft.name = text(name, draft.name) }
        if let kind = body["kind"]?.string {
            draft.terms.kind = kind == "fixed" ? .fixed : .percent
        }
        if let value = body["value"]?.integer { draft.terms.value = value }
        if let spend = try amount(body["minimum_spend"], "/minimum_spend", currency) {
            draft.terms.minimumSpend = spend
        }
        if let budget = body["budget_money"] {
            draft.terms.budgetMoney = try amount(budget, "/budget_money", currency)
        }
        if let budget = body["budget_count"] {
            draft.terms.budgetCount = budget.integer.map { UInt32($0) }
        }
        if let limit = body["limit_per_buyer"]?.integer {
            draft.terms.limitPerBuyer = UInt32(limit)
        }
        if let time = time(body["starts_at"]) { draft.terms.startsAt = time }
        if let end = body["ends_at"] { draft.terms.endsAt = time(end) ?? .never }
    }

    private static func text(_ value: JSON, _ known: LocalText) -> LocalText {
        LocalText(
            value["en"]?.string ?? known.english, value["zh"]?.string ?? known.chinese)
    }

    static func time(_ value: JSON?) -> Timestamp? {
        value?.string.flatMap { Timestamp(rfc3339: $0) }
    }

    private static func amount(
        _ value: JSON?, _ pointer: String, _ currency: Currency
    ) throws(Problem) -> MinorUnits? {
        guard let value, let amount = value["amount"]?.integer else { return nil }
        guard value["currency"]?.string == currency.code else {
            throw .field(pointer + "/currency", "\(currency.code) is wanted here")
        }
        return MinorUnits(amount)
    }
}
