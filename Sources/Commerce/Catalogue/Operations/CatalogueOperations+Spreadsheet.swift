internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Service

extension CatalogueOperations {
    var spreadsheetOperations: [Operation] {
        [
            Operation(
                "exportProducts", .get, "/v1/product-sheet", tag: "Products",
                "All products as comma-separated values, one row for each SKU.", [.catalogueRead],
                success: .init(200, nil, type: "text/csv")
            ) { call in
                var reply = Reply(200, body: try catalogue.exportCSV(try call.merchant))
                reply.headers[.contentType] = "text/csv; charset=utf-8"
                reply.headers[.contentDisposition] = "attachment; filename=\"products.csv\""
                return reply
            },
            Operation(
                "importProducts", .post, "/v1/product-sheet", tag: "Products",
                "Takes products out of such a file: all rows of a product, or none.",
                [.catalogueWrite], body: .text("text/csv"),
                success: .init(200, CatalogueForms.report), bodyLimit: Sheet.maximumBytes
            ) { call in
                let report = try catalogue.importCSV(try call.merchant, call.request.body)
                try record(call, "products.import", "store", "\(report.rows) rows")
                return .json(CatalogueForms.json(report))
            },
        ]
    }
}
