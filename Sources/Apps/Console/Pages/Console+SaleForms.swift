internal import Boards
internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

extension Console {
    /// The form of a sale, or of a new one.
    func saleForm(_ visit: Visit, _ sale: Sale?) -> HTML {
        let t = visit.t
        let hour: Int64 = 3_600_000
        let fields = Fields(
            visit, sale.map { "/console/sales/\($0.id)" } ?? "/console/sales/new")
        let next = Timestamp((visit.now.rawValue / hour + 1) * hour)
        let start = sale?.startsAt ?? next
        let end = sale?.endsAt ?? next.adding(milliseconds: hour)
        let name = fields.text(
            t("Name", "名称"), "name", sale?.name.english ?? "", isRequired: true, maximum: 120)
        let chinese = fields.text(
            t("Name in Chinese", "中文名称"), "nameChinese", sale?.name.chinese ?? "", maximum: 120)
        let opens = fields.text(
            t("Opens (UTC)", "开始（UTC）"), "startsAt", Words.local(start), type: "datetime-local",
            isRequired: true)
        let closes = fields.text(
            t("Closes (UTC)", "结束（UTC）"), "endsAt", Words.local(end), type: "datetime-local",
            isRequired: true)
        let limit = fields.text(
            t("Units per buyer", "每人限购件数"), "limitPerBuyer", "\(sale?.limitPerBuyer ?? 0)",
            type: "number", hint: t("0 for no limit.", "0 表示不限。"))
        let picture = fields.text(
            t("Picture", "图片"), "picture", sale?.picture ?? "",
            hint: t("An https address or a path.", "https 地址或路径。"), maximum: 500)
        let text = fields.area(t("Description", "描述"), "text", sale?.text.english ?? "")
        let textChinese = fields.area(
            t("Description in Chinese", "中文描述"), "textChinese", sale?.text.chinese ?? "")
        let version: HTML = sale.map { Fields.hidden("version", "\($0.version)") } ?? .empty
        return fields.form(
            """
            \(version)<div class="grid">\(name)\(chinese)\(opens)\(closes)\(limit)\(picture)</div>\
            \(text)\(textChinese)\(Fields.submit(t("Save", "保存")))
            """)
    }

    /// Reads the form of a sale.
    func saleDraft(_ visit: Visit, _ known: Sale?) throws -> SaleDraft {
        let form = visit.form
        return SaleDraft(
            name: .init(form.trimmed("name"), form.trimmed("nameChinese")),
            text: .init(form.trimmed("text"), form.trimmed("textChinese")),
            picture: form.trimmed("picture"),
            startsAt: try kept(visit, "startsAt", known?.startsAt),
            endsAt: try kept(visit, "endsAt", known?.endsAt),
            limitPerBuyer: try visit.integer("limitPerBuyer", empty: 0),
            currency: known?.currency ?? visit.currency)
    }

    /// A time that a form shows to the minute: one that was not changed keeps its seconds.
    private func kept(_ visit: Visit, _ name: String, _ known: Timestamp?) throws -> Timestamp {
        if let known, Words.local(known) == visit.form.trimmed(name) { return known }
        return try visit.time(name)
    }

    /// The form that puts a SKU into a sale, or changes `known` there.
    func itemForm(_ visit: Visit, _ sale: Sale, _ known: (code: String, item: SaleItem)?) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/sales/\(sale.id)/items")
        let price = known.map { Words.decimal($0.item.unitPrice, sale.currency) } ?? ""
        let limit = known.map { "\($0.item.limitPerBuyer)" } ?? ""
        var body: HTML =
            fields.text(
                t("SKU code", "SKU 编码"), "code", known?.code ?? "", isRequired: true, maximum: 64)
            + fields.text(
                t("Price", "价格") + " (\(sale.currency.code))", "price", price,
                hint: Self.kept(t), maximum: 16)
            + fields.text(
                t("Units per buyer", "每人限购件数"), "limitPerBuyer", limit, type: "number",
                hint: t("0 for no limit.", "0 表示不限。") + " " + Self.kept(t))
        if known == nil || sale.isDraft {
            let stock = known.map { "\($0.item.stock)" } ?? ""
            body += fields.text(
                t("Stock", "库存"), "stock", stock, type: "number", hint: Self.kept(t))
        }
        return fields.form(
            "<div class=\"grid\">\(body)</div>"
                + Fields.submit(known == nil ? t("Put into the sale", "加入活动") : t("Save", "保存"))
                + stockHint(visit, sale, known?.item))
    }

    private static func kept(_ t: Language) -> String {
        t("Of an item that is in the sale already, empty leaves it as it is.", "已在活动中的商品，留空则保持不变。")
    }

    /// Where the stock of an item is changed once buyers may have it.
    private func stockHint(_ visit: Visit, _ sale: Sale, _ item: SaleItem?) -> HTML {
        guard !sale.isDraft, let item else { return .empty }
        let text = visit.t("Give or withdraw its stock", "增加或撤回库存")
        return "<p>\(Parts.link("/console/stock/\(item.sku)", text))</p>"
    }

    /// The item that the address chooses, with the code of its SKU.
    func chosenItem(_ visit: Visit, _ sale: Sale) throws -> (code: String, item: SaleItem)? {
        guard let number = visit.query("item").flatMap({ UInt64($0) }),
            let sku = try services.catalogue.sku(visit.merchant, SKUID(number)),
            let item = try item(sku.id, of: sale)
        else { return nil }
        return (sku.code, item)
    }

    /// An item of a sale; nil where the SKU is not in it.
    private func item(_ sku: SKUID, of sale: Sale) throws -> SaleItem? {
        do {
            return try services.marketing.item(sku, of: sale.id, merchant: sale.merchant)
        } catch let problem as Problem where problem.status == 404 {
            return nil
        }
    }

    /// Puts a SKU into a sale, or changes it there: what is left empty stays as it is.
    func setItem(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let id = SaleID(try visit.number("sale"))
        let sale = try services.marketing.sale(id, of: visit.merchant)
        let code = visit.form.trimmed("code")
        guard let sku = try services.catalogue.sku(visit.merchant, code: code) else {
            throw Problem.field("/code", t("there is no SKU of this code", "没有此编码的 SKU"))
        }
        let known = try item(sku.id, of: sale)
        let typed = visit.form.trimmed("price")
        let price = typed.isEmpty ? known?.unitPrice : Words.amount(typed, sale.currency)
        guard let price else {
            throw Problem.field(
                "/price", t("must be an amount such as 12.50", "必须是金额，例如 12.50"))
        }
        let item = SaleItem(
            sku: sku.id, unitPrice: price,
            limitPerBuyer: try visit.integer("limitPerBuyer", empty: known?.limitPerBuyer ?? 0),
            stock: try visit.integer("stock", empty: known?.stock ?? 0))
        if known == nil {
            try services.marketing.addItem(item, to: id, of: visit.merchant)
        } else {
            try services.marketing.editItem(item, in: id, of: visit.merchant, version: nil)
        }
        try audit(
            visit, "sale.setItem", "sale", "\(id)",
            ["sku": JSON(sku.id.rawValue), "price": .integer(price.rawValue)])
        return .redirect("/console/sales/\(id)?done=1")
    }
}
