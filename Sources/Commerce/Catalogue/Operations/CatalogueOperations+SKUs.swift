internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Primitives
internal import Service

extension CatalogueOperations {
    var skuOperations: [Operation] {
        [
            Operation(
                "listSKUs", .get, "/v1/skus", tag: "Products", "Lists SKUs by their numbers.",
                [.catalogueRead], query: [.limit, .after],
                success: .init(200, .page(CatalogueForms.sku))
            ) { call in
                let skus = try catalogue.skus(
                    try call.merchant, after: SKUID(UInt64(call.afterNumber ?? 0)),
                    limit: call.limit)
                return .page(
                    skus, limit: call.limit, by: \.id.rawValue, CatalogueForms.json)
            },
            Operation(
                "createSKU", .post, "/v1/products/{product}/skus", tag: "Products",
                "Adds a SKU to a product.", [.catalogueWrite],
                body: .json(CatalogueForms.newSKU), success: .init(201, CatalogueForms.sku),
                conflicts: ["code_taken"], isCreation: true
            ) { call in
                let sku = try catalogue.createSKU(
                    try call.merchant, product: ProductID(try number(call, "product")),
                    CatalogueForms.newSKU(call.body))
                try record(call, "sku.create", "sku", "\(sku.id)")
                return reply(sku, status: 201)
            },
            Operation(
                "getSKU", .get, "/v1/skus/{sku}", tag: "Products", "Shows a SKU.",
                [.catalogueRead], success: .init(200, CatalogueForms.sku)
            ) { call in reply(try sku(call)) },
            Operation(
                "editSKU", .patch, "/v1/skus/{sku}", tag: "Products",
                "Changes a SKU; orders keep the price at which they were placed.",
                [.catalogueWrite], body: .json(CatalogueForms.skuEdit),
                success: .init(200, CatalogueForms.sku), conflicts: ["code_taken"],
                needsVersion: true
            ) { call in
                let version = try call.expectedVersion()
                let known = try sku(call)
                if let version, version != known.version { throw Problem.versionMismatch }
                var draft = known.draft
                CatalogueForms.read(call.body, &draft)
                let changed = try catalogue.updateSKU(
                    known.merchant, known.id, expectedVersion: known.version, draft)
                try record(call, "sku.edit", "sku", "\(changed.id)")
                return reply(changed)
            },
        ]
    }

    func sku(_ call: Call) throws -> SKU {
        let id = SKUID(try number(call, "sku"))
        guard let sku = try catalogue.sku(try call.merchant, id) else {
            throw Problem.notFound("SKU")
        }
        return sku
    }

    private func reply(_ sku: SKU, status: Int = 200) -> Reply {
        .versioned(CatalogueForms.json(sku), version: sku.version, status: status)
    }
}
