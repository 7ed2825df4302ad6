internal import Boards
internal import Catalogue
internal import Primitives
internal import Service

/// The price of an offer, with the everyday price beside it in a sale.
enum PriceTag {
    /// Whole percents that an offer is below the everyday price; nil where it is not.
    static func percentOff(_ offer: PoolStatus, _ sku: SKU) -> Int64? {
        let (now, before) = (offer.unitPrice.rawValue, sku.price.amount.rawValue)
        guard offer.currency == sku.price.currency, now >= 0, now < before else { return nil }
        let percent = Int64((Double(before - now) / Double(before) * 100).rounded(.down))
        return percent > 0 ? percent : nil
    }

    /// A badge that says how much an offer is below the everyday price.
    static func badge(_ offer: PoolStatus, _ sku: SKU, _ t: Language) -> HTML {
        guard let percent = percentOff(offer, sku) else { return .empty }
        return """
            <span class="badge"><span class="hidden">\(t("Sale", "特价")) </span>−\(percent)%</span>
            """
    }

    /// The markup.
    static func html(_ offer: PoolStatus, _ sku: SKU, from isRange: Bool = false, _ t: Language)
        -> HTML
    {
        let now = Amount.text(offer.unitPrice, offer.currency)
        let words: HTML = isRange ? "<span class=\"from\">\(t("from", "起价"))</span> " : .empty
        guard offer.unitPrice < sku.price.amount, offer.currency == sku.price.currency else {
            return "\(words)<span class=\"price\">\(now)</span>"
        }
        return """
            \(words)<span class="price low">\(now)</span> <s class="was">\
            <span class="hidden">\(t("before", "原价")) </span>\
            \(Amount.text(sku.price.amount, sku.price.currency))</s>
            """
    }
}
