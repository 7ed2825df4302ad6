internal import Catalogue
internal import HTTPTypes
internal import Service

extension Storefront {
    /// Shelves in the header at most.
    private static let shelvesShown = 14

    /// A page of the store.
    func show(
        _ visit: Visit, _ title: String, status: Int = 200, words: String = "",
        category: CategoryID? = nil, head: HTML = .empty, description: String = "",
        isPrivate: Bool = false, _ main: HTML
    ) throws -> Reply {
        var layout = Layout(
            visit: visit, assets: assetPaths, shelves: try shelves(visit, category), title: title)
        layout.words = words
        layout.head = head
        layout.description = description
        var reply = Reply.html(layout.page(main), status: status)
        if isPrivate { reply.headers[.cacheControl] = "no-store" }
        return reply
    }

    /// The links to the shelves, as of this second.
    func shelves(_ visit: Visit, _ category: CategoryID?) throws -> HTML {
        let name = LookUps.Shelf(merchant: visit.merchant, language: visit.t, category: category)
        return try lookUps.shelves.value(name, at: visit.now) {
            let categories = try services.catalogue.categories(visit.merchant)
            let tops = categories.filter { $0.parent == nil }.prefix(Self.shelvesShown)
            guard !tops.isEmpty else { return .empty }
            var items = HTML.empty
            for top in tops {
                let isHere = top.id == category
                items += """
                    <li><a href="\(visit.base)/c/\(top.slug)"\
                    \(isHere ? " aria-current=\"page\"" : HTML.empty)>\
                    \(top.name.text(in: visit.t))</a></li>
                    """
            }
            return """
                <nav class="shelves" aria-label="\(visit.t("Categories", "分类"))">\
                <ul class="wrap">\(items)</ul></nav>
                """
        }
    }
}
