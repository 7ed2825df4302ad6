internal import Boards
internal import Catalogue
internal import HTTPTypes
internal import Marketing
internal import Primitives
internal import Service

// A product with what can be chosen of it.
extension Storefront {
    /// SKUs up to which choices are shown side by side; beyond, in a list.
    private static let chips = 16
    /// SKUs of a product that can be chosen on its page.
    private static let choices = 200
    /// Other products of the shelf that a product's page shows.
    private static let alikeCount = 4

    func product(_ visit: Visit) throws -> Reply {
        let slug = visit.request.parameters["product"] ?? ""
        guard let view = try services.catalogue.product(visit.merchant, slug: slug),
            view.product.status == .published
        else { throw Problem.notFound("product") }
        countView(visit)
        visit.sharing.show(CacheTag.views(visit.merchant))
        let categories = try services.catalogue.categories(visit.merchant)
        let wanted = visit.request.query["sku"].flatMap { UInt64($0) }
        let name = ProductMoments.Name(
            merchant: visit.merchant, product: view.product.id, language: visit.t, sku: wanted)
        let basis = ProductMoments.Basis(
            view: view, front: visit.shop.front, categories: categories, position: board.position,
            second: visit.now.rawValue / 1000)
        if visit.isUnknown, !visit.isShared, let page = lookUps.products.page(name, basis) {
            var reply = Reply(200, body: page.before + visit.csrf.utf8 + page.after)
            reply.headers[.contentType] = "text/html; charset=utf-8"
            return reply
        }
        visit.sharing.show(CacheTag.product(view.id))
        let part = lookUps.products.part(name, basis) {
            productPart(view, categories, wanted, visit)
        }
        for tag in part.tags { visit.sharing.show(tag) }
        if part.isTimed { visit.sharing.setTimed() }
        let reply = try show(
            visit, view.product.name.text(in: visit.t), category: part.shelf,
            description: String(view.product.draft.description.prefix(160)),
            HTML(trusted: part.before.text + visit.csrfField.text + part.after.text))
        if visit.isUnknown, !visit.isShared {
            lookUps.products.keep(name, basis, page: reply.bytes, around: visit.csrf)
        }
        return reply
    }

    private func productPart(
        _ view: ProductView, _ categories: [Category], _ wanted: UInt64?, _ visit: Visit
    ) -> ProductMoments.Part {
        let name = view.product.name.text(in: visit.t)
        let shelf = categories.first { $0.id == view.product.draft.category }
        let above = categories.first { $0.id == shelf?.parent }
        let (before, after) = choice(view, wanted, visit)
        let words = view.product.draft.description
        // Goods without a description of their own have their name as one.
        let isTold = words.hasPrefix(name) && words.utf8.count <= name.utf8.count + 1
        let prose: HTML =
            isTold ? .empty : "<div class=\"prose\">\(Self.lines(words))</div>"
        let alike = alike(view, shelf, visit)
        return ProductMoments.Part(
            before: """
                \(trail([above, shelf].compactMap { $0 }, visit))<div class="grid product">\
                \(gallery(view))<div class="buy"><h1>\(name)</h1>\(before)
                """,
            after: """
                \(after)\(Self.promises(visit.t))\(prose)</div></div>\
                \(alike)
                """, shelf: above?.id ?? shelf?.id, tags: visit.sharing.tags,
            isTimed: visit.sharing.isTimed)
    }

    /// What holds for whatever is bought here.
    private static func promises(_ t: Language) -> HTML {
        """
        <ul class="promises"><li>\(Icon.parcel)\(t("Free delivery", "免运费"))</li>\
        <li>\(Icon.clock)\(t("Held for you for 15 minutes while you pay", "付款期间为您保留 15 分钟"))</li>\
        <li>\(Icon.done)\(t("Ordered once, however often you press", "重复点击也只会下一单"))</li></ul>
        """
    }

    /// More from the same shelf.
    private func alike(_ view: ProductView, _ shelf: Category?, _ visit: Visit) -> HTML {
        guard let shelf,
            let found = try? search(
                visit.merchant,
                SearchRequest(category: shelf.id, sort: .newest, limit: Self.alikeCount + 1),
                at: visit.now)
        else { return .empty }
        let others = found.page.products.filter { $0.id != view.id }.prefix(Self.alikeCount)
        guard !others.isEmpty else { return .empty }
        let name = shelf.name.text(in: visit.t)
        return """
            <section class="row"><div class="head"><h2>\(visit.t("More from", "更多")) \(name)</h2>\
            <a class="more" href="\(visit.base)/c/\(shelf.slug)">\(visit.t("See all", "查看全部"))\
            <span class="hidden">: \(name)</span>\(Icon.next)</a></div>\
            \(ProductCard(visit: visit, board: board).grid(Array(others), eager: 0))</section>
            """
    }

    private func gallery(_ view: ProductView) -> HTML {
        let media = view.product.draft.media
        guard let first = media.first else {
            return """
                <div class="gallery"><img src="\(view.picture)" alt="" width="800" height="800" \
                fetchpriority="high"></div>
                """
        }
        var more = HTML.empty
        for picture in media.dropFirst() {
            more += """
                <img src="\(picture.url)" alt="\(picture.alternative)" width="400" height="400" \
                loading="lazy">
                """
        }
        return """
            <div class="gallery"><img src="\(first.url)" alt="\(first.alternative)" width="800" \
            height="800" fetchpriority="high">\(more)</div>
            """
    }

    /// What can be chosen, before and after the field that shows where the form came from.
    private func choice(
        _ view: ProductView, _ wanted: UInt64?, _ visit: Visit
    ) -> (before: HTML, after: HTML) {
        let t = visit.t
        let offers = view.skusOnSale.prefix(Self.choices).map { sku -> (SKU, PoolStatus?) in
            let offer = board.offer(of: sku.id, at: visit.now)
            return (sku, offer.flatMap { $0.merchant == visit.merchant ? $0 : nil })
        }
        let chosen =
            offers.first { $0.0.id.rawValue == wanted }
            ?? offers.first { ($0.1?.free ?? 0) > 0 } ?? offers.first
        guard let (sku, offer) = chosen else {
            return ("<p>\(Stock.html(nil, t))</p>", .empty)
        }
        let price: HTML =
            offer.map { PriceTag.html($0, sku, t) }
            ?? "<span class=\"price\">\(Amount.text(sku.price.amount, sku.price.currency))</span>"
        let canBuy = offers.contains { ($0.1?.free ?? 0) > 0 }
        let limit = offer.map { $0.limitPerBuyer } ?? 0
        let limitWords: HTML =
            limit == 0
            ? .empty
            : "<p class=\"hint\">\(t("\(limit) for each customer", "每人限购 \(limit) 件"))</p>"
        let before: HTML = """
            <p class="prices large" id="price" aria-live="polite">\
            \(price) \(Stock.html(offer, t))</p>
            \(saleWords(offer, sku, visit))\(limitWords)
            <form class="add" method="post" action="\(visit.base)/cart/add">
            """
        let after: HTML = """
            <input type="hidden" name="back" value="/p/\(view.product.slug)">\
            \(skus(Array(offers), sku.id, t))<div class="amount"><div class="field">\
            <label for="quantity">\(t("Quantity", "数量"))</label>\
            <input id="quantity" name="quantity" \
            type="number" inputmode="numeric" min="1" max="9999" value="1" required></div>\
            <button class="primary" type="submit"\(canBuy ? HTML.empty : " disabled")>\
            \(canBuy ? t("Add to cart", "加入购物车") : t("Sold out", "已售罄"))</button></div></form>
            """
        return (before, after)
    }

    /// The sale that an offer is of, and until when it holds.
    private func saleWords(_ offer: PoolStatus?, _ sku: SKU, _ visit: Visit) -> HTML {
        guard let offer, let sale = try? knownSale(offer.sale, of: visit.merchant, at: visit.now),
            !sale.isEveryday, visit.now < sale.endsAt
        else { return .empty }
        visit.sharing.setTimed()
        let clock: HTML =
            offer.free <= 0
            ? .empty
            : "<span>\(visit.t("Ends in", "距结束")) \(Self.countdown(sale.endsAt, visit))</span>"
        return """
            <p class="saleline">\(PriceTag.badge(offer, sku, visit.t))\
            <a href="\(visit.base)/sale/\(sale.id.rawValue)">\(sale.name[visit.t])</a>\(clock)</p>
            """
    }

    private func skus(_ offers: [(SKU, PoolStatus?)], _ chosen: SKUID, _ t: Language) -> HTML {
        guard offers.count > 1 else {
            return "<input type=\"hidden\" name=\"sku\" value=\"\(chosen.rawValue)\">"
        }
        func name(_ sku: SKU) -> String {
            sku.draft.values.isEmpty ? sku.code : sku.draft.values.joined(separator: " · ")
        }
        var items = HTML.empty
        if offers.count > Self.chips {
            for (sku, offer) in offers {
                let words = Stock.words(offer, t).text
                let price = offer.map { Amount.text($0.unitPrice, $0.currency) } ?? ""
                items += """
                    <option value="\(sku.id.rawValue)"\
                    \(sku.id == chosen ? " selected" : HTML.empty)>\
                    \(name(sku)) — \(price) — \(words)</option>
                    """
            }
            return """
                <div class="field"><label for="sku">\(t("Choose", "请选择"))</label>\
                <select id="sku" name="sku">\(items)</select></div>
                """
        }
        for (sku, offer) in offers {
            let isOut = (offer?.free ?? 0) <= 0
            let price: HTML = offer.map { PriceTag.html($0, sku, t) } ?? .empty
            items += """
                <label class="chip\(isOut ? " out" : "")"><input type="radio" name="sku" \
                value="\(sku.id.rawValue)"\(sku.id == chosen ? " checked" : HTML.empty) required>\
                <span>\(name(sku))<small class="prices">\(price) \(Stock.html(offer, t))</small>\
                </span></label>
                """
        }
        return """
            <fieldset class="choice"><legend>\(t("Choose", "请选择"))</legend>\(items)</fieldset>
            """
    }
}
