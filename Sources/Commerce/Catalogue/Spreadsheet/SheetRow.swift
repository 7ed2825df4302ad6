internal import Primitives
internal import Service

/// One row of a products' spreadsheet.
struct SheetRow {
    var line: Int
    private var cells: [SheetColumn: String] = [:]

    init(line: Int) { self.line = line }

    /// A cell's text; nil when the file has no such column.
    subscript(_ column: SheetColumn) -> String? {
        get { cells[column] }
        set { cells[column] = newValue }
    }

    /// The product that the cells describe, upon what is known of it; what the file has no column
    /// for stays.
    func product(
        upon known: ProductDraft?, categories: [String: CategoryID],
        _ refuse: (SheetColumn, String) -> Void
    ) -> ProductDraft {
        var draft = known ?? ProductDraft(name: LocalizedName(""))
        draft.slug = self[.slug] ?? ""
        if let name = self[.name] { draft.name.english = name }
        if let name = self[.nameInChinese] { draft.name.chinese = name.isEmpty ? nil : name }
        if let text = self[.description] { draft.description = text }
        if let slug = self[.category] {
            draft.category = categories[slug]
            if !slug.isEmpty, draft.category == nil {
                refuse(.category, "there is no category with the slug \(slug)")
            }
        }
        if let text = self[.status], !text.isEmpty {
            if let status = ProductStatus(rawValue: text) {
                draft.status = status
            } else {
                refuse(.status, "must be draft, published or archived")
            }
        }
        if let text = self[.media] { draft.media = Self.media(text) }
        if let text = self[.options] { draft.options = Self.options(text, refuse) }
        return draft
    }

    /// The SKU that the cells describe; nil for a row without one.
    func sku(upon known: SKUDraft?, _ refuse: (SheetColumn, String) -> Void) -> SKUDraft? {
        guard let code = self[.code], !code.isEmpty else { return nil }
        var draft = known ?? SKUDraft(code: code, price: Price(.zero, Currency(0)))
        draft.code = code
        if let text = self[.values] {
            draft.values = text.isEmpty ? [] : Self.parts(text, "|")
        }
        readPrice(&draft, isNew: known == nil, refuse)
        if let text = self[.weightGrams] {
            draft.weightGrams = Int64(text)
            if !text.isEmpty, draft.weightGrams == nil {
                refuse(.weightGrams, "must be a whole number of grams")
            }
        }
        if let text = self[.barcode] { draft.barcode = text.isEmpty ? nil : text }
        if let text = self[.skuStatus], !text.isEmpty {
            if let status = ProductStatus(rawValue: text) {
                draft.status = status
            } else {
                refuse(.skuStatus, "must be draft, published or archived")
            }
        }
        return draft
    }

    private func readPrice(
        _ draft: inout SKUDraft, isNew: Bool, _ refuse: (SheetColumn, String) -> Void
    ) {
        if let text = self[.currency] {
            guard let currency = Currency(code: text) else {
                return refuse(.currency, "must be a currency such as GBP")
            }
            draft.price.currency = currency
        } else if isNew {
            return refuse(.currency, "is needed for a new SKU")
        }
        if let text = self[.price] {
            guard let price = Price(decimal: text, draft.price.currency) else {
                return refuse(.price, "must be a price such as 2.55")
            }
            draft.price = price
        } else if isNew {
            refuse(.price, "is needed for a new SKU")
        }
    }

    static func media(_ text: String) -> [Media] {
        text.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            return Media(
                url: String(parts.first ?? ""),
                alternative: parts.count > 1 ? String(parts[1]) : "")
        }
    }

    static func options(_ text: String, _ refuse: (SheetColumn, String) -> Void) -> [ProductOption]
    {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                refuse(.options, "must have lines such as Colour=Red|Blue")
                return nil
            }
            return ProductOption(String(parts[0]), Self.parts(String(parts[1]), "|"))
        }
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
        text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
