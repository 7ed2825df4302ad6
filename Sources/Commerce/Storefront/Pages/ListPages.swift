internal import Boards
internal import Catalogue
internal import HTTPTypes
internal import Primitives
internal import Service

// The shelves of a store, and what a search finds.
extension Storefront {
    /// Products on a page of a list.
    private static let pageLength = 24
    /// Products that are suggested while somebody types.
    private static let suggestionCount = 6

    func category(_ visit: Visit) throws -> Reply {
        visit.sharing.show(CacheTag.lists(visit.merchant))
        let slug = visit.request.parameters["category"] ?? ""
        guard let shelf = try services.catalogue.category(visit.merchant, slug: slug) else {
            throw Problem.notFound("category")
        }
        let categories = try services.catalogue.categories(visit.merchant)
        let top = shelf.parent ?? shelf.id
        var request = request(visit)
        if request.sort == .relevance { request.sort = .newest }
        request.category = shelf.id
        let found = try search(visit.merchant, request, at: visit.now)
        let below = categories.filter { $0.parent == top }.map { child -> HTML in
            """
            <li><a href="\(visit.base)/c/\(child.slug)"\
            \(child.id == shelf.id ? " aria-current=\"page\"" : HTML.empty)>\
            \(child.name.text(in: visit.t))</a></li>
            """
        }
        let name = shelf.name.text(in: visit.t)
        let chips: HTML = below.isEmpty ? .empty : "<ul class=\"chips\">\(below)</ul>"
        let parent = categories.first { $0.id == shelf.parent }
        let main: HTML = """
            \(trail(parent.map { [$0] } ?? [], visit))<div class="head"><h1>\(name)</h1>\
            \(sorting(visit, request, "/c/\(slug)"))</div>\(chips)\
            \(list(found.page, visit, "/c/\(slug)"))
            """
        return try show(visit, name, category: top, main)
    }

    func search(_ visit: Visit) throws -> Reply {
        visit.sharing.show(CacheTag.lists(visit.merchant))
        let request = request(visit)
        let found = try search(visit.merchant, request, at: visit.now)
        let t = visit.t
        var said = HTML.empty
        if let corrected = found.corrected {
            said = "<p>\(t("Showing what we found for", "已为您显示以下内容的结果：")) <b>\(corrected)</b></p>"
        } else if found.isLoose {
            said = """
                <p>\(t("Nothing has all of these words. This comes close:",
                    "没有完全匹配的商品，以下为相近结果："))</p>
                """
        }
        let title: HTML =
            request.words.isEmpty
            ? "\(t("All products", "全部商品"))"
            : "\(t("Results for", "搜索结果："))  <q>\(request.words)</q>"
        let main: HTML = """
            <div class="head"><h1>\(title)</h1>\(sorting(visit, request, "/search"))</div>\(said)\
            \(list(found.page, visit, "/search"))
            """
        return try show(visit, t("Search", "搜索"), words: request.words, main)
    }

    /// What fits the letters so far, for the list below the search field.
    func suggestions(_ request: Request, _ shop: Shop) throws -> Reply {
        let words = String((request.query["q"] ?? "").prefix(100))
        let t = Language.of(request, fallback: shop.front.settings.language)
        let found = try search(
            shop.merchant, SearchRequest(words, limit: Self.suggestionCount),
            at: request.receivedAt)
        let items = found.page.products.map { view -> JSON in
            let offer = board.best(of: view, at: request.receivedAt).0
            let price = offer.map { Amount.text($0.unitPrice, $0.currency) } ?? ""
            return [
                "name": .string(view.product.name.text(in: t)), "picture": .string(view.picture),
                "url": .string("\(shop.base)/p/\(view.product.slug)"), "price": .string(price),
            ]
        }
        return .json(["items": .array(items)], headers: [.cacheControl: "private, max-age=30"])
    }

    private func request(_ visit: Visit) -> SearchRequest {
        let query = visit.request.query
        return SearchRequest(
            String((query["q"] ?? "").unicodeScalars.prefix(200)),
            sort: query["sort"].flatMap(SearchRequest.Sort.init(rawValue:)) ?? .relevance,
            after: query["after"].flatMap { $0.isEmpty ? nil : $0 }, limit: Self.pageLength)
    }

    private func list(
        _ page: ProductPage, _ visit: Visit, _ path: String
    ) -> HTML {
        let t = visit.t
        guard !page.products.isEmpty else {
            return """
                <div class="empty"><p>\(t("Nothing here fits.", "没有找到合适的商品。"))</p>\
                <p><a class="button" href="\(visit.base)">\(t("Back to the store", "返回首页"))</a>\
                </p></div>
                """
        }
        var more = HTML.empty
        if let next = page.next {
            let query = visit.request.query
            var address = "\(visit.base)\(path)?after=\(Query.encode(next))"
            for name in ["q", "sort"] {
                if let value = query[name] { address += "&\(name)=\(Query.encode(value))" }
            }
            more = """
                <p class="center"><a class="button quiet" rel="next" href="\(address)">\
                \(t("Next page", "下一页"))</a></p>
                """
        }
        return ProductCard(visit: visit, board: board).grid(page.products) + more
    }

    private func sorting(_ visit: Visit, _ request: SearchRequest, _ path: String) -> HTML {
        let t = visit.t
        var choices = [
            (SearchRequest.Sort.newest, t("Newest first", "最新上架")),
            (.priceUp, t("Price: low to high", "价格从低到高")),
            (.priceDown, t("Price: high to low", "价格从高到低")),
        ]
        if !request.words.isEmpty { choices.insert((.relevance, t("Best match", "最佳匹配")), at: 0) }
        let options = choices.map { sort, text -> HTML in
            """
            <option value="\(sort.rawValue)"\
            \(sort == request.sort ? " selected" : HTML.empty)>\(text)</option>
            """
        }
        let words: HTML =
            request.words.isEmpty
            ? .empty : "<input type=\"hidden\" name=\"q\" value=\"\(request.words)\">"
        return """
            <form class="sorting" action="\(visit.base)\(path)">\(words)\
            <label for="sort">\(t("Sort by", "排序"))</label><select id="sort" name="sort" data-send>\
            \(options)</select><button class="quiet" type="submit">\(t("Sort", "确定"))</button>\
            </form>
            """
    }

    /// The way from the first page.
    func trail(_ categories: [Category], _ visit: Visit) -> HTML {
        var items: HTML = "<li><a href=\"\(visit.base)\">\(visit.t("Home", "首页"))</a></li>"
        for category in categories {
            items += """
                <li><a href="\(visit.base)/c/\(category.slug)">\
                \(category.name.text(in: visit.t))</a></li>
                """
        }
        return """
            <nav class="trail" aria-label="\(visit.t("You are here", "当前位置"))">\
            <ol>\(items)</ol></nav>
            """
    }
}
