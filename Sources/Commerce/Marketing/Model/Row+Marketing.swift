internal import OrderCore
internal import Primitives
internal import Store

extension Row {
    /// A whole number that fits the type asked for; another is a mismatch.
    func exactly<Number: FixedWidthInteger>(_ column: Int) throws(StoreError) -> Number {
        let value = try integer(column)
        guard let number = Number(exactly: value) else {
            throw StoreError(.mismatch, "column \(column) holds \(value), which is out of range")
        }
        return number
    }
}

extension Sale {
    static let columns = """
        sale, merchant, is_everyday, name_en, name_zh, text_en, text_zh, picture, starts_at,
        ends_at, limit_per_buyer, currency, is_draft, version
        """

    init(_ row: borrowing Row) throws(StoreError) {
        id = SaleID(try row.exactly(0))
        merchant = MerchantID(try row.exactly(1))
        isEveryday = try row.integer(2) != 0
        name = LocalText(try row.text(3), try row.text(4))
        text = LocalText(try row.text(5), try row.text(6))
        picture = try row.text(7)
        startsAt = Timestamp(try row.integer(8))
        endsAt = Timestamp(try row.integer(9))
        limitPerBuyer = try row.exactly(10)
        currency = Currency(try row.exactly(11))
        isDraft = try row.integer(12) != 0
        version = try row.integer(13)
    }

    /// The values of `columns`.
    var values: [SQLValue] {
        [
            SQLValue(id.rawValue), SQLValue(merchant.rawValue), .integer(isEveryday ? 1 : 0),
            .text(name.english), .text(name.chinese), .text(text.english), .text(text.chinese),
            .text(picture), .integer(startsAt.rawValue), .integer(endsAt.rawValue),
            SQLValue(limitPerBuyer), SQLValue(currency.rawValue), .integer(isDraft ? 1 : 0),
            .integer(version),
        ]
    }
}

extension SaleItem {
    static let columns = "sku, unit_price, limit_per_buyer, stock, version"

    init(_ row: borrowing Row, from column: Int = 0) throws(StoreError) {
        sku = SKUID(UInt64(bitPattern: try row.integer(column)))
        unitPrice = MinorUnits(try row.integer(column + 1))
        limitPerBuyer = try row.exactly(column + 2)
        stock = try row.integer(column + 3)
        version = try row.integer(column + 4)
    }
}

extension SQLValue {
    /// A SKU by its bit pattern.
    init(_ sku: SKUID) { self = .integer(Int64(bitPattern: sku.rawValue)) }
}
