internal import Catalogue
internal import Checkout
internal import Service

extension PricedLine {
    /// The name with the values of its options.
    func name(_ t: Language) -> String {
        let name = product.product.name.text(in: t)
        let values = sku.draft.values.joined(separator: " · ")
        return values.isEmpty ? name : "\(name) (\(values))"
    }

    /// What stands in the way; nil when nothing does.
    func trouble(_ t: Language) -> String? {
        switch trouble {
        case nil: nil
        case .notForSale: t("Not for sale any more", "已停止销售")
        case .soldOut: t("Sold out", "已售罄")
        case .tooFew(let left): t("Only \(left) left", "仅剩 \(left) 件")
        case .overLimit(let limit): t("\(limit) for each customer", "每人限购 \(limit) 件")
        }
    }

    /// What is said where `lostSale`.
    static func lostSaleWords(_ t: Language) -> String {
        t("The sale price is gone; this is the price now.", "活动价已失效，现为当前价格。")
    }
}
