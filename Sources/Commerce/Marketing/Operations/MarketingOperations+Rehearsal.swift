internal import Boards
internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import OrderCore
internal import Primitives
internal import Service

extension MarketingOperations {
    private static let path = "/v1/sales/{sale}/rehearsal-stock"
    private static let changesAtOnce = 500
    private static let shadow = Schema.object([
        .required("sku", .identifier), .required("given", Forms.units),
        .required("held", Forms.units), .required("sold", Forms.units),
        .required("free", Forms.units),
    ])
    private static let changes = Schema.named(
        "ShadowStockChange",
        .object([
            .required(
                "items",
                .list(
                    .object([
                        .required("sku", .identifier),
                        .required(
                            "delta",
                            .integer(
                                minimum: -Limits.maximumAmount, maximum: Limits.maximumAmount),
                            "Units given, or withdrawn where negative."),
                    ]), minimum: 1, maximum: changesAtOnce))
        ]))

    /// What rehearsals draw on instead of real stock.
    var rehearsalOperations: [Operation] {
        [
            Operation(
                "listShadowStock", .get, Self.path, tag: "Rehearsals",
                "The shadow stock of a sale, pool by pool.", [.rehearse],
                query: [.limit, .after], success: .init(200, .page(Self.shadow)), listShadow),
            Operation(
                "changeShadowStock", .post, Self.path, tag: "Rehearsals",
                "Gives shadow stock to pools of a sale, or withdraws it; real stock stays.",
                [.rehearse], body: .json(Self.changes), success: .init(204, nil),
                conflicts: ["stock_committed", "amount_too_large", "sale_is_draft"],
                isCreation: true, changeShadow),
        ]
    }

    private func listShadow(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let after = UInt32(clamping: call.afterNumber ?? 0)
        let pools = stock.pools(of: sale.id, after: after, limit: call.limit)
        return .page(pools, limit: call.limit, by: \.pool) { pool in
            let shadow = pool[rehearsal: true]
            return [
                "sku": JSON(pool.sku.rawValue), "given": .integer(shadow.given),
                "held": .integer(shadow.held), "sold": .integer(shadow.sold),
                "free": .integer(shadow.free),
            ]
        }
    }

    private func changeShadow(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let changes = (call.body["items"]?.array ?? []).map { item in
            (
                sku: SKUID(UInt64(clamping: item["sku"]?.integer ?? 0)),
                delta: item["delta"]?.integer ?? 0
            )
        }
        try marketing.changeShadowStock(changes, in: sale.id, merchant: sale.merchant)
        try record(call, "rehearsal.stock", "sale", "\(sale.id)")
        return Reply(204)
    }
}
