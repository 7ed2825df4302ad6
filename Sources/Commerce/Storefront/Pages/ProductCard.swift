internal import Boards
internal import Catalogue
internal import Primitives
internal import Service

/// A product in a list.
struct ProductCard {
    let visit: Visit
    let board: StockBoard

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
        visit.sharing.show(CacheTag.product(view.id))
        let (best, sku, isRange) = board.best(of: view, at: visit.now)
        let name = view.product.name.text(in: visit.t)
        let badge: HTML =
            if best.map({ $0.free <= 0 }) ?? true {
                "<span class=\"badge quiet\">\(Stock.words(best, visit.t).text)</span>"
            } else if let best, let sku {
                PriceTag.badge(best, sku, visit.t)
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
