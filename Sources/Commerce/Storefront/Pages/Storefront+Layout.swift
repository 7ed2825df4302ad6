internal import Catalogue
internal import HTTPTypes
internal import Service

extension Storefront {
    /// A page of the store.
    func show(
        _ visit: Visit, _ title: String, status: Int = 200, words: String = "",
        category: CategoryID? = nil, head: HTML = .empty, description: String = "",
        isPrivate: Bool = false, _ main: HTML
    ) throws -> Reply {
        var layout = Layout(
            visit: visit, assets: assetPaths,
            categories: try services.catalogue.categories(visit.merchant), title: title)
        layout.words = words
        layout.category = category
        layout.head = head
        layout.description = description
        var reply = Reply.html(layout.page(main), status: status)
        if isPrivate { reply.headers[.cacheControl] = "no-store" }
        return reply
    }
}
