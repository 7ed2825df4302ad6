internal import Boards
internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service
internal import Synchronization

extension Console {
    var stockRoutes: [Route] {
        [
            get("/console/stock", .stockRead) { [self] visit in try stock(visit) },
            get("/console/stock/{sku}", .stockRead, skuStock),
            post("/console/stock/{sku}", .stockWrite, page: skuStock) { [self] visit in
                try changeStock(visit)
            },
            post("/console/stock/{sku}/count", .stockWrite, page: skuStock) { [self] visit in
                let sku = SKUID(try visit.number("sku"))
                try services.catalogue.setStock(
                    visit.merchant, warehouse: WarehouseID(try visit.integer("warehouse")),
                    sku: sku, quantity: try visit.integer("quantity"))
                try audit(
                    visit, "stock.count", "sku", "\(sku)",
                    [
                        "warehouse": .integer(try visit.integer("warehouse")),
                        "quantity": .integer(try visit.integer("quantity")),
                    ])
                return .redirect("/console/stock/\(sku)?done=1")
            },
            post("/console/stock/{sku}/move", .stockWrite, page: skuStock) { [self] visit in
                try moveStock(visit)
            },
            post("/console/stock/{sku}/sell", .salesWrite, page: skuStock) { [self] visit in
                try sellEveryDay(visit)
            },
            post("/console/warehouses", .stockWrite, page: stock) { [self] visit in
                let made = try services.catalogue.createWarehouse(
                    visit.merchant, name: visit.form.trimmed("name"))
                try audit(visit, "warehouse.make", "warehouse", "\(made.id)")
                return .redirect("/console/stock?done=1")
            },
        ]
    }

    private static let stockPage = 50

    private func stock(_ visit: Visit) throws -> Reply {
        let t = visit.t
        if let code = visit.query("code") {
            guard let sku = try services.catalogue.sku(visit.merchant, code: code) else {
                throw Problem.notFound("SKU")
            }
            return .redirect("/console/stock/\(sku.id)")
        }
        let everyday = try services.marketing.everydaySale(of: visit.merchant)?.id
        let sales = try salesOf(visit.merchant).filter { !$0.isDraft }
        let chosen = visit.query("sale").flatMap { UInt32($0) }.map { SaleID($0) } ?? everyday
        let isOwn = chosen == everyday || sales.contains { $0.id == chosen }
        let after = visit.query("after").flatMap { UInt32($0) } ?? 0
        let pools = isOwn
            ? chosen.map {
                services.boards.stock.pools(of: $0, after: after, limit: Self.stockPage)
            } ?? [] : []
        let rows = pools.map { pool -> [HTML] in
            let name = feed.names.name(of: pool.sku, merchant: visit.merchant, in: t) ?? "–"
            return [
                Parts.link("/console/stock/\(pool.sku)", name),
                "\(Words.money(pool.unitPrice, pool.currency))", "\(Words.grouped(pool.given))",
                "\(Words.grouped(pool.held))", "\(Words.grouped(pool.sold))",
                "<strong>\(Words.grouped(pool.free))</strong>",
            ]
        }
        var choices = sales.map { (value: "\($0.id)", text: $0.name[t]) }
        if let everyday {
            choices.insert(("\(everyday)", t("everyday selling", "日常销售")), at: 0)
        }
        let fields = Fields("/console/stock", t)
        let filter = fields.filter(
            fields.choice(t("Pool", "库存池"), "sale", choices, chosen.map { "\($0)" } ?? "")
                + fields.text(t("SKU code", "SKU 编码"), "code", type: "search"))
        let next = pools.count == Self.stockPage ? pools.last.map { "\($0.pool)" } : nil
        let table = Parts.table(
            t("Stock", "库存"),
            [
                .init("SKU"), .init(t("Price", "价格"), isNumber: true),
                .init(t("Given", "总量"), isNumber: true), .init(t("Held", "占用"), isNumber: true),
                .init(t("Sold", "已售"), isNumber: true), .init(t("Free", "可售"), isNumber: true),
            ], rows, empty: t("No stock in this pool yet.", "该库存池暂无库存。"))
        let pager = Parts.pager(
            "/console/stock", [("sale", chosen.map { "\($0)" }), ("after", visit.query("after"))],
            next: next, t)
        return Frame.page(
            visit, t("Stock", "库存"), filter + table + pager + (try warehouses(visit)))
    }

    private func warehouses(_ visit: Visit) throws -> HTML {
        let t = visit.t
        let all = try services.catalogue.warehouses(visit.merchant)
        let items = all.map { "<li>\($0.name)</li>" as HTML }
        var body: HTML = items.isEmpty
            ? "<p class=\"empty\">\(t("No warehouse yet.", "还没有仓库。"))</p>" : "<ul>\(items)</ul>"
        if visit.may(.stockWrite) {
            let fields = Fields(visit, "/console/warehouses")
            body += fields.form(
                fields.text(t("New warehouse", "新仓库"), "name", isRequired: true, maximum: 200)
                    + Fields.submit(t("Add", "添加"), ""))
        }
        return Parts.section(t("Warehouses", "仓库"), body)
    }

    private func skuStock(_ visit: Visit) throws -> Reply { try skuStock(visit, notice: .empty) }

    private func skuStock(_ visit: Visit, notice: HTML) throws -> Reply {
        let t = visit.t
        let id = SKUID(try visit.number("sku"))
        guard let sku = try services.catalogue.sku(visit.merchant, id) else {
            throw Problem.notFound("SKU")
        }
        let pools = services.boards.stock.pools(of: id).filter { $0.merchant == visit.merchant }
        let everyday = try services.marketing.everydaySale(of: visit.merchant)?.id
        let sales = try salesOf(visit.merchant)
        let rows = pools.map { pool -> [HTML] in
            let name = pool.sale == everyday
                ? t("everyday selling", "日常销售")
                : sales.first { $0.id == pool.sale }?.name[t] ?? "\(pool.sale)"
            return [
                "\(name)", "\(Words.money(pool.unitPrice, pool.currency))",
                "\(Words.grouped(pool.given))", "\(Words.grouped(pool.held))",
                "\(Words.grouped(pool.sold))", "<strong>\(Words.grouped(pool.free))</strong>",
                visit.may(.stockWrite) ? stockForm(visit, id, pool.sale) : .empty,
            ]
        }
        let table = Parts.table(
            t("By pool", "按库存池"),
            [
                .init(t("Pool", "库存池")), .init(t("Price", "价格"), isNumber: true),
                .init(t("Given", "总量"), isNumber: true), .init(t("Held", "占用"), isNumber: true),
                .init(t("Sold", "已售"), isNumber: true), .init(t("Free", "可售"), isNumber: true),
                .init(t("Give or withdraw", "增加或撤回")),
            ], rows, empty: t("In no pool yet.", "尚不在任何库存池中。"))
        let isSold = pools.contains { $0.sale == everyday }
        let offer = isSold || !visit.may(.salesWrite) ? .empty : everydayForm(visit, id)
        let body = notice + Parts.section(t("By pool", "按库存池"), table + offer)
            + (try counts(visit, id))
        let name = feed.names.name(of: id, merchant: visit.merchant, in: t) ?? sku.code
        return Frame.page(
            visit, name,
            actions: Parts.action("/console/products/\(sku.product)", t("Product", "商品")), body)
    }

    private func everydayForm(_ visit: Visit, _ sku: SKUID) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/stock/\(sku)/sell")
        return fields.form(
            fields.small(t("Units for everyday selling", "日常销售件数"), "units")
                + Fields.submit(t("Sell every day", "日常销售"), ""), isInline: true)
    }

    /// Puts a SKU into everyday selling, at the catalogue's price.
    private func sellEveryDay(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let id = SKUID(try visit.number("sku"))
        guard let sku = try services.catalogue.sku(visit.merchant, id) else {
            throw Problem.notFound("SKU")
        }
        let units: Int64 = try visit.integer("units")
        guard (1...CatalogueLimits.quantity).contains(units) else {
            throw Problem.field("/units", t("must be 1 or more", "必须大于等于 1"))
        }
        let everyday = try services.marketing.everydaySale(
            of: visit.merchant, currency: sku.price.currency)
        let isSold = services.boards.stock.pool(sale: everyday.id, sku: id) != nil
        guard !isSold, everyday.currency == sku.price.currency else {
            throw Problem(
                409, isSold ? "sold_already" : "currency_mismatch",
                isSold
                    ? t(
                        "It is sold every day already: give or withdraw stock.",
                        "已在日常销售中，请增加或撤回库存。")
                    : t("Everyday selling has another currency.", "日常销售使用其他货币。"))
        }
        try services.marketing.sell(id, price: sku.price.amount, stock: units, of: visit.merchant)
        try audit(visit, "stock.sell", "sku", "\(id)", ["units": .integer(units)])
        _ = services.boards.waitForTail(atMost: 500_000_000)
        return .redirect("/console/stock/\(id)?done=1")
    }

    private func stockForm(_ visit: Visit, _ sku: SKUID, _ sale: SaleID) -> HTML {
        let t = visit.t
        let reference = services.reference()
        let fields = Fields(visit, "/console/stock/\(sku)", [("sale", "\(sale)")])
        return fields.form(
            """
            \(Fields.hidden("reference", "\(reference)"))\
            \(fields.small(t("Units", "件数"), "units"))\
            <button name="change" value="give">\(t("Give", "增加"))</button>\
            <button name="change" value="withdraw">\(t("Withdraw", "撤回"))</button>
            """, isInline: true)
    }

    private func changeStock(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let sku = SKUID(try visit.number("sku"))
        let units: Int64 = try visit.integer("units")
        guard let reference = Reference(hexadecimal: visit.form["reference"]) else {
            throw Problem.field("/reference", t("load the page again", "请重新加载页面"))
        }
        guard (1...CatalogueLimits.quantity).contains(units) else {
            throw Problem.field("/units", t("must be 1 or more", "必须大于等于 1"))
        }
        let sale = SaleID(try visit.integer("sale"))
        let delta = visit.form["change"] == "withdraw" ? -units : units
        // A form that is sent twice changes the stock once.
        guard sent.withLock({ $0.remember(reference) }) else {
            return try skuStock(
                visit, notice: Parts.notice(t("This was done before.", "此操作已执行过。")))
        }
        try services.marketing.changeStock(delta, of: sku, in: sale, merchant: visit.merchant)
        try audit(
            visit, "stock.change", "sku", "\(sku)",
            ["sale": JSON(sale.rawValue), "delta": .integer(delta)])
        _ = services.boards.waitForTail(atMost: 500_000_000)
        let free = services.boards.stock.pool(sale: sale, sku: sku)?.free ?? 0
        let text = t("Done: the pool now has \(free) free.", "完成：该库存池现有 \(free) 件可售。")
        return try skuStock(visit, notice: Parts.notice(text))
    }

    private func counts(_ visit: Visit, _ sku: SKUID) throws -> HTML {
        let t = visit.t
        let known = try services.catalogue.stock(visit.merchant, sku: sku)
        let places = try services.catalogue.warehouses(visit.merchant)
        let rows = places.map { warehouse -> [HTML] in
            let count = known.first { $0.warehouse == warehouse.id }
            let fields = Fields(
                visit, "/console/stock/\(sku)/count", [("warehouse", "\(warehouse.id)")])
            let form: HTML = visit.may(.stockWrite)
                ? fields.form(
                    fields.small(t("Counted", "盘点数"), "quantity", "\(count?.quantity ?? 0)")
                        + Fields.submit(t("Set", "设置"), ""), isInline: true) : .empty
            return [
                "\(warehouse.name)", "\(Words.grouped(count?.quantity ?? 0))",
                Words.time(count?.updatedAt), form,
            ]
        }
        let table = Parts.table(
            t("By warehouse", "按仓库"),
            [
                .init(t("Warehouse", "仓库")), .init(t("Counted", "盘点数"), isNumber: true),
                .init(t("When", "时间")), .init(t("Count anew", "重新盘点")),
            ], rows, empty: t("No warehouse yet.", "还没有仓库。"))
        let form = visit.may(.stockWrite) && !places.isEmpty
            ? movementForm(visit, sku, places) : .empty
        return Parts.section(t("By warehouse", "按仓库"), table + form)
            + (try stockHistory(visit, sku, places))
    }
}
