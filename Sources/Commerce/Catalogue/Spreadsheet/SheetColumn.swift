/// The columns of a products' spreadsheet, in the order of an export.
///
/// One row for each SKU. The cells of the product stand in its first row; in further rows of the
/// same slug they are empty, or the same.
enum SheetColumn: String, CaseIterable {
    /// Names the product: rows of one slug belong together.
    case slug
    case name
    case nameInChinese = "name_zh"
    case description
    /// The category's slug.
    case category
    case status
    /// A line for each picture: its address, a space, its text.
    case media
    /// A line for each option: `Colour=Red|Blue`.
    case options
    /// The SKU's own code; empty for a product without SKUs.
    case code
    /// The SKU's values: `Red|Large`.
    case values
    /// In major units, as `2.55`.
    case price
    case currency
    case weightGrams = "weight_grams"
    case barcode
    case skuStatus = "sku_status"

    /// Whether it is the product's rather than the SKU's.
    var isOfProduct: Bool {
        switch self {
        case .name, .nameInChinese, .description, .category, .status, .media, .options: true
        default: false
        }
    }

    /// The column that a field error of a product or a SKU is about.
    init(pointer: String) {
        let parts = pointer.split(separator: "/").filter { $0 != "skus" && Int($0) == nil }
        switch parts.first {
        case "price": self = parts.last == "currency" ? .currency : .price
        case let part?: self = SheetColumn(rawValue: String(part)) ?? .slug
        case nil: self = .slug
        }
    }
}
