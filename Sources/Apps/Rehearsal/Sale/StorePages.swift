internal import Foundation
internal import Service

/// Where visitors of a store go: found as they find it, by its links.
struct StorePages {
    let client: WebClient
    /// The store's name in addresses.
    let handle: String

    private var home: String { "/shop/" + handle }

    /// Paths of the store's home page and of products, categories and searches.
    func all() throws(RehearsalError) -> [String] {
        let answer = try client.ask("GET", home)
        let text = String(decoding: answer.body, as: UTF8.self)
        var paths: Set<String> = []
        for part in text.components(separatedBy: "href=\"").dropFirst() {
            let path = String(part.prefix { $0 != "\"" })
            if path.hasPrefix(home + "/p/") || path.hasPrefix(home + "/c/") { paths.insert(path) }
        }
        let searches = ["heart", "christmas", "lunch+bag", "tea"].map { home + "/search?q=" + $0 }
        // The home page is what most people open.
        return Array(repeating: home, count: 10) + paths.sorted() + searches
    }

    /// The page of a SKU's product.
    func page(of sku: UInt64) throws(RehearsalError) -> String {
        let product = try client.json("GET", "/v1/skus/\(sku)")["product"]?.integer ?? 0
        let slug = try client.json("GET", "/v1/products/\(product)")["slug"]?.string ?? ""
        return home + "/p/" + slug
    }
}
