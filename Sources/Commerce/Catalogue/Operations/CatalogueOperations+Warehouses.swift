internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension CatalogueOperations {
    var warehouseOperations: [Operation] { places + counts }

    private var places: [Operation] {
        [
            Operation(
                "listWarehouses", .get, "/v1/warehouses", tag: "Warehouses",
                "Lists all warehouses.", [.stockRead],
                success: .init(
                    200,
                    CatalogueForms.list(
                        CatalogueForms.warehouse, maximum: CatalogueLimits.warehouses))
            ) { call in
                let all = try catalogue.warehouses(try call.merchant)
                return .json(["items": .array(all.map(CatalogueForms.json))])
            },
            Operation(
                "createWarehouse", .post, "/v1/warehouses", tag: "Warehouses",
                "Makes a warehouse.", [.stockWrite], body: .json(CatalogueForms.warehouseBody),
                success: .init(201, CatalogueForms.warehouse),
                conflicts: ["too_many_warehouses"], isCreation: true
            ) { call in
                let made = try catalogue.createWarehouse(
                    try call.merchant, name: call.body["name"]?.string ?? "")
                try record(call, "warehouse.create", "warehouse", "\(made.id)")
                return reply(made, status: 201)
            },
            Operation(
                "getWarehouse", .get, "/v1/warehouses/{warehouse}", tag: "Warehouses",
                "Shows a warehouse.", [.stockRead], success: .init(200, CatalogueForms.warehouse)
            ) { call in reply(try warehouse(call)) },
            Operation(
                "editWarehouse", .patch, "/v1/warehouses/{warehouse}", tag: "Warehouses",
                "Renames a warehouse.", [.stockWrite], body: .json(CatalogueForms.warehouseBody),
                success: .init(200, CatalogueForms.warehouse), needsVersion: true
            ) { call in
                let changed = try catalogue.updateWarehouse(
                    try call.merchant, WarehouseID(try number(call, "warehouse")),
                    expectedVersion: try call.expectedVersion(),
                    name: call.body["name"]?.string ?? "")
                try record(call, "warehouse.edit", "warehouse", "\(changed.id)")
                return reply(changed)
            },
        ]
    }

    private var counts: [Operation] {
        [
            Operation(
                "listWarehouseStock", .get, "/v1/warehouses/{warehouse}/stock",
                tag: "Warehouses", "Lists a warehouse's counts by SKU.", [.stockRead],
                query: [.limit, .after], success: .init(200, .page(CatalogueForms.stock))
            ) { call in
                let place = try warehouse(call)
                let stock = try catalogue.stock(
                    place.merchant, warehouse: place.id,
                    after: SKUID(UInt64(call.afterNumber ?? 0)), limit: call.limit)
                return .page(
                    stock, limit: call.limit, by: \.sku.rawValue, CatalogueForms.json)
            },
            Operation(
                "getWarehouseStock", .get, "/v1/warehouses/{warehouse}/stock/{sku}",
                tag: "Warehouses", "Shows the count of a SKU in a warehouse.", [.stockRead],
                success: .init(200, CatalogueForms.stock)
            ) { call in
                let stock = try catalogue.stock(
                    try call.merchant, warehouse: WarehouseID(try number(call, "warehouse")),
                    sku: SKUID(try number(call, "sku")))
                guard let stock else { throw Problem.notFound("warehouse or SKU") }
                return reply(stock)
            },
            Operation(
                "setWarehouseStock", .put, "/v1/warehouses/{warehouse}/stock/{sku}",
                tag: "Warehouses",
                "Writes the count of a SKU; what buyers may order is not changed by it.",
                [.stockWrite],
                body: .json(.object([.required("quantity", CatalogueForms.quantity)])),
                success: .init(200, CatalogueForms.stock), needsVersion: true
            ) { call in
                let stock = try catalogue.setStock(
                    try call.merchant, warehouse: WarehouseID(try number(call, "warehouse")),
                    sku: SKUID(try number(call, "sku")),
                    quantity: call.body["quantity"]?.integer ?? 0,
                    expectedVersion: try call.expectedVersion())
                try record(call, "stock.count", "sku", "\(stock.sku)")
                return reply(stock)
            },
            Operation(
                "moveWarehouseStock", .post, "/v1/warehouses/{warehouse}/stock/{sku}/movements",
                tag: "Warehouses",
                "Adds to the count of a SKU or takes from it: goods that came or went.",
                [.stockWrite], body: .json(CatalogueForms.movement),
                success: .init(201, CatalogueForms.stock),
                conflicts: ["not_in_warehouse", "too_many"], isCreation: true
            ) { call in
                let delta = call.body["delta"]?.integer ?? 0
                let stock = try catalogue.moveStock(
                    try call.merchant, warehouse: WarehouseID(try number(call, "warehouse")),
                    sku: SKUID(try number(call, "sku")), delta: delta)
                try record(
                    call, "stock.move", "sku", "\(stock.sku)",
                    [
                        "warehouse": JSON(stock.warehouse.rawValue), "delta": .integer(delta),
                        "reason": call.body["reason"] ?? .null,
                    ])
                return reply(stock, status: 201)
            },
            Operation(
                "listSKUStock", .get, "/v1/skus/{sku}/stock", tag: "Warehouses",
                "Lists the counts of a SKU by warehouse.", [.stockRead],
                success: .init(
                    200,
                    CatalogueForms.list(
                        CatalogueForms.stock, maximum: CatalogueLimits.warehouses))
            ) { call in
                let sku = try sku(call)
                let stock = try catalogue.stock(sku.merchant, sku: sku.id)
                return .json(["items": .array(stock.map(CatalogueForms.json))])
            },
        ]
    }

    private func warehouse(_ call: Call) throws -> Warehouse {
        let id = WarehouseID(try number(call, "warehouse"))
        guard let warehouse = try catalogue.warehouse(try call.merchant, id) else {
            throw Problem.notFound("warehouse")
        }
        return warehouse
    }

    private func reply(_ stock: WarehouseStock, status: Int = 200) -> Reply {
        .versioned(CatalogueForms.json(stock), version: stock.version, status: status)
    }

    private func reply(_ warehouse: Warehouse, status: Int = 200) -> Reply {
        .versioned(CatalogueForms.json(warehouse), version: warehouse.version, status: status)
    }
}
