internal import Boards
internal import Catalogue
internal import Primitives
internal import Service

/// A product in a list.
struct ProductCard {
    let visit: Visit
    let board: StockBoard
    /// SKUs of a product that are looked at for its card.
    private static let looked = 24

    /// Cards side by side.
    func grid(_ products: [ProductView], eager: Int = 4) -> HTML {
        var items = HTML.empty
        for (index, product) in products.enumerated() {
            items += card(product, isEager: index < eager)
        }
        return "<ul class=\"grid cards\">\(items)</ul>"
    }

    /// One card.
    func card(_ view: ProductView, isEager: Bool = false) -> HTML {
        let (best, sku, isRange) = bestOffer(view)
        let name = view.product.name.text(in: visit.t)
        let isSale = best.map { offer in
            sku.map { offer.unitPrice < $0.price.amount } ?? false
        } ?? false
        let badge: HTML =
            if best.map({ $0.free <= 0 }) ?? true {
                "<span class=\"badge quiet\">\(Stock.words(best, visit.t).text)</span>"
            } else if isSale {
                "<span class=\"badge\">\(visit.t("Sale", "特价"))</span>"
            } else {
                .empty
            }
        return """
            <li class="card"><a href="\(visit.base)/p/\(view.product.slug)">\
            <span class="picture"><img src="\(view.picture)" alt="" width="400" height="400"\
            \(isEager ? HTML.empty : " loading=\"lazy\"") decoding="async">\(badge)</span>\
            <span class="name">\(name)</span>\
            <span class="prices">\(price(view, best, sku, isRange))</span></a></li>
            """
    }

    /// The best offer among a product's SKUs, the SKU it is of, and whether prices differ.
    func bestOffer(_ view: ProductView) -> (PoolStatus?, SKU?, isRange: Bool) {
        var best: (PoolStatus, SKU)?
        var isRange = false
        var looked = 0
        for sku in view.skus where sku.isOnSale {
            looked += 1
            if looked > Self.looked { break }
            guard let offer = board.offer(of: sku.id, at: visit.now),
                offer.merchant == visit.merchant
            else { continue }
            guard let (known, _) = best else {
                best = (offer, sku)
                continue
            }
            if offer.unitPrice != known.unitPrice { isRange = true }
            let (has, knownHas) = (offer.free > 0, known.free > 0)
            if has != knownHas ? has : offer.unitPrice < known.unitPrice { best = (offer, sku) }
        }
        return (best?.0, best?.1, isRange)
    }

    private func price(_ view: ProductView, _ offer: PoolStatus?, _ sku: SKU?, _ isRange: Bool)
        -> HTML
    {
        guard let offer, let sku else {
            guard let price = view.product.priceFrom else { return .empty }
            return "<span class=\"price\">\(Amount.text(price.amount, price.currency))</span>"
        }
        return PriceTag.html(offer, sku, from: isRange, visit.t)
    }
}
