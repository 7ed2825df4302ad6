internal import OpenPlatform

extension EventOperations {
    private static let count = Schema.integer(minimum: 0, maximum: 9_007_199_254_740_991)
    private static let sale = Schema.integer(minimum: 1, maximum: 4_294_967_295)

    /// The data of one event.
    static let event = Schema.named(
        "Event",
        .object([
            .required("id", .text(maximum: 26, form: EventID.form), "Also the event's own id."),
            .required("type", .choice(EventType.allCases.map(\.rawValue))),
            .required("at", .time, "When it was decided."),
            .optional("order", .identifier, "Of every event of an order."),
            .optional("buyer", count, "Of every event of an order."),
            .optional("total", .money, "Of order.placed: to pay, after the discount."),
            .optional("discount", .money, "Of order.placed."),
            .optional("payment_deadline", .time, "Of order.placed."),
            .optional("lines", .list(line, minimum: 1, maximum: 100), "Of order.placed."),
            .optional(
                "amount", .money,
                "Of order.paid, order.part_paid, order.payment_returned, order.refunded."),
            .optional(
                "refund_due", .money,
                "Of payments, order.expired, order.cancelled: what goes back by it."),
            .optional("cancelled_by", .choice(["buyer", "merchant"]), "Of order.cancelled."),
            .optional("line", .integer(minimum: 0, maximum: 99), "Of order.restocked."),
            .optional("quantity", count, "Of order.restocked."),
            .optional("sale", sale, "Of stock.changed, price.changed, sale.changed."),
            .optional("sku", count, "Of order.restocked, stock.changed, price.changed."),
            .optional(
                "delta", .integer(minimum: .min, maximum: .max),
                "Of stock.changed: units given, or withdrawn where it is negative."),
            .optional("unit_price", .money, "Of price.changed."),
            .optional("limit_per_buyer", count, "Of price.changed, sale.changed: 0 for none."),
            .optional("currency", .currency, "Of sale.changed, coupon.changed."),
            .optional("starts_at", .nullable(.time), "Of sale.changed, coupon.changed."),
            .optional("ends_at", .nullable(.time), "Of sale.changed, coupon.changed."),
            .optional("coupon", sale, "Of order.placed, where one was used; of coupon.changed."),
            .optional("kind", .choice(["fixed", "percent"]), "Of coupon.changed."),
            .optional("value", count, "Of coupon.changed: minor units or basis points."),
        ]))

    private static let line = Schema.object([
        .required("line", .integer(minimum: 0, maximum: 99)), .required("sku", count),
        .required("sale", sale), .required("quantity", count),
        .required("unit_price", .money), .required("discount", .money),
    ])
}
