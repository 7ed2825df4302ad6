internal import Primitives
internal import Service
internal import Store

extension Product {
    static let columns = """
        id, merchant, slug, name, name_zh, description, category, status, options, media, \
        price_from, price_to, currency, created_at, updated_at, version
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws(StoreError) {
        let currency = try row.optionalInteger(12).map { Currency(UInt16(truncatingIfNeeded: $0)) }
        func price(_ amount: Int64?) -> Price? {
            guard let amount, let currency else { return nil }
            return Price(MinorUnits(amount), currency)
        }
        id = ProductID(try row.unsigned(0))
        merchant = try MerchantID(row, 1)
        draft = ProductDraft(
            slug: try row.text(2),
            name: LocalizedName(try row.text(3), chinese: try row.optionalText(4)),
            description: try row.text(5),
            category: try row.optionalInteger(6).map { CategoryID(UInt64(bitPattern: $0)) },
            status: try ProductStatus(row, 7),
            options: try Columns.options(try row.text(8)),
            media: try Columns.media(try row.text(9)))
        priceFrom = price(try row.optionalInteger(10))
        priceTo = price(try row.optionalInteger(11))
        createdAt = Timestamp(try row.integer(13))
        updatedAt = Timestamp(try row.integer(14))
        version = try row.integer(15)
    }
}

extension SKU {
    static let columns = """
        id, merchant, product, code, choice, price, currency, weight_grams, barcode, status, version
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws(StoreError) {
        id = SKUID(try row.unsigned(0))
        merchant = try MerchantID(row, 1)
        product = ProductID(try row.unsigned(2))
        draft = SKUDraft(
            code: try row.text(3), values: try Columns.texts(try row.text(4)),
            price: Price(
                MinorUnits(try row.integer(5)),
                Currency(UInt16(truncatingIfNeeded: try row.integer(6)))),
            weightGrams: try row.optionalInteger(7), barcode: try row.optionalText(8),
            status: try ProductStatus(row, 9))
        version = try row.integer(10)
    }
}

extension MerchantID {
    /// Reads a column.
    init(_ row: borrowing Row, _ column: Int) throws(StoreError) {
        guard let number = UInt32(exactly: try row.integer(column)) else {
            throw StoreError(.mismatch, "column \(column) holds no merchant")
        }
        self.init(number)
    }

    /// The number as a parameter.
    var value: SQLValue { SQLValue(rawValue) }
}

extension Identifier where RawValue == UInt64 {
    /// The number as a parameter; one that no column holds names nothing.
    var value: SQLValue { .integer(Int64(exactly: rawValue) ?? -1) }
}

extension ProductStatus {
    /// Reads a column.
    init(_ row: borrowing Row, _ column: Int) throws(StoreError) {
        guard let status = ProductStatus(number: try row.integer(column)) else {
            throw StoreError(.mismatch, "column \(column) holds no status")
        }
        self = status
    }
}
