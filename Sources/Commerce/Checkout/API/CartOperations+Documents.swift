internal import Boards
internal import Catalogue
internal import OpenPlatform
internal import Primitives
internal import Service

extension CartOperations {
    private static let sale = Schema.integer(minimum: 1, maximum: 4_294_967_295)
    private static let line = Schema.named(
        "CartLine",
        .object([
            .required("sku", .identifier), .required("product", .identifier),
            .required("name", .text(maximum: 200)), .required("code", .text(maximum: 64)),
            .required("values", .list(.text(maximum: 100), maximum: 3)),
            .required("quantity", .integer(minimum: 1, maximum: Int64(Carts.maximumQuantity))),
            .required("sale", .nullable(sale), "The sale that it was taken from."),
            .required("lost_sale", .boolean, "Whether that sale's price is gone."),
            .required(
                "offer",
                .nullable(.object([.required("sale", sale), .required("unit_price", .money)])),
                "Where it is bought now, and for what; null when it is not for sale."),
            .required("total", .money),
            .required(
                "trouble",
                .nullable(.choice(["not_for_sale", "sold_out", "too_few_left", "over_limit"])),
                "What stands in the way of ordering it."),
        ]))

    /// The form of a cart.
    static let cart = Schema.named(
        "Cart",
        .object([
            .required("lines", .list(line, maximum: Carts.maximumLines)),
            .required("units", .integer(minimum: 0, maximum: 999_900)),
            .required("total", .money),
            .required(
                "order", .nullable(OrderOperations.wish),
                "The body for POST /v1/orders; null while there is nothing or trouble."),
        ]))

    static func document(_ lines: [PricedLine]) -> JSON {
        let currency = lines.currency.code
        let units = lines.reduce(0) { $0 + Int($1.line.quantity) }
        let isReady = !lines.isEmpty && lines.allSatisfy(\.isAvailable)
        let wishes = lines.compactMap { line -> JSON? in
            line.offer.map { offer in
                [
                    "sku": JSON(line.sku.id.rawValue), "quantity": JSON(line.line.quantity),
                    "sale": JSON(offer.sale.rawValue), "unit_price": JSON(offer.unitPrice.rawValue),
                ]
            }
        }
        return [
            "lines": .array(lines.map { document($0) }), "units": JSON(units),
            "total": ["amount": JSON(lines.total.rawValue), "currency": .string(currency)],
            "order": isReady ? ["lines": .array(wishes)] : .null,
        ]
    }

    private static func document(_ line: PricedLine) -> JSON {
        let currency = (line.offer?.currency ?? line.sku.price.currency).code
        func money(_ amount: MinorUnits) -> JSON {
            ["amount": JSON(amount.rawValue), "currency": .string(currency)]
        }
        let trouble: JSON =
            switch line.trouble {
            case nil: .null
            case .notForSale: "not_for_sale"
            case .soldOut: "sold_out"
            case .tooFew: "too_few_left"
            case .overLimit: "over_limit"
            }
        let offer = line.offer.map { offer -> JSON in
            ["sale": JSON(offer.sale.rawValue), "unit_price": money(offer.unitPrice)]
        }
        return [
            "sku": JSON(line.sku.id.rawValue), "product": JSON(line.product.product.id.rawValue),
            "name": .string(line.product.product.name.english), "code": .string(line.sku.code),
            "values": .array(line.sku.draft.values.map { .string($0) }),
            "quantity": JSON(line.line.quantity), "sale": JSON(line.line.sale?.rawValue),
            "lost_sale": .bool(line.lostSale), "offer": offer ?? .null,
            "total": money(line.total), "trouble": trouble,
        ]
    }
}
