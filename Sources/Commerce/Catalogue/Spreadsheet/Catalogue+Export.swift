package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// All products of a merchant as comma-separated values, archived ones too, given to `write`
    /// in pieces of some hundred products.
    ///
    /// Imported again, the same bytes come out: see `importCSV`.
    package func exportCSV(_ merchant: MerchantID, _ write: ([UInt8]) throws -> Void) throws {
        var writer = CSVWriter()
        writer.write(SheetColumn.allCases.map(\.rawValue))
        var last = ProductID(0)
        while true {
            let (views, slugs) = try read { connection in
                let ids = try connection.all(
                    "SELECT id FROM products WHERE merchant = $1 AND id > $2 ORDER BY id LIMIT 200",
                    [merchant.value, last.value]
                ) { row throws(StoreError) in ProductID(try row.unsigned(0)) }
                let slugs = try Self.categories(merchant, connection).map { ($0.id, $0.slug) }
                return (try ids.compactMap { try Self.view($0, connection) }, slugs)
            }
            guard let end = views.last?.id else { break }
            last = end
            let known = Dictionary(uniqueKeysWithValues: slugs)
            for view in views { Self.write(view, categories: known, to: &writer) }
            try write(writer.take())
        }
        let rest = writer.take()
        if !rest.isEmpty { try write(rest) }
    }

    /// All products of a merchant as comma-separated values.
    package func exportCSV(_ merchant: MerchantID) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try exportCSV(merchant) { bytes += $0 }
        return bytes
    }

    private static func write(
        _ view: ProductView, categories: [CategoryID: String], to writer: inout CSVWriter
    ) {
        let draft = view.product.draft
        let options = draft.options.map { "\($0.name)=" + $0.values.joined(separator: "|") }
        let media = draft.media.map {
            $0.alternative.isEmpty ? $0.url : "\($0.url) \($0.alternative)"
        }
        let ofProduct = [
            draft.name.english, draft.name.chinese ?? "", draft.description,
            draft.category.flatMap { categories[$0] } ?? "", draft.status.rawValue,
            media.joined(separator: "\n"), options.joined(separator: "\n"),
        ]
        let blank = ofProduct.map { _ in "" }
        let skus: [SKU?] = view.skus.isEmpty ? [nil] : view.skus
        for (index, sku) in skus.enumerated() {
            writer.write(
                [draft.slug] + (index == 0 ? ofProduct : blank) + (sku.map(cells) ?? noCells))
        }
    }

    private static let noCells = SheetColumn.allCases.filter { !$0.isOfProduct }.dropFirst()
        .map { _ in "" }

    private static func cells(_ sku: SKU) -> [String] {
        [
            sku.code, sku.draft.values.joined(separator: "|"), sku.price.decimal,
            sku.price.currency.code, sku.draft.weightGrams.map { "\($0)" } ?? "",
            sku.draft.barcode ?? "", sku.draft.status.rawValue,
        ]
    }
}
