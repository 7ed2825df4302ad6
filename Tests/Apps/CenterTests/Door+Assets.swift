extension Door {
    /// What pages load, and documents for everybody.
    static let assets: [Door] = [
        Door("GET /assets/storefront-*.css", "open"),
        Door("GET /assets/storefront-*.js", "open"),
        Door("GET /pictures/{picture}", "404 404 404 404"),
        Door("GET /assets/console-*.css", "open"),
        Door("GET /assets/console-*.js", "open"),
        Door("GET /assets/screen-*.css", "open"),
        Door("GET /assets/screen-*.js", "open"),
        Door("GET /assets/console-*.svg", "open"),
        Door("GET /assets/reference.css", "open"),
        Door("GET /assets/chart.js", "open"),
        Door("GET /_edge/rooms/{room}/draw", "open"),
        Door("GET /openapi.json", "open"),
        Door("GET /problems/{code}", "open"),
        Door("GET /docs", "open"),
        Door("GET /", "open"),
    ]
}
