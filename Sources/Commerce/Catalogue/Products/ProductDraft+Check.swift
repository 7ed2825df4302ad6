internal import Primitives
internal import Service

extension ProductDraft {
    /// Notes what is wrong with it, but for its address and its category.
    func check(_ checks: inout FieldChecks) {
        checks.name(name, "")
        checks.text(
            description, "/description", maximum: CatalogueLimits.description, mayBeEmpty: true,
            lines: true)
        checks.require(
            options.count <= CatalogueLimits.options, "/options",
            "must have at most \(CatalogueLimits.options) options")
        for (index, option) in options.prefix(CatalogueLimits.options).enumerated() {
            Self.check(option, "/options/\(index)", &checks)
        }
        checks.require(
            Set(options.map(\.name)).count == options.count, "/options",
            "must have different names")
        checks.require(
            media.count <= CatalogueLimits.media, "/media",
            "must have at most \(CatalogueLimits.media) pictures")
        for (index, media) in media.prefix(CatalogueLimits.media).enumerated() {
            checks.url(media.url, "/media/\(index)/url")
            checks.text(
                media.alternative, "/media/\(index)/alternative", maximum: 500, mayBeEmpty: true)
        }
    }

    private static func check(
        _ option: ProductOption, _ pointer: String, _ checks: inout FieldChecks
    ) {
        checks.text(option.name, pointer + "/name", maximum: 50)
        checks.require(
            (1...CatalogueLimits.values).contains(option.values.count), pointer + "/values",
            "must have 1 to \(CatalogueLimits.values) values")
        checks.require(
            Set(option.values).count == option.values.count, pointer + "/values",
            "must have different values")
        for (index, value) in option.values.prefix(CatalogueLimits.values).enumerated() {
            checks.text(value, pointer + "/values/\(index)", maximum: 100)
            checks.require(
                !value.contains(where: "|=".contains), pointer + "/values/\(index)",
                "must not have | or =, which part values in a spreadsheet")
        }
        checks.require(
            !option.name.contains(where: "|=".contains), pointer + "/name",
            "must not have | or =, which part values in a spreadsheet")
    }
}

extension SKUDraft {
    /// Throws what is wrong with the last of a product's SKUs, or with all from `sizeHint` on.
    ///
    /// - Parameter sizeHint: how many of them are new; pointers count from the first new one when
    ///   there is more than one.
    static func check(_ skus: [SKUDraft], options: [ProductOption], sizeHint: Int = 1)
        throws(Problem)
    {
        var checks = FieldChecks()
        checks.require(
            skus.count <= CatalogueLimits.skus, "/skus",
            "must be at most \(CatalogueLimits.skus) for one product")
        var choices: Set<[String]> = []
        var codes: Set<String> = []
        for (index, sku) in skus.prefix(CatalogueLimits.skus).enumerated() {
            let pointer = sizeHint == 1 ? "" : "/skus/\(index)"
            sku.check(pointer, options, &checks)
            checks.require(
                codes.insert(sku.code).inserted, pointer + "/code", "is taken by another SKU")
            if sku.status != .archived {
                checks.require(
                    choices.insert(sku.values).inserted, pointer + "/values",
                    "are those of another SKU of the product")
                checks.require(
                    sku.price.currency == skus.first?.price.currency, pointer + "/price/currency",
                    "must be that of the product's other SKUs")
            }
        }
        try checks.finish()
    }

    private func check(
        _ pointer: String, _ options: [ProductOption], _ checks: inout FieldChecks
    ) {
        checks.text(code, pointer + "/code", maximum: 64)
        checks.require(
            (0...CatalogueLimits.price).contains(price.amount.rawValue), pointer + "/price/amount",
            "must be 0 to \(CatalogueLimits.price) minor units")
        checks.require(
            Currency(code: price.currency.code) != nil, pointer + "/price/currency",
            "must be a currency that is traded here")
        if let weightGrams {
            checks.require(
                (0...100_000_000).contains(weightGrams), pointer + "/weight_grams",
                "must be 0 to 100,000,000 grams")
        }
        if let barcode { checks.text(barcode, pointer + "/barcode", maximum: 64) }
        guard status != .archived else { return }
        let fits =
            values.count == options.count
            && zip(values, options).allSatisfy { $1.values.contains($0) }
        checks.require(
            fits, pointer + "/values",
            options.isEmpty
                ? "must be empty, as the product has no options"
                : "must be one value of each option, in the options' order")
    }
}
