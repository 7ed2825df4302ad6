internal import Catalogue
internal import HTTPTypes
internal import Service

extension Storefront {
    private static let forGood = "public, max-age=31536000, immutable"

    /// Where the assets are.
    var assetPaths: AssetPaths { AssetPaths.current }

    /// The stylesheet, the script, and the pictures that are drawn for products.
    var assets: [Route] {
        [
            Self.asset(assetPaths.style, "text/css; charset=utf-8", StorefrontStyle.text),
            Self.asset(assetPaths.script, "text/javascript; charset=utf-8", StorefrontScript.text),
            Route(.get, "/pictures/{picture}") { [services] request in
                let part = request.parameters["picture"] ?? ""
                guard let picture = try services.catalogue.picture(inPath: part) else {
                    throw Problem.notFound("picture")
                }
                var reply = Reply.text(picture, type: "image/svg+xml")
                reply.headers[.cacheControl] = "public, max-age=86400"
                return reply
            },
        ]
    }

    private static func asset(_ path: String, _ type: String, _ text: String) -> Route {
        let reply = Reply(
            200, headers: [.contentType: type, .cacheControl: forGood], body: Array(text.utf8))
        return Route(.get, path) { _ in reply }
    }

    /// The store's colours.
    func theme(_ request: Request, _ shop: Shop) -> Reply {
        var reply = Reply.text(
            ThemeStyle.text(shop.front.settings.theme), type: "text/css; charset=utf-8")
        let isCurrent = request.query["v"] == "\(shop.front.version)"
        reply.headers[.cacheControl] = isCurrent ? Self.forGood : "no-cache"
        return reply
    }

    /// The store's mark in a browser's tab: its first letter in its colour.
    func icon(_ request: Request, _ shop: Shop) -> Reply {
        let colour = shop.front.settings.theme.primary
        let letter: HTML = "\(String(shop.name.prefix(1)).uppercased())"
        var reply = Reply.text(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
            <rect width="32" height="32" rx="8" fill="\(colour)"/>\
            <text x="16" y="22.5" font-family="sans-serif" font-size="18" font-weight="700" \
            text-anchor="middle" fill="\(colour.readableText)">\(letter.text)</text></svg>
            """, type: "image/svg+xml")
        reply.headers[.cacheControl] = "public, max-age=3600"
        return reply
    }
}
