internal import OpenPlatform
internal import Service

extension CatalogueForms {
    private static let handle = Schema.text(
        minimum: 1, maximum: Slug.maximumLength, form: .slug)
    private static let colour = Schema.text(
        minimum: 7, maximum: 7, form: .colour, example: "#1f4e79")
    private static let logo = Schema.nullable(
        .text(minimum: 1, maximum: 2048, form: .url))
    private static let language = Schema.choice(Language.allCases.map(\.rawValue))

    private static let title = Schema.text(minimum: 1, maximum: 200, form: .line)

    /// One block; which members count depends on its type.
    private static let block = Schema.named(
        "Block",
        .object([
            .required("type", .choice(["hero", "products", "sale", "text"])),
            .optional("title", title, "Of hero and products."),
            .optional(
                "text", .text(maximum: 5000, form: .lines.orEmpty),
                "Of hero, 1000 characters at most, and of text."),
            .optional(
                "link", .text(maximum: 2048, form: .url.orEmpty),
                "Of hero: a path or an https URL."),
            .optional("query", title, "Of products: what a search finds."),
            .optional("category", .identifier, "Of products: the newest of a category."),
            .optional("count", .integer(minimum: 1, maximum: 48), "Of products."),
            .optional("sale", .integer(minimum: 1, maximum: 4_294_967_295), "Of sale."),
        ]))
    private static let blocks = Schema.list(block, maximum: CatalogueLimits.blocks)

    static let blocksBody = Schema.object([.required("blocks", blocks)])

    static let storeEdit = Schema.object([
        .optional("handle", handle),
        .optional("name", .text(minimum: 1, maximum: 100, form: .line)),
        .optional("logo", logo), .optional("primary_colour", colour),
        .optional("accent_colour", colour), .optional("background_colour", colour),
        .optional("language", language),
    ])

    static let store = Schema.named(
        "Store",
        .object([
            .required("handle", handle), .required("name", .text(maximum: 100)),
            .required("logo", logo), .required("primary_colour", colour),
            .required("accent_colour", colour), .required("background_colour", colour),
            .required("language", language),
            .required("blocks", blocks, "The home page that buyers see."),
            .required("draft_blocks", blocks, "The home page as it is being arranged."),
            .required("updated_at", .time), .required("version", version),
        ]))

    static func json(_ front: StoreFront) -> JSON {
        let settings = front.settings
        return [
            "handle": .string(settings.handle), "name": .string(settings.name),
            "logo": JSON(settings.logo),
            "primary_colour": .string(settings.theme.primary.description),
            "accent_colour": .string(settings.theme.accent.description),
            "background_colour": .string(settings.theme.background.description),
            "language": .string(settings.language.rawValue),
            "blocks": .array(front.blocks.map(\.json)),
            "draft_blocks": .array(front.draftBlocks.map(\.json)),
            "updated_at": .string(front.updatedAt.rfc3339), "version": .integer(front.version),
        ]
    }

    /// What the body changes of the settings.
    static func read(_ body: JSON, _ settings: inout StoreSettings) throws(Problem) {
        var checks = FieldChecks()
        func colour(_ name: String, _ colour: inout Colour) {
            guard let text = body[name]?.string else { return }
            if let read = Colour(text) {
                colour = read
            } else {
                checks.refuse("/\(name)", "must be a colour such as #1f4e79")
            }
        }
        if let handle = body["handle"]?.string { settings.handle = handle }
        if let name = body["name"]?.string { settings.name = name }
        if let logo = body["logo"] { settings.logo = logo.string }
        colour("primary_colour", &settings.theme.primary)
        colour("accent_colour", &settings.theme.accent)
        colour("background_colour", &settings.theme.background)
        if let language = body["language"]?.string.flatMap(Language.init(rawValue:)) {
            settings.language = language
        }
        try checks.finish()
    }

    /// The blocks of the body.
    static func blocks(_ body: JSON) throws(Problem) -> [Block] {
        var checks = FieldChecks()
        let blocks = Block.list(body["blocks"] ?? .null, at: "/blocks", &checks)
        try checks.finish()
        return blocks
    }
}
