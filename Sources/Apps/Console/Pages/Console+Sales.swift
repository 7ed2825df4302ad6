internal import Boards
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

extension Console {
    var saleRoutes: [Route] {
        [
            get("/console/sales", .salesRead) { [self] visit in try sales(visit) },
            get("/console/sales/new", .salesWrite, newSale),
            post("/console/sales/new", .salesWrite, page: newSale) { [self] visit in
                let sale = try services.marketing.createSale(
                    try saleDraft(visit, nil), of: visit.merchant)
                try audit(visit, "sale.make", "sale", "\(sale.id)")
                return .redirect("/console/sales/\(sale.id)?done=1")
            },
            get("/console/sales/{sale}", .salesRead) { [self] visit in try sale(visit) },
            post("/console/sales/{sale}", .salesWrite, page: sale) { [self] visit in
                let id = SaleID(try visit.number("sale"))
                let known = try services.marketing.sale(id, of: visit.merchant)
                try services.marketing.editSale(
                    id, of: visit.merchant, version: try visit.integer("version"),
                    try saleDraft(visit, known))
                try audit(visit, "sale.edit", "sale", "\(id)")
                return .redirect("/console/sales/\(id)?done=1")
            },
            saleAction("schedule") { try $0.schedule($1, of: $2) },
            saleAction("close") { try $0.closeSale($1, of: $2) },
            post("/console/sales/{sale}/delete", .salesWrite, page: sale) { [self] visit in
                let id = SaleID(try visit.number("sale"))
                try services.marketing.deleteSale(id, of: visit.merchant)
                try audit(visit, "sale.delete", "sale", "\(id)")
                return .redirect("/console/sales?done=1")
            },
            post("/console/sales/{sale}/items", .salesWrite, page: sale) { [self] visit in
                try setItem(visit)
            },
            post("/console/sales/{sale}/items/{sku}/remove", .salesWrite, page: sale) {
                [self] visit in
                let id = SaleID(try visit.number("sale"))
                let sku = SKUID(try visit.number("sku"))
                try services.marketing.removeItem(sku, from: id, of: visit.merchant)
                try audit(visit, "sale.removeItem", "sale", "\(id)", ["sku": JSON(sku.rawValue)])
                return .redirect("/console/sales/\(id)?done=1")
            },
        ]
    }

    /// A merchant's sales but everyday selling, the newest first.
    func salesOf(_ merchant: MerchantID) throws -> [Sale] {
        try services.marketing.sales(of: merchant, limit: 100).filter { !$0.isEveryday }
    }

    private func saleAction(
        _ name: String, _ act: @escaping @Sendable (Marketing, SaleID, MerchantID) throws -> Sale
    ) -> Route {
        post("/console/sales/{sale}/\(name)", .salesWrite, page: sale) { [self] visit in
            let id = SaleID(try visit.number("sale"))
            _ = try act(services.marketing, id, visit.merchant)
            try audit(visit, "sale.\(name)", "sale", "\(id)")
            return .redirect("/console/sales/\(id)?done=1")
        }
    }

    private func newSale(_ visit: Visit) -> Reply {
        let t = visit.t
        return Frame.page(
            visit, t("New sale", "新建活动"),
            Parts.section(t("Sale", "活动"), saleForm(visit, nil)))
    }

    private func sales(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let all = try salesOf(visit.merchant)
        let rows = all.map { sale -> [HTML] in
            let stock = services.boards.stock.total(of: sale.id)
            return [
                Parts.link("/console/sales/\(sale.id)", sale.name[t]),
                Words.status(sale.state(at: visit.now), t), Words.time(sale.startsAt),
                Words.time(sale.endsAt), "\(Words.grouped(stock.sold))",
                "\(Words.grouped(stock.free))",
            ]
        }
        let table = Parts.table(
            t("Sales", "活动"),
            [
                .init(t("Sale", "活动")), .init(t("State", "状态")), .init(t("Opens", "开始")),
                .init(t("Closes", "结束")), .init(t("Sold", "已售"), isNumber: true),
                .init(t("Free", "可售"), isNumber: true),
            ], rows, empty: t("No sale yet.", "还没有活动。"))
        let actions: HTML =
            visit.may(.salesWrite)
            ? Parts.action("/console/sales/new", t("New sale", "新建活动"), isPrimary: true) : .empty
        let calendar = try SaleCalendar(visit, services.marketing).html
        return Frame.page(visit, t("Sales", "活动"), actions: actions, calendar + table)
    }

    private func sale(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let sale = try services.marketing.sale(
            SaleID(try visit.number("sale")), of: visit.merchant)
        let state = sale.state(at: visit.now)
        let stock = services.boards.stock.total(of: sale.id)
        var body = Parts.facts([
            (t("State", "状态"), Words.status(state, t)),
            (t("Opens", "开始"), Words.time(sale.startsAt)),
            (t("Closes", "结束"), Words.time(sale.endsAt)),
            (t("Sold", "已售"), "\(Words.grouped(stock.sold))"),
            (t("Held", "占用"), "\(Words.grouped(stock.held))"),
            (t("Free", "可售"), "\(Words.grouped(stock.free))"),
        ])
        if visit.may(.salesWrite), state != .closed {
            body += Parts.section(t("Sale", "活动"), saleForm(visit, sale))
        }
        body += Parts.section(t("Items", "商品"), try itemTable(visit, sale))
        if visit.may(.salesWrite), state != .closed {
            let chosen = try chosenItem(visit, sale)
            let title =
                chosen == nil
                ? t("Add or change an item", "添加或修改商品") : t("Change an item", "修改商品")
            body +=
                "<div id=\"item\">"
                + Parts.section(title, itemForm(visit, sale, chosen)) + "</div>"
        }
        return Frame.page(visit, sale.name[t], actions: saleButtons(visit, sale, state), body)
    }

    private func saleButtons(_ visit: Visit, _ sale: Sale, _ state: SaleState) -> HTML {
        let t = visit.t
        guard visit.may(.salesWrite) else { return .empty }
        let path = "/console/sales/\(sale.id)"
        switch state {
        case .draft:
            return Fields.button(visit, path + "/delete", t("Delete draft", "删除草稿"), "danger")
                + Fields.button(visit, path + "/schedule", t("Schedule", "排期"), "primary")
        case .scheduled, .open:
            return Fields.button(
                visit, path + "/close", t("Close now", "立即结束"), "danger",
                confirm: t("End this sale now?", "确定立即结束此活动？"))
        case .closed:
            let replay = Parts.address(
                "/screen",
                [("from", sale.startsAt.rfc3339), ("to", sale.endsAt.rfc3339), ("speed", "10")])
            return visit.may(.statisticsRead)
                ? Parts.action(replay, t("Replay on the big screen", "大屏回放")) : .empty
        }
    }

    private func itemTable(_ visit: Visit, _ sale: Sale) throws -> HTML {
        let t = visit.t
        var items: [SaleItem] = []
        repeat {
            let page = try services.marketing.items(
                of: sale.id, merchant: visit.merchant, after: items.last?.sku, limit: 100)
            items += page
            if page.count < 100 { break }
        } while items.count < 500
        let rows = items.map { item -> [HTML] in
            let pool = services.boards.stock.pool(sale: sale.id, sku: item.sku)
            let name = feed.names.name(of: item.sku, merchant: visit.merchant, in: t)
            var acts = HTML.empty
            if visit.may(.salesWrite), sale.state(at: visit.now) != .closed {
                acts += Parts.action(
                    "/console/sales/\(sale.id)?item=\(item.sku)#item", t("Change", "修改"))
            }
            if visit.may(.salesWrite), sale.isDraft {
                acts +=
                    " "
                    + Fields.button(
                        visit, "/console/sales/\(sale.id)/items/\(item.sku)/remove",
                        t("Remove", "移除"),
                        "quiet")
            }
            return [
                Parts.link("/console/stock/\(item.sku)", name ?? "\(item.sku)"),
                "\(Words.money(item.unitPrice, sale.currency))",
                "\(item.limitPerBuyer == 0 ? "–" : "\(item.limitPerBuyer)")",
                "\(Words.grouped(pool?.given ?? item.stock))", "\(Words.grouped(pool?.sold ?? 0))",
                "\(Words.grouped(pool?.free ?? item.stock))", acts,
            ]
        }
        return Parts.table(
            t("Items", "商品"),
            [
                .init("SKU"), .init(t("Price", "价格"), isNumber: true),
                .init(t("Per buyer", "每人限购"), isNumber: true),
                .init(t("Given", "总量"), isNumber: true), .init(t("Sold", "已售"), isNumber: true),
                .init(t("Free", "可售"), isNumber: true), .init(""),
            ], rows, empty: t("Nothing is in this sale yet.", "此活动还没有商品。"))
    }
}
