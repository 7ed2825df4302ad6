internal import Primitives
package import Service

extension ScreenFrame {
    /// The frame as the stream sends it.
    package var json: JSON {
        [
            "at": .string(at.rfc3339), "since": .string(since.rfc3339),
            "merchant": JSON(merchant?.rawValue), "position": JSON(position),
            "money": .array(money.map(Self.json)),
            "orders": JSON(orders), "units": JSON(units), "paid": JSON(paid),
            "expired": JSON(expired), "cancelled": JSON(cancelled),
            "orders_per_second": JSON(ordersPerSecond),
            "payments_per_second": JSON(paymentsPerSecond),
            "orders_by_second": .array(ordersBySecond.map { JSON($0) }),
            "top_by_units": .array(topByUnits.map(Self.json)),
            "top_by_money": .array(topByMoney.map(Self.json)),
            "countries": .array(countries.map(Self.json)),
            "sales": .array(sales.map(Self.json)),
            "funnel": .object(
                FunnelStep.allCases.map { step in
                    .init("\(step)", JSON(step.rawValue < funnel.count ? funnel[step.rawValue] : 0))
                }),
            "answers": .object(answers.map { .init($0.0, JSON($0.1)) }),
            "latency_microseconds": [
                "count": JSON(latency.count), "p50": JSON(latency.p50), "p90": JSON(latency.p90),
                "p99": JSON(latency.p99), "p999": JSON(latency.p999),
            ],
        ]
    }

    private static func json(_ money: Money) -> JSON {
        [
            "currency": .string(money.currency.code), "placed": JSON(money.placed),
            "paid": JSON(money.paid), "refunded": JSON(money.refunded),
        ]
    }

    private static func json(_ top: TopSKU) -> JSON {
        [
            "sku": JSON(top.sku.rawValue), "merchant": JSON(top.merchant.rawValue),
            "units": JSON(top.units), "money": JSON(top.money),
            "currency": .string(top.currency.code),
        ]
    }

    private static func json(_ country: Country) -> JSON {
        [
            "code": .string(country.code), "orders": JSON(country.orders),
            "money": JSON(country.money), "currency": .string(country.currency.code),
        ]
    }

    private static func json(_ burn: Burn) -> JSON {
        [
            "sale": JSON(burn.sale.rawValue), "merchant": JSON(burn.merchant.rawValue),
            "starts_at": .string(burn.startsAt.rfc3339), "ends_at": .string(burn.endsAt.rfc3339),
            "given": JSON(burn.stock.given), "held": JSON(burn.stock.held),
            "sold": JSON(burn.stock.sold), "free": JSON(burn.stock.free),
            "units": JSON(burn.units), "money": JSON(burn.money),
            "currency": .string(burn.currency.code),
        ]
    }
}
