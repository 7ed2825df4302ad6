internal import Boards
internal import Catalogue
internal import Identity
internal import Primitives
internal import Service

extension Console {
    var productRoutes: [Route] {
        [
            get("/console/products", .catalogueRead) { [self] visit in try products(visit) },
            get("/console/products/new", .catalogueWrite, newProduct),
            post("/console/products/new", .catalogueWrite, page: newProduct) { [self] visit in
                let made = try services.catalogue.createProduct(
                    visit.merchant, try productDraft(visit))
                try audit(visit, "product.make", "product", "\(made.id)")
                return .redirect("/console/products/\(made.id)?done=1")
            },
            get("/console/products/{product}", .catalogueRead) { [self] visit in
                try product(visit)
            },
            post("/console/products/{product}", .catalogueWrite, page: product) { [self] visit in
                let id = ProductID(try visit.number("product"))
                try services.catalogue.updateProduct(
                    visit.merchant, id, expectedVersion: try visit.integer("version"),
                    try productDraft(visit))
                try audit(visit, "product.edit", "product", "\(id)")
                return .redirect("/console/products/\(id)?done=1")
            },
            post("/console/products/{product}/skus", .catalogueWrite, page: product) {
                [self] visit in
                let id = ProductID(try visit.number("product"))
                let sku = try services.catalogue.createSKU(
                    visit.merchant, product: id, try skuDraft(visit))
                try audit(visit, "sku.make", "sku", "\(sku.id)")
                return .redirect("/console/products/\(id)?done=1")
            },
            post("/console/products/{product}/skus/{sku}", .catalogueWrite, page: product) {
                [self] visit in
                let sku = SKUID(try visit.number("sku"))
                try services.catalogue.updateSKU(
                    visit.merchant, sku, expectedVersion: try visit.integer("version"),
                    try skuDraft(visit))
                try audit(visit, "sku.edit", "sku", "\(sku)")
                return .redirect(
                    "/console/products/\(try visit.number("product") as UInt64)?done=1")
            },
        ]
    }

    private func newProduct(_ visit: Visit) throws -> Reply {
        let t = visit.t
        return Frame.page(
            visit, t("New product", "新建商品"),
            Parts.section(t("Product", "商品"), try productForm(visit, nil)))
    }

    /// Writes into the audit log what a form changed.
    func audit(
        _ visit: Visit, _ action: String, _ kind: String, _ subject: String,
        _ summary: JSON = .object([])
    ) throws {
        try services.identity.audit.record(
            visit.author, merchant: visit.merchant, action, kind, subject, summary)
    }

    private static let pageSize = 50

    private func products(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let words = visit.query("q") ?? ""
        let status = visit.query("status").flatMap(ProductStatus.init(rawValue:))
        let category = visit.query("category").flatMap { UInt64($0) }.map { CategoryID($0) }
        let sort = visit.query("sort").flatMap(SearchRequest.Sort.init(rawValue:)) ?? .relevance
        let found = try services.catalogue.search(
            visit.merchant,
            SearchRequest(
                words, category: category, status: status, sort: sort, after: visit.query("after"),
                limit: Self.pageSize))
        let rows = found.page.products.map { view -> [HTML] in row(view, visit) }
        let categories = try services.catalogue.categories(visit.merchant)
        let fields = Fields("/console/products", t)
        let filter = fields.filter(
            fields.text(t("Search", "搜索"), "q", words, type: "search")
                + fields.choice(
                    t("State", "状态"), "status", [("", t("all", "全部"))] + statuses(t),
                    status?.rawValue ?? "")
                + fields.choice(
                    t("Category", "分类"), "category",
                    [("", t("all", "全部"))]
                        + categories.map { ("\($0.id)", indented($0, t)) },
                    category.map { "\($0)" } ?? "")
                + fields.choice(
                    t("Order", "排序"), "sort",
                    [
                        ("relevance", t("best match", "相关度")), ("newest", t("newest", "最新")),
                        ("price", t("price up", "价格升序")), ("-price", t("price down", "价格降序")),
                    ], sort.rawValue))
        var body = filter
        if let corrected = found.corrected {
            body += Parts.notice(t("Showing results for", "已按以下词搜索：") + " “\(corrected)”")
        }
        body += Parts.table(
            t("Products", "商品"),
            [
                .init(""), .init(t("Product", "商品")), .init(t("State", "状态")), .init("SKU"),
                .init(t("Price", "价格"), isNumber: true),
                .init(t("Free stock", "可售库存"), isNumber: true), .init(t("Changed", "更新")),
            ], rows, empty: t("No product matches.", "没有符合条件的商品。"))
        body += Parts.pager(
            "/console/products",
            [
                ("q", words), ("status", status?.rawValue), ("category", category.map { "\($0)" }),
                ("sort", sort.rawValue), ("after", visit.query("after")),
            ], next: found.page.next, t)
        var actions = Parts.action("/console/products.csv", t("Export CSV", "导出 CSV"))
        if visit.may(.catalogueWrite) {
            actions += Parts.action("/console/import", t("Import CSV", "导入 CSV"))
            actions += Parts.action(
                "/console/products/new", t("New product", "新建商品"), isPrimary: true)
        }
        return Frame.page(visit, t("Products", "商品"), actions: actions, body)
    }

    private func row(_ view: ProductView, _ visit: Visit) -> [HTML] {
        let free = view.skus.reduce(Int64(0)) { sum, sku in
            sum + services.boards.stock.pools(of: sku.id).reduce(0) { $0 + $1.free }
        }
        let price = [view.product.priceFrom, view.product.priceTo].compactMap { $0 }
            .map { Words.money($0.amount, $0.currency) }
        let prices = price.first == price.last ? Array(price.prefix(1)) : price
        let codes = view.skus.prefix(2).map(\.code).joined(separator: ", ")
        return [
            Parts.picture(view.picture, ""),
            Parts.link("/console/products/\(view.id)", view.product.name.text(in: visit.t)),
            Words.status(view.product.status, visit.t),
            "<code>\(codes)</code>\(view.skus.count > 2 ? " +\(view.skus.count - 2)" : "")",
            "\(prices.joined(separator: " – "))", "\(Words.grouped(free))",
            Words.time(view.product.updatedAt),
        ]
    }

    func statuses(_ t: Language) -> [(value: String, text: String)] {
        [
            ("draft", t("draft", "草稿")), ("published", t("published", "已上架")),
            ("archived", t("archived", "已归档")),
        ]
    }

    func indented(_ category: Category, _ t: Language) -> String {
        (category.parent == nil ? "" : "— ") + category.name.text(in: t)
    }
}
