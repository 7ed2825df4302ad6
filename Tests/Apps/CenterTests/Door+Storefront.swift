extension Door {
    /// The buyers' pages.
    static let storefront: [Door] = [
        Door("GET /shop/{merchant}/theme.css", "open"),
        Door("GET /shop/{merchant}/icon.svg", "open"),
        Door("GET /shop/{merchant}/suggest", "open"),
        Door("GET /shop/{merchant}/sale/{sale}/stock.json", "open"),
        Door("GET /shop/{merchant}", "open"),
        Door("GET /shop/{merchant}/c/{category}", "open", at: "/shop/{merchant}/c/{shelf}"),
        Door("GET /shop/{merchant}/search", "open"),
        Door("GET /shop/{merchant}/p/{product}", "open", at: "/shop/{merchant}/p/{slug}"),
        Door("GET /shop/{merchant}/sale/{sale}", "open"),
        Door("GET /shop/{merchant}/cart", "open"),
        Door("POST /shop/{merchant}/cart/add", "open"),
        Door("POST /shop/{merchant}/cart/set", "open"),
        Door("GET /shop/{merchant}/sign-in", "200 200 303 200"),
        Door("POST /shop/{merchant}/sign-in", "401 401 401 401"),
        Door("GET /shop/{merchant}/sign-up", "open"),
        Door("POST /shop/{merchant}/sign-up", "422 422 422 422"),
        Door("POST /shop/{merchant}/sign-out", "open"),
        Door("GET /shop/{merchant}/checkout", "in in 200 in"),
        Door("POST /shop/{merchant}/checkout", "in in 403 in"),
        Door("GET /shop/{merchant}/account", "in in 200 in"),
        Door("POST /shop/{merchant}/account/addresses", "in in 422 in"),
        Door("POST /shop/{merchant}/account/addresses/remove", "in in 404 in"),
        Door("GET /shop/{merchant}/orders/{order}", "in in 404 in"),
        Door("POST /shop/{merchant}/orders/{order}/pay", "in in 404 in"),
        Door("POST /shop/{merchant}/orders/{order}/cancel", "in in 404 in"),
        Door("POST /shop/{merchant}/orders/{order}/address", "in in 404 in"),
        Door("GET /shop/{merchant}/orders/{order}/return", "in in 404 in"),

        // The draft of the home page is for the store's own staff.
        Door("GET /shop/{merchant}", "404", query: "?preview"),
    ]
}
