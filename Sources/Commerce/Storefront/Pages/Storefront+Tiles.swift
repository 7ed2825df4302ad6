internal import Boards
internal import Catalogue
internal import Checkout
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

// What the home page shows of goods, sales and shelves in small.
extension Storefront {
    /// Pictures beside the greeting.
    private static let shown = 3
    /// Goods of a sale that its tile shows or looks at for the largest discount.
    private static let looked = 24
    /// Shelves that the home page shows.
    private static let shelvesShown = 24

    /// Some of the newest goods, as a picture beside the greeting.
    func showcase(_ visit: Visit) throws -> HTML {
        let request = SearchRequest(sort: .newest, limit: Self.shown)
        let found = try search(visit.merchant, request, at: visit.now).page.products
        guard found.count == Self.shown else { return .empty }
        let pictures = found.map { view -> HTML in
            "<img src=\"\(view.picture)\" alt=\"\" width=\"260\" height=\"260\">"
        }
        return "<div class=\"showcase\" aria-hidden=\"true\">\(pictures)</div>"
    }

    /// A sale as a link with its clock.
    func saleTile(_ sale: Sale, _ visit: Visit) throws -> HTML {
        let t = visit.t
        visit.sharing.show(CacheTag.sale(sale.id))
        let isOpen = sale.startsAt <= visit.now && visit.now < sale.endsAt
        let isOver = sale.endsAt <= visit.now
        let until = isOpen ? sale.endsAt : sale.startsAt
        let isOut = isOpen && Self.isSoldOut(pools(of: sale))
        if isOut { visit.sharing.setTimed() }
        let state = isOver || isOut ? "over" : isOpen ? "open" : "soon"
        let words =
            isOver
            ? t("Ended", "已结束")
            : isOut
                ? t("Sold out", "已售罄") : isOpen ? t("On now", "进行中") : t("Coming", "即将开始")
        let clock: HTML =
            isOver || isOut
            ? .empty
            : """
            <span class="until"><small>\(isOpen ? t("Ends in", "距结束") : t("Starts in", "距开始"))\
            </small>\(Self.countdown(until, visit))</span>
            """
        let pictures = try lookUps.salePictures.value(
            LookUps.Tile(sale: sale.id, language: t), at: visit.now
        ) { try salePictures(sale, visit) }
        return """
            <a class="saletile \(state)" href="\(visit.base)/sale/\(sale.id.rawValue)">\
            <span class="told"><span class="kicker">\(Icon.flash)\(words)</span>\
            <strong>\(sale.name[t])</strong></span>\(pictures)\(clock)\(Icon.next)</a>
            """
    }

    /// The first goods of a sale, and how much its prices are down at most.
    private func salePictures(_ sale: Sale, _ visit: Visit) throws -> HTML {
        var pictures: [HTML] = []
        var most: Int64 = 0
        for pool in board.pools(of: sale.id, limit: Self.looked) {
            guard let (sku, view) = try finder.find(pool.sku, of: visit.merchant),
                view.product.status == .published
            else { continue }
            most = max(most, PriceTag.percentOff(pool, sku) ?? 0)
            guard pictures.count < 4 else { continue }
            pictures.append(
                """
                <img src="\(view.picture)" alt="" width="64" height="64" loading="lazy">
                """)
        }
        guard !pictures.isEmpty else { return .empty }
        let words: HTML =
            most == 0
            ? .empty
            : "<span class=\"down\">\(visit.t("up to −\(most)%", "最高直降 \(most)%"))</span>"
        return "<span class=\"goods\">\(words)\(pictures)</span>"
    }

    /// The shelves, each with the picture of its newest goods.
    func shelvesTiles(_ visit: Visit) throws -> HTML {
        let name = LookUps.Shelf(merchant: visit.merchant, language: visit.t, category: nil)
        return try lookUps.tiles.value(name, at: visit.now) {
            let tops = try services.catalogue.categories(visit.merchant)
                .filter { $0.parent == nil }
            guard tops.count > 1 else { return .empty }
            let tiles = try tops.prefix(Self.shelvesShown).map { top -> HTML in
                let request = SearchRequest(category: top.id, sort: .newest, limit: 1)
                let first = try search(visit.merchant, request, at: visit.now).page.products.first
                let picture: HTML =
                    first.map {
                        """
                        <img src="\($0.picture)" alt="" width="72" height="72" loading="lazy">
                        """
                    } ?? .empty
                return """
                    <li><a href="\(visit.base)/c/\(top.slug)">\(picture)\
                    <span>\(top.name.text(in: visit.t))</span></a></li>
                    """
            }
            return """
                <section class="row"><div class="head"><h2>\(visit.t("Categories", "商品分类"))</h2>\
                </div><ul class="tiles">\(tiles)</ul></section>
                """
        }
    }
}
