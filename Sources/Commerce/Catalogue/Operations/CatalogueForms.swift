internal import OpenPlatform
internal import Primitives
internal import Service

/// The forms of what goes in and comes out. What they cannot say, such as how options and values
/// fit, the catalogue checks.
enum CatalogueForms {
    static let version = Schema.integer(minimum: 1, maximum: 9_007_199_254_740_991)
    static let status = Schema.choice(ProductStatus.allCases.map(\.rawValue))
    static let slug = Schema.text(
        maximum: Slug.maximumLength, form: .slug.orEmpty, example: "red-mug")
    static let name = Schema.text(minimum: 1, maximum: 200, form: .line)
    static let price = Schema.amount(maximum: CatalogueLimits.price)
    static let chineseName = Schema.nullable(name)
    static let quantity = Schema.integer(minimum: 0, maximum: CatalogueLimits.quantity)

    static let option = Schema.object([
        .required("name", .text(minimum: 1, maximum: 50, form: .value, example: "Colour")),
        .required(
            "values",
            .list(
                .text(minimum: 1, maximum: 100, form: .value), minimum: 1,
                maximum: CatalogueLimits.values)),
    ])
    private static let mediaURL = Schema.text(
        minimum: 1, maximum: 2048, form: .url, example: "https://example.org/a.jpg")
    private static let mediaText = Schema.Property.optional(
        "alternative", .text(maximum: 500, form: .line.orEmpty), "For those who do not see it.")
    private static let mediaNumber = Schema.integer(
        minimum: 1, maximum: Int64(CatalogueLimits.media))
    static let media = Schema.list(
        .object([.required("url", mediaURL), mediaText]), maximum: CatalogueLimits.media)
    static let newMedia = Schema.object([
        .required("url", mediaURL), mediaText,
        .optional("number", mediaNumber, "Its place, from 1; the last one unless told."),
    ])
    static let mediaEdit = Schema.object([
        .optional("url", mediaURL), mediaText,
        .optional("number", mediaNumber, "The place that it moves to, from 1."),
    ])
    static let mediaList = Schema.named(
        "MediaList",
        list(
            .object([
                .required("number", mediaNumber, "Its place, from 1."),
                .required("url", mediaURL),
                .required("alternative", .text(maximum: 500)),
            ]), maximum: CatalogueLimits.media))

    private static let description = Schema.text(
        maximum: CatalogueLimits.description, form: .lines.orEmpty)
    private static let productFields: [Schema.Property] = [
        .optional("slug", slug, "Part of the address; made from the name where it is left out."),
        .optional("name_zh", chineseName),
        .optional("description", description),
        .optional("category", .nullable(.identifier)), .optional("status", status),
        .optional("options", .list(option, maximum: CatalogueLimits.options)),
        .optional("media", media),
    ]
    static let newProduct = Schema.object(
        [.required("name", name)] + productFields + [
            .optional("skus", .list(newSKU, maximum: CatalogueLimits.skus))
        ])
    static let productEdit = Schema.object([.optional("name", name)] + productFields)

    private static let skuFields: [Schema.Property] = [
        .optional("values", .list(.text(maximum: 100), maximum: CatalogueLimits.options)),
        .optional(
            "weight_grams", .nullable(.integer(minimum: 0, maximum: 100_000_000))),
        .optional("barcode", .nullable(.text(minimum: 1, maximum: 64, form: .line))),
        .optional("status", status),
    ]
    private static let code = Schema.text(
        minimum: 1, maximum: 64, form: .line, example: "MUG-RED")
    static let newSKU = Schema.object(
        [.required("code", code), .required("price", price)] + skuFields)
    static let skuEdit = Schema.object(
        [.optional("code", code), .optional("price", price)] + skuFields)

    static let sku = Schema.named(
        "SKU",
        .object([
            .required("id", .identifier), .required("product", .identifier),
            .required("code", code),
            .required("values", .list(.text(maximum: 100), maximum: CatalogueLimits.options)),
            .required("price", .money),
            .required("weight_grams", .nullable(.integer(minimum: 0, maximum: 100_000_000))),
            .required("barcode", .nullable(.text(maximum: 64))), .required("status", status),
            .required("version", version),
        ]))

    static let product = Schema.named(
        "Product",
        .object([
            .required("id", .identifier), .required("slug", slug), .required("name", name),
            .required("name_zh", chineseName),
            .required("description", description),
            .required("category", .nullable(.identifier)), .required("status", status),
            .required("options", .list(option, maximum: CatalogueLimits.options)),
            .required("media", media),
            .required("picture", .text(maximum: 2048), "The first one, or one that is drawn."),
            .required("price_from", .nullable(.money)), .required("price_to", .nullable(.money)),
            .required("created_at", .time), .required("updated_at", .time),
            .required("version", version),
            .required("skus", .list(sku, maximum: CatalogueLimits.skus)),
        ]))

    static let products = Schema.object([
        .required("items", .list(product, maximum: 100)),
        .required("next", .nullable(.text(maximum: 200)), "Send it as `after` for the next page."),
        .required(
            "corrected", .nullable(.text(maximum: 500)),
            "What was looked for instead of misspelt words."),
        .required("is_loose", .boolean, "Whether these have some of the words alone."),
    ])

    private static let place = Schema.integer(minimum: -999_999, maximum: 999_999)
    private static let categoryFields: [Schema.Property] = [
        .optional("slug", slug), .optional("name_zh", chineseName),
        .optional("parent", .nullable(.identifier), "A category at the top."),
        .optional("place", place, "Lower ones come first."),
    ]
    static let newCategory = Schema.object([.required("name", name)] + categoryFields)
    static let categoryEdit = Schema.object([.optional("name", name)] + categoryFields)
    static let category = Schema.named(
        "Category",
        .object([
            .required("id", .identifier), .required("slug", slug), .required("name", name),
            .required("name_zh", chineseName), .required("parent", .nullable(.identifier)),
            .required("place", place), .required("version", version),
        ]))

    static let warehouseBody = Schema.object([
        .required("name", .text(minimum: 1, maximum: 100, form: .line))
    ])
    static let warehouse = Schema.named(
        "Warehouse",
        .object([
            .required("id", .identifier), .required("name", .text(maximum: 100)),
            .required("version", version),
        ]))
    static let stock = Schema.named(
        "WarehouseStock",
        .object([
            .required("warehouse", .identifier), .required("sku", .identifier),
            .required("quantity", quantity),
            .required("updated_at", .nullable(.time), "Null where nobody has counted yet."),
            .required(
                "version", .integer(minimum: 0, maximum: 9_007_199_254_740_991),
                "0 where nobody has counted yet."),
        ]))

    static let movement = Schema.object([
        .required(
            "delta",
            .integer(minimum: -CatalogueLimits.quantity, maximum: CatalogueLimits.quantity),
            "Pieces that came, or went where it is negative."),
        .optional("reason", .text(maximum: 200, form: .line.orEmpty), "For the audit log."),
    ])

    static let report = Schema.named(
        "ImportReport",
        .object([
            .required("rows", .count), .required("products_created", .count),
            .required("products_updated", .count), .required("products_unchanged", .count),
            .required("skus_created", .count), .required("rows_refused", .count),
            .required(
                "refused",
                .list(
                    .object([
                        .required("line", .count), .required("column", .text(maximum: 100)),
                        .required("reason", .text(maximum: 1000)),
                    ]), maximum: CatalogueForms.refusalsShown), "The first ones."),
        ]))
    static let refusalsShown = 1000

    static func list(_ element: Schema, maximum: Int) -> Schema {
        .object([.required("items", .list(element, maximum: maximum))])
    }
}

extension Schema {
    /// How many there are of something.
    fileprivate static let count = Schema.integer(minimum: 0, maximum: 9_007_199_254_740_991)
}
