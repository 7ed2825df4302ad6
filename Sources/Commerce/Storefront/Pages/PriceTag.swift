internal import Boards
internal import Catalogue
internal import Primitives
internal import Service

/// The price of an offer, with the everyday price beside it in a sale.
enum PriceTag {
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
