internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension MarketingOperations {
    var itemOperations: [Operation] {
        let path = "/v1/sales/{sale}/items"
        return [
            Operation(
                "listSaleItems", .get, path, tag: "Sales", "The items of a sale, by SKU.",
                [.salesRead], query: [.limit, .after], success: .init(200, .page(Forms.item)),
                listItems),
            Operation(
                "addSaleItem", .post, path, tag: "Sales",
                "Puts a SKU into a sale, with its price and stock.", [.salesWrite],
                body: .json(Forms.itemBody(isEdit: false)), success: .init(201, Forms.item),
                conflicts: ["item_exists", "sale_closed", "too_many"], isCreation: true,
                addItem),
            Operation(
                "getSaleItem", .get, path + "/{sku}", tag: "Sales", "An item of a sale.",
                [.salesRead], success: .init(200, Forms.item)
            ) { call in
                let sale = try marketing.sale(try saleID(call), of: try call.merchant)
                let item = try marketing.item(
                    try skuID(call), of: sale.id, merchant: sale.merchant)
                return .versioned(Forms.json(item, sale.currency), version: item.version)
            },
            Operation(
                "editSaleItem", .patch, path + "/{sku}", tag: "Sales",
                "Changes price and limit of an item; in a draft also its stock.", [.salesWrite],
                body: .json(Forms.itemBody(isEdit: true)), success: .init(200, Forms.item),
                conflicts: ["sale_closed"], needsVersion: true, editItem),
            Operation(
                "removeSaleItem", .delete, path + "/{sku}", tag: "Sales",
                "Takes an item out of a draft.", [.salesWrite], success: .init(204, nil),
                conflicts: ["sale_not_draft"], needsVersion: true
            ) { call in
                let (sale, sku) = (try saleID(call), try skuID(call))
                try marketing.removeItem(
                    sku, from: sale, of: try call.merchant, version: try call.expectedVersion())
                try record(call, "sale.item.remove", "sale", "\(sale)")
                return Reply(204)
            },
        ]
    }

    private func listItems(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let items = try marketing.items(
            of: sale.id, merchant: sale.merchant, after: call.afterNumber.map { SKUID(UInt64($0)) },
            limit: call.limit)
        return .page(items, limit: call.limit, by: \.sku.rawValue) {
            Forms.json($0, sale.currency)
        }
    }

    private func addItem(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let sku = SKUID(UInt64(call.body["sku"]?.integer ?? 0))
        guard try hasSKU(sale.merchant, sku) else {
            throw Problem.field("/sku", "the store has no such SKU")
        }
        var item = SaleItem(sku: sku, unitPrice: .zero)
        try Forms.read(call.body, &item, sale.currency)
        let added = try marketing.addItem(item, to: sale.id, of: sale.merchant)
        try record(call, "sale.item.add", "sale", "\(sale.id)")
        return .versioned(
            Forms.json(added, sale.currency), version: added.version, status: 201)
    }

    private func editItem(_ call: Call) throws -> Reply {
        let sale = try marketing.sale(try saleID(call), of: try call.merchant)
        let version = try call.expectedVersion()
        let known = try marketing.item(try skuID(call), of: sale.id, merchant: sale.merchant)
        if let version, version != known.version { throw Problem.versionMismatch }
        var item = known
        try Forms.read(call.body, &item, sale.currency)
        let edited = try marketing.editItem(
            item, in: sale.id, of: sale.merchant, version: known.version)
        try record(call, "sale.item.edit", "sale", "\(sale.id)")
        return .versioned(Forms.json(edited, sale.currency), version: edited.version)
    }
}
