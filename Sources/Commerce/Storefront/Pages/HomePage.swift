internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

// The first page of a store: the blocks that the merchant arranged.
extension Storefront {
    func home(_ visit: Visit) throws -> Reply {
        let isPreview = visit.request.query["preview"] != nil
        if isPreview { try checkPreview(visit) }
        visit.sharing.show(CacheTag.lists(visit.merchant))
        let front = visit.shop.front
        let blocks = isPreview ? front.draftBlocks : front.blocks
        var main = HTML.empty
        if isPreview {
            main += """
                <p class="note" role="status">\(Icon.clock)<span>\
                \(visit.t("Preview of the draft: buyers don’t see it yet.", "草稿预览：买家尚不可见。"))\
                </span></p>
                """
        }
        var hasTitle = false
        for block in blocks.isEmpty ? Self.usual(visit) : blocks {
            main += try self.block(block, visit, hasTitle: &hasTitle)
        }
        if !hasTitle {
            main = "<h1 class=\"hidden\">\(visit.shop.name)</h1>" + main
        }
        if blocks.isEmpty { main += try shelvesTiles(visit) }
        return try show(visit, "", description: visit.shop.name, isPrivate: isPreview, main)
    }

    /// Staff of the store alone see its draft; for anybody else there is no such page.
    private func checkPreview(_ visit: Visit) throws {
        let asker = try services.identity.authenticate(
            bearer: nil, sessionCookie: visit.request.cookie(SessionCookie.name), csrf: nil,
            isMutation: false, address: visit.request.address, now: visit.now)
        guard asker.may(.catalogueRead, in: visit.merchant) else {
            throw Problem.notFound("page")
        }
    }

    /// What a store shows whose merchant has arranged nothing.
    private static func usual(_ visit: Visit) -> [Block] {
        [
            .hero(
                title: visit.shop.name,
                text: visit.t(
                    "Good things, well made, at your door in a few days.", "好物精选，数日送达。"),
                link: visit.base + "/search"),
            .products(title: visit.t("New in store", "新品上架"), source: .newest, count: 12),
        ]
    }

    private func block(_ block: Block, _ visit: Visit, hasTitle: inout Bool) throws -> HTML {
        switch block {
        case .hero(let title, let text, let link):
            let level = hasTitle ? "h2" : "h1"
            hasTitle = true
            let sales = try announcements(visit)
            return """
                <section class="hero"><div><\(level)>\(title)</\(level)>\(Self.lines(text))\
                \(Self.heroLink(link, visit.t))</div>\(try showcase(visit))</section>\(sales)
                """
        case .products(let title, let source, let count):
            return try products(title, source, count, visit)
        case .sale(let id):
            guard let sale = try knownSale(id, of: visit.merchant, at: visit.now) else {
                return .empty
            }
            return "<section class=\"sales\">\(try saleTile(sale, visit))</section>"
        case .text(let text): return "<section class=\"prose\">\(Self.lines(text))</section>"
        }
    }

    private static func heroLink(_ link: String, _ t: Language) -> HTML {
        link.isEmpty
            ? .empty
            : "<p><a class=\"button light\" href=\"\(link)\">\(t("Have a look", "去看看"))</a></p>"
    }

    private func products(
        _ title: String, _ source: Block.ProductSource, _ count: Int, _ visit: Visit
    ) throws -> HTML {
        let found: [ProductView]
        var more = ""
        switch source {
        case .query(let words):
            let request = SearchRequest(words, limit: count)
            found = try search(visit.merchant, request, at: visit.now).page.products
            more = "/search?q=" + Query.encode(words)
        case .category(let id):
            let request = SearchRequest(category: id, sort: .newest, limit: count)
            found = try search(visit.merchant, request, at: visit.now).page.products
            more = try services.catalogue.category(visit.merchant, id).map { "/c/" + $0.slug } ?? ""
        case .newest:
            let request = SearchRequest(sort: .newest, limit: count)
            found = try search(visit.merchant, request, at: visit.now).page.products
            more = "/search"
        }
        guard !found.isEmpty else { return .empty }
        let link: HTML =
            more.isEmpty
            ? .empty
            : """
            <a class="more" href="\(visit.base)\(more)">\(visit.t("See all", "查看全部"))\
            <span class="hidden">: \(title)</span>\(Icon.next)</a>
            """
        return """
            <section class="row"><div class="head"><h2>\(title)</h2>\(link)</div>\
            \(ProductCard(visit: visit, board: board).grid(found))</section>
            """
    }

    /// The sales that are open, and those that open soon.
    private func announcements(_ visit: Visit) throws -> HTML {
        let sales = try lookUps.announced.value(visit.merchant, at: visit.now) {
            try services.marketing.announced(of: visit.merchant)
        }.prefix(3)
        guard !sales.isEmpty else { return .empty }
        return "<section class=\"sales\">\(try sales.map { try saleTile($0, visit) })</section>"
    }

    /// A time that counts down, by the server's clock.
    static func countdown(_ until: Timestamp, _ visit: Visit) -> HTML {
        visit.sharing.setTimed()
        let left = until.rawValue - visit.now.rawValue
        return """
            <time class="countdown" datetime="\(until.rfc3339)" data-now="\(visit.now.rawValue)" \
            data-until="\(until.rawValue)" data-day="\(visit.t("d", "天"))">\
            \(Moment.span(milliseconds: left, visit.t))</time>
            """
    }

    /// Plain text in lines as paragraphs.
    static func lines(_ text: String) -> HTML {
        var html = HTML.empty
        for line in text.split(separator: "\n") { html += "<p>\(String(line))</p>" }
        return html
    }
}
