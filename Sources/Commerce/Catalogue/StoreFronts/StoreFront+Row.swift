internal import Primitives
internal import Service
internal import Store

extension StoreFront {
    /// Reads a row of all columns.
    init(_ row: borrowing Row) throws(StoreError) {
        func colour(_ value: Int64) -> Colour { Colour(value: UInt32(truncatingIfNeeded: value)) }
        merchant = try MerchantID(row, 0)
        settings = StoreSettings(
            handle: try row.text(1), name: try row.text(2), logo: try row.optionalText(3),
            theme: Theme(
                primary: colour(try row.integer(4)), accent: colour(try row.integer(5)),
                background: colour(try row.integer(6))),
            language: Language(rawValue: try row.text(7)) ?? .english)
        draftBlocks = try Columns.blocks(try row.text(8))
        blocks = try Columns.blocks(try row.text(9))
        version = try row.integer(10)
        updatedAt = Timestamp(try row.integer(11))
    }

    /// The row, in the order of its columns.
    var values: [SQLValue] {
        [
            merchant.value, .text(settings.handle), .text(settings.name), SQLValue(settings.logo),
            SQLValue(settings.theme.primary.value), SQLValue(settings.theme.accent.value),
            SQLValue(settings.theme.background.value), .text(settings.language.rawValue),
            .text(Columns.text(draftBlocks)), .text(Columns.text(blocks)), .integer(version),
            .integer(updatedAt.rawValue),
        ]
    }
}

extension StoreSettings {
    /// Throws what is wrong with them.
    func check() throws(Problem) {
        var checks = FieldChecks()
        checks.slug(handle, "/handle")
        checks.text(name, "/name", maximum: 100)
        if let logo { checks.url(logo, "/logo") }
        try checks.finish()
    }
}
