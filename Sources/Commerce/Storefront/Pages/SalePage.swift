internal import Boards
internal import Catalogue
internal import Checkout
internal import HTTPTypes
internal import Marketing
internal import OrderCore
internal import Primitives
internal import Service

// The page of a flash sale: a countdown by the server's clock, and the stock as it goes.
extension Storefront {
    /// SKUs on the page of a sale.
    private static let pools = 200
    /// A start that is further away is not waited for by reloading, in milliseconds.
    private static let longestReload: Int64 = 6 * 3_600_000

    func sale(_ visit: Visit) throws -> Reply {
        let sale = try sale(visit.request, visit.merchant)
        visit.sharing.show(CacheTag.sale(sale.id))
        visit.sharing.setTimed()
        countView(visit)
        visit.sharing.show(CacheTag.views(visit.merchant))
        let t = visit.t
        let isOpen = sale.startsAt <= visit.now && visit.now < sale.endsAt
        let isOver = sale.endsAt <= visit.now
        let pools = pools(of: sale)
        var items = HTML.empty
        for pool in pools {
            guard let (sku, view) = try finder.find(pool.sku, of: visit.merchant),
                view.product.status == .published
            else { continue }
            items += saleItem(pool, sku, view, isOpen: isOpen, isOver: isOver, visit)
        }
        if pools.isEmpty {
            items = "<li class=\"empty\">\(t("Its goods are still a secret.", "活动商品即将揭晓。"))</li>"
        }
        let limit = sale.limitPerBuyer
        let limitWords: HTML =
            limit == 0
            ? .empty
            : """
            <p>\(t("\(limit) \(limit == 1 ? "item" : "items") of this sale for each customer",
                "本活动每人限购 \(limit) 件"))</p>
            """
        let picture: HTML =
            sale.picture.isEmpty ? .empty : "<img src=\"\(sale.picture)\" alt=\"\">"
        let main: HTML = """
            <section class="salehead\(isOver ? " over" : "")" \
            data-stock="\(visit.base)/sale/\(sale.id.rawValue)/stock.json" \
            data-opens="\(sale.startsAt.rawValue)" data-closes="\(sale.endsAt.rawValue)" \
            data-now="\(visit.now.rawValue)"><div>\
            <p class="kicker">\(Icon.flash)\(t("Flash sale", "限时抢购"))</p><h1>\(sale.name[t])</h1>\
            \(Self.lines(sale.text[t]))\(limitWords)</div>\(clock(sale, pools, visit))\(picture)\
            </section>
            <ul class="grid salegrid" data-few="\(t("# left", "剩余 # 件"))" \
            data-out="\(t("Sold out", "已售罄"))">\(items)</ul>
            """
        return try show(visit, sale.name[t], head: reload(sale, visit), main)
    }

    /// The stock of a sale for everybody who looks at its page: kept for a second by every cache.
    func saleStock(_ request: Request, _ shop: Shop) throws -> Reply {
        let number: UInt32 = request.number("sale") ?? 0
        guard let terms = board.terms(of: SaleID(number)), terms.merchant == shop.merchant else {
            throw Problem.notFound("sale")
        }
        let items = board.pools(of: terms.sale, limit: Self.pools).map { pool -> JSON in
            [
                "sku": JSON(pool.sku.rawValue), "left": .integer(max(0, pool.free)),
                "given": .integer(pool.given),
            ]
        }
        var reply = Reply.json(
            [
                "now": .integer(request.receivedAt.rawValue),
                "opens": .integer(terms.startsAt.rawValue),
                "closes": .integer(terms.endsAt.rawValue), "items": .array(items),
            ], headers: [.cacheControl: "public, max-age=1"])
        let tags = [CacheTag.merchant(shop.merchant), CacheTag.sale(terms.sale)]
        PageSharing.mark(&reply, seconds: 1, tags)
        return reply
    }

    /// A sale that buyers may see.
    private func sale(_ request: Request, _ merchant: MerchantID) throws -> Sale {
        guard let number: UInt32 = request.number("sale"),
            let sale = try knownSale(SaleID(number), of: merchant, at: request.receivedAt),
            !sale.isEveryday
        else { throw Problem.notFound("sale") }
        return sale
    }

    /// Whether a sale has goods and all of them are gone: then nobody waits for its end.
    static func isSoldOut(_ pools: [PoolStatus]) -> Bool {
        !pools.isEmpty && pools.allSatisfy { $0.free <= 0 }
    }

    /// The stock of a sale, as far as its page shows it.
    func pools(of sale: Sale) -> [PoolStatus] { board.pools(of: sale.id, limit: Self.pools) }

    private func clock(_ sale: Sale, _ pools: [PoolStatus], _ visit: Visit) -> HTML {
        let t = visit.t
        if sale.endsAt <= visit.now {
            return """
                <p class="clock"><span>\(t("This sale has ended", "活动已结束"))</span>\
                \(Moment.html(sale.endsAt, t))</p>
                """
        }
        let isOpen = sale.startsAt <= visit.now
        let isOut = isOpen && Self.isSoldOut(pools)
        let until = isOpen ? sale.endsAt : sale.startsAt
        let words = isOut
            ? t("Sold out", "已售罄") : isOpen ? t("Ends in", "距结束") : t("Starts in", "距开始")
        return """
            <p class="clock\(isOut ? " gone" : "")"><span data-before="\(t("Starts in", "距开始"))" \
            data-during="\(t("Ends in", "距结束"))" data-after="\(t("This sale has ended", "活动已结束"))" \
            data-gone="\(t("Sold out", "已售罄"))">\(words)</span>\
            \(Self.countdown(until, visit))<small>\(Moment.html(until, t))</small></p>
            """
    }

    private func saleItem(
        _ pool: PoolStatus, _ sku: SKU, _ view: ProductView, isOpen: Bool, isOver: Bool,
        _ visit: Visit
    ) -> HTML {
        let t = visit.t
        let name = view.product.name.text(in: t)
        let values = sku.draft.values.joined(separator: " · ")
        let left = max(0, pool.free)
        let isOut = left == 0
        let limit: HTML =
            pool.limitPerBuyer == 0
            ? .empty
            : "<small>\(t("\(pool.limitPerBuyer) each", "每人 \(pool.limitPerBuyer) 件"))</small>"
        let label = isOver ? t("Ended", "已结束") : isOut ? t("Sold out", "已售罄") : t("Buy now", "立即抢购")
        let isOff = !isOpen || isOut
        let meter: HTML = """
            <progress class="left" max="\(max(1, pool.given))" value="\(left)" aria-hidden="true">\
            </progress>\
            <p class="leftwords">\
            <span>\(isOut ? t("Sold out", "已售罄") : t("\(left) left", "剩余 \(left) 件"))</span>\
            \(limit)</p>
            """
        return """
            <li class="card saleitem\(isOut ? " out" : "")" data-sku="\(sku.id.rawValue)">\
            <a href="\(visit.base)/p/\(view.product.slug)?sku=\(sku.id.rawValue)">\
            <span class="picture"><img src="\(view.picture)" alt="" width="400" height="400" \
            loading="lazy">\(PriceTag.badge(pool, sku, t))</span><span class="name">\(name)</span>\
            \(values.isEmpty ? .empty : "<span class=\"hint\">\(values)</span>")\
            <span class="prices">\(PriceTag.html(pool, sku, t))</span></a>\
            \(isOver ? .empty : meter)\
            <form method="post" action="\(visit.base)/cart/add">\(visit.csrfField)\
            <input type="hidden" name="sku" value="\(sku.id.rawValue)">\
            <input type="hidden" name="sale" value="\(pool.sale.rawValue)">\
            <input type="hidden" name="quantity" value="1">\
            <input type="hidden" name="to" value="checkout">\
            <button class="primary" type="submit" aria-label="\(label): \(name)"\
            \(isOff ? " disabled" : HTML.empty)>\(label)</button></form></li>
            """
    }

    /// Without scripts the page is loaded again when the sale opens.
    private func reload(_ sale: Sale, _ visit: Visit) -> HTML {
        let wait = sale.startsAt.rawValue - visit.now.rawValue
        let seconds = wait > 0 ? wait / 1000 + 1 : 15
        guard wait < Self.longestReload, visit.now < sale.endsAt else { return .empty }
        return "<noscript><meta http-equiv=\"refresh\" content=\"\(seconds)\"></noscript>"
    }
}
