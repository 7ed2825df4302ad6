internal import Boards
internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import OrderCore
internal import Primitives
internal import Service

extension MarketingOperations {
    var stockOperations: [Operation] {
        [
            Operation(
                "listPools", .get, "/v1/sales/{sale}/stock", tag: "Stock",
                "The stock of a sale that was scheduled, pool by pool.", [.stockRead],
                query: [.limit, .after], success: .init(200, .page(Forms.pool)), listPools),
            Operation(
                "listPoolsOfSKU", .get, "/v1/stock/{sku}", tag: "Stock",
                "The stock of a SKU in all sales that it is in; 100 at most.", [.stockRead],
                success: .init(
                    200, .object([.required("items", .list(Forms.pool, maximum: 100))]))
            ) { call in
                let (merchant, sku) = (try call.merchant, try skuID(call))
                guard try hasSKU(merchant, sku) else { throw Problem.notFound("SKU") }
                let pools = stock.pools(of: sku).filter { $0.merchant == merchant }
                return .json(["items": .array(pools.suffix(100).map { Forms.json($0) })])
            },
            Operation(
                "changeStock", .post, "/v1/sales/{sale}/items/{sku}/stock", tag: "Stock",
                "Gives units to a pool, or withdraws them.", [.stockWrite],
                body: .json(
                    .named(
                        "StockChange",
                        .object([
                            .required(
                                "delta",
                                .integer(
                                    minimum: -Limits.maximumAmount, maximum: Limits.maximumAmount),
                                "Units given, or withdrawn where negative; not 0.")
                        ]))),
                success: .init(201, Forms.item),
                conflicts: ["stock_committed", "amount_too_large"], isCreation: true,
                change),
        ]
    }

    private func listPools(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let after = UInt32(clamping: call.afterNumber ?? 0)
        let pools = stock.pools(of: sale.id, after: after, limit: call.limit)
        return .page(pools, limit: call.limit, by: \.pool) { Forms.json($0) }
    }

    private func change(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let sku = try skuID(call)
        let delta = call.body["delta"]?.integer ?? 0
        try marketing.changeStock(delta, of: sku, in: sale.id, merchant: sale.merchant)
        try record(call, "stock.change", "sku", "\(sku)")
        let item = try marketing.item(sku, of: sale.id, merchant: sale.merchant)
        return .versioned(Forms.json(item, sale.currency), version: item.version, status: 201)
    }
}
