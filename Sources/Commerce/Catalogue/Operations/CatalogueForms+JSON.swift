internal import Primitives
internal import Service

extension CatalogueForms {
    static func json(_ price: Price) -> JSON {
        [
            "amount": .integer(price.amount.rawValue), "currency": .string(price.currency.code),
        ]
    }

    static func json(_ sku: SKU) -> JSON {
        [
            "id": JSON(sku.id.rawValue), "product": JSON(sku.product.rawValue),
            "code": .string(sku.code), "values": .array(sku.draft.values.map { .string($0) }),
            "price": json(sku.price), "weight_grams": JSON(sku.draft.weightGrams),
            "barcode": JSON(sku.draft.barcode), "status": .string(sku.draft.status.rawValue),
            "version": .integer(sku.version),
        ]
    }

    static func json(_ view: ProductView) -> JSON {
        let (product, draft) = (view.product, view.product.draft)
        return [
            "id": JSON(product.id.rawValue), "slug": .string(draft.slug),
            "name": .string(draft.name.english), "name_zh": JSON(draft.name.chinese),
            "description": .string(draft.description),
            "category": JSON(draft.category?.rawValue), "status": .string(draft.status.rawValue),
            "options": .array(
                draft.options.map { option in
                    [
                        "name": .string(option.name),
                        "values": .array(option.values.map { .string($0) }),
                    ]
                }),
            "media": .array(
                draft.media.map { media in
                    ["url": .string(media.url), "alternative": .string(media.alternative)]
                }),
            "picture": .string(view.picture),
            "price_from": product.priceFrom.map(json) ?? .null,
            "price_to": product.priceTo.map(json) ?? .null,
            "created_at": .string(product.createdAt.rfc3339),
            "updated_at": .string(product.updatedAt.rfc3339),
            "version": .integer(product.version), "skus": .array(view.skus.map(json)),
        ]
    }

    static func json(_ category: Category) -> JSON {
        [
            "id": JSON(category.id.rawValue), "slug": .string(category.slug),
            "name": .string(category.name.english), "name_zh": JSON(category.name.chinese),
            "parent": JSON(category.parent?.rawValue), "place": .integer(category.draft.place),
            "version": .integer(category.version),
        ]
    }

    static func json(_ warehouse: Warehouse) -> JSON {
        [
            "id": JSON(warehouse.id.rawValue), "name": .string(warehouse.name),
            "version": .integer(warehouse.version),
        ]
    }

    static func json(_ stock: WarehouseStock) -> JSON {
        [
            "warehouse": JSON(stock.warehouse.rawValue), "sku": JSON(stock.sku.rawValue),
            "quantity": .integer(stock.quantity), "updated_at": JSON(stock.updatedAt?.rfc3339),
            "version": .integer(stock.version),
        ]
    }

    static func json(_ report: ImportReport) -> JSON {
        [
            "rows": JSON(report.rows), "products_created": JSON(report.productsCreated),
            "products_updated": JSON(report.productsUpdated),
            "products_unchanged": JSON(report.productsUnchanged),
            "skus_created": JSON(report.skusCreated), "rows_refused": JSON(report.refused.count),
            "refused": .array(
                report.refused.prefix(refusalsShown).map { refusal in
                    [
                        "line": JSON(refusal.line), "column": .string(refusal.column),
                        "reason": .string(refusal.reason),
                    ]
                }),
        ]
    }

    /// What the body changes of a product.
    static func read(_ body: JSON, _ draft: inout ProductDraft) {
        if let slug = body["slug"]?.string { draft.slug = slug }
        if let name = body["name"]?.string { draft.name.english = name }
        if let name = body["name_zh"] { draft.name.chinese = name.string }
        if let text = body["description"]?.string { draft.description = text }
        if let category = body["category"] { draft.category = identifier(category) }
        if let status = status(body) { draft.status = status }
        if let options = body["options"]?.array {
            draft.options = options.map {
                ProductOption(
                    $0["name"]?.string ?? "", ($0["values"]?.array ?? []).compactMap(\.string))
            }
        }
        if let media = body["media"]?.array { draft.media = Self.media(media) }
    }

    static func media(_ list: [JSON]) -> [Media] { list.map { media($0, Media(url: "")) } }

    /// A picture with what the body changes of it.
    static func media(_ body: JSON, _ known: Media) -> Media {
        Media(
            url: body["url"]?.string ?? known.url,
            alternative: body["alternative"]?.string ?? known.alternative)
    }

    /// What the body changes of a SKU.
    static func read(_ body: JSON, _ draft: inout SKUDraft) {
        if let code = body["code"]?.string { draft.code = code }
        if let values = body["values"]?.array { draft.values = values.compactMap(\.string) }
        if let price = body["price"], let amount = price["amount"]?.integer,
            let currency = price["currency"]?.string.flatMap({ Currency(code: $0) })
        {
            draft.price = Price(MinorUnits(amount), currency)
        }
        if let grams = body["weight_grams"] { draft.weightGrams = grams.integer }
        if let barcode = body["barcode"] { draft.barcode = barcode.string }
        if let status = status(body) { draft.status = status }
    }

    /// The SKU that a body describes.
    static func newSKU(_ body: JSON) -> SKUDraft {
        var draft = SKUDraft(code: "", price: Price(.zero, .poundSterling))
        read(body, &draft)
        return draft
    }

    /// What the body changes of a category.
    static func read(_ body: JSON, _ draft: inout CategoryDraft) {
        if let slug = body["slug"]?.string { draft.slug = slug }
        if let name = body["name"]?.string { draft.name.english = name }
        if let name = body["name_zh"] { draft.name.chinese = name.string }
        if let parent = body["parent"] { draft.parent = identifier(parent) }
        if let place = body["place"]?.integer { draft.place = place }
    }

    private static func identifier(_ json: JSON) -> CategoryID? {
        json.integer.flatMap { UInt64(exactly: $0) }.map { CategoryID($0) }
    }

    private static func status(_ body: JSON) -> ProductStatus? {
        body["status"]?.string.flatMap(ProductStatus.init(rawValue:))
    }
}
