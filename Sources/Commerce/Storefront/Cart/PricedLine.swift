internal import Boards
internal import Catalogue
internal import Primitives
internal import Service

/// A line of a cart with its offer of this moment.
struct PricedLine: Sendable {
    /// What is in the cart.
    var line: CartLine
    /// The SKU.
    var sku: SKU
    /// The product.
    var product: ProductView
    /// Where it is bought now; nil when it is not for sale.
    var offer: PoolStatus?

    /// Whether an order of it has a chance.
    var isAvailable: Bool {
        guard let offer else { return false }
        return offer.free >= Int64(line.quantity)
            && (offer.limitPerBuyer == 0 || line.quantity <= offer.limitPerBuyer)
    }

    /// What it costs; nothing where it is not for sale.
    var total: MinorUnits {
        MinorUnits((offer?.unitPrice.rawValue ?? 0) * Int64(line.quantity))
    }

    /// The name with the values of its options.
    func name(_ t: Language) -> String {
        let name = product.product.name.text(in: t)
        let values = sku.draft.values.joined(separator: " · ")
        return values.isEmpty ? name : "\(name) (\(values))"
    }

    /// What stands in the way; nil when nothing does.
    func trouble(_ t: Language) -> String? {
        guard let offer else { return t("Not for sale any more", "已停止销售") }
        if offer.free <= 0 { return t("Sold out", "已售罄") }
        if offer.free < Int64(line.quantity) {
            return t("Only \(offer.free) left", "仅剩 \(offer.free) 件")
        }
        if offer.limitPerBuyer > 0, line.quantity > offer.limitPerBuyer {
            return t("\(offer.limitPerBuyer) for each customer", "每人限购 \(offer.limitPerBuyer) 件")
        }
        return nil
    }

    /// What is said where `lostSale`.
    static func lostSaleWords(_ t: Language) -> String {
        t("The sale price is gone; this is the price now.", "活动价已失效，现为当前价格。")
    }

    /// Whether the price of the sale that it was taken from is not to be had any more.
    var lostSale: Bool { line.sale != nil && offer != nil && offer?.sale != line.sale }
}
