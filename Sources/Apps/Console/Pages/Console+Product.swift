internal import Boards
internal import Catalogue
internal import Identity
internal import Primitives
internal import Service

extension Console {
    /// One product: its form, its SKUs.
    func product(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let id = ProductID(try visit.number("product"))
        guard let view = try services.catalogue.product(visit.merchant, id) else {
            throw Problem.notFound("product")
        }
        let main: HTML
        if visit.may(.catalogueWrite) {
            main = try productForm(visit, view)
        } else {
            main = Parts.facts([
                (t("Name", "名称"), "\(view.product.name.text(in: t))"),
                (t("State", "状态"), Words.status(view.product.status, t)),
                (t("Description", "描述"), "\(view.product.draft.description)"),
            ])
        }
        let pictures = view.product.draft.media.map {
            """
            <img src="\($0.url)" alt="\($0.alternative)" width="160" height="160" loading="lazy">
            """
                as HTML
        }
        var body = Parts.section(t("Product", "商品"), main)
        if !pictures.isEmpty {
            body += Parts.section(t("Pictures", "图片"), "<div class=\"pictures\">\(pictures)</div>")
        }
        body += Parts.section("SKU", skuTable(visit, view))
        if visit.may(.catalogueWrite) {
            let fields = Fields(visit, "/console/products/\(id)/skus")
            body += Parts.section(
                t("Add a SKU", "添加 SKU"),
                fields.form(
                    skuFields(visit, fields, nil, view) + Fields.submit(t("Add", "添加"))))
        }
        return Frame.page(visit, view.product.name.text(in: t), body)
    }

    private func skuTable(_ visit: Visit, _ view: ProductView) -> HTML {
        let t = visit.t
        let rows = view.skus.map { sku -> [HTML] in
            let pools = services.boards.stock.pools(of: sku.id)
            let free = pools.reduce(Int64(0)) { $0 + $1.free }
            var edit = HTML.empty
            if visit.may(.catalogueWrite) {
                let fields = Fields(visit, "/console/products/\(view.id)/skus/\(sku.id)")
                let form = fields.form(
                    Fields.hidden("version", "\(sku.version)")
                        + skuFields(visit, fields, sku, view) + Fields.submit(t("Save", "保存")))
                let open: HTML = fields.hasFailed ? " open" : .empty
                edit = """
                    <details\(open)><summary>\(t("Edit", "编辑"))</summary>\(form)</details>
                    """
            }
            return [
                "<code>\(sku.code)</code>", "\(sku.draft.values.joined(separator: " / "))",
                Words.status(sku.draft.status, t),
                "\(Words.money(sku.price.amount, sku.price.currency))",
                Parts.link("/console/stock/\(sku.id)", Words.grouped(free)), edit,
            ]
        }
        return Parts.table(
            "SKU",
            [
                .init(t("Code", "编码")), .init(t("Choice", "规格")), .init(t("State", "状态")),
                .init(t("Price", "价格"), isNumber: true),
                .init(t("Free stock", "可售库存"), isNumber: true), .init(""),
            ], rows, empty: t("No SKU yet: add one below.", "还没有 SKU：请在下方添加。"))
    }

    /// The form of a product, or of a new one.
    func productForm(_ visit: Visit, _ view: ProductView?) throws -> HTML {
        let t = visit.t
        let path = view.map { "/console/products/\($0.id)" } ?? "/console/products/new"
        let fields = Fields(visit, path)
        let draft = view?.product.draft ?? ProductDraft(name: LocalText(""))
        let categories = try services.catalogue.categories(visit.merchant)
        let options = draft.options.map { "\($0.name)=\($0.values.joined(separator: "|"))" }
        let media = draft.media.map {
            $0.alternative.isEmpty ? $0.url : "\($0.url) \($0.alternative)"
        }
        let version: HTML = view.map { Fields.hidden("version", "\($0.product.version)") } ?? .empty
        let words: HTML =
            fields.text(
                t("Name", "名称"), "name", draft.name.english, isRequired: true, maximum: 200)
            + fields.text(
                t("Name in Chinese", "中文名称"), "nameChinese", draft.name.chinese ?? "", maximum: 200)
            + fields.text(
                t("Part of the address", "网址片段"), "slug", draft.slug,
                hint: t("Made from the name when empty.", "留空则由名称生成。"), maximum: 80)
        let place: HTML =
            fields.choice(
                t("State", "状态"), "status", statuses(t), draft.status.rawValue)
            + fields.choice(
                t("Category", "分类"), "category",
                [("", t("none", "无"))] + categories.map { ("\($0.id)", indented($0, t)) },
                draft.category.map { "\($0)" } ?? "")
        let lines: HTML =
            fields.area(
                t("Description", "描述"), "description", draft.description, rows: 6)
            + fields.area(
                t("Options", "选项"), "options", options.joined(separator: "\n"), rows: 3,
                hint: t("One a line: Colour=red|blue", "每行一个：颜色=红|蓝"))
            + fields.area(
                t("Pictures", "图片"), "media", media.joined(separator: "\n"), rows: 3,
                hint: t(
                    "One a line: an https address, a space, what it shows.",
                    "每行一个：https 地址、空格、图片说明。"))
        return fields.form(
            "\(version)<div class=\"grid\">\(words)\(place)</div>\(lines)"
                + Fields.submit(t("Save", "保存")))
    }

    /// Reads the form of a product.
    func productDraft(_ visit: Visit) throws -> ProductDraft {
        let form = visit.form
        let chinese = form.trimmed("nameChinese")
        let options = form.trimmed("options").split(separator: "\n").map { line in
            let parts = line.split(separator: "=", maxSplits: 1)
            let values = (parts.count > 1 ? parts[1] : "").split(separator: "|").map(String.init)
            return ProductOption(String(parts[0]), values)
        }
        let media = form.trimmed("media").split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            return Media(url: parts[0], alternative: parts.count > 1 ? parts[1] : "")
        }
        return ProductDraft(
            slug: form.trimmed("slug"),
            name: LocalText(form.trimmed("name"), chinese: chinese.isEmpty ? nil : chinese),
            description: form.trimmed("description"),
            category: UInt64(form["category"]).map { CategoryID($0) },
            status: ProductStatus(rawValue: form["status"]) ?? .draft, options: options,
            media: media)
    }

    private func skuFields(_ visit: Visit, _ fields: Fields, _ sku: SKU?, _ view: ProductView)
        -> HTML
    {
        let t = visit.t
        let options = view.product.draft.options.enumerated().map { index, option -> HTML in
            let value = sku.flatMap {
                $0.draft.values.indices.contains(index) ? $0.draft.values[index] : nil
            }
            return fields.choice(
                option.name, "value\(index)", option.values.map { ($0, $0) },
                value ?? option.values.first ?? "")
        }
        let currency = (sku?.price.currency ?? visit.currency).code
        let code = fields.text(
            t("Code", "编码"), "code", sku?.code ?? "", isRequired: true, maximum: 64)
        let price = fields.text(
            t("Price", "价格") + " (\(currency))", "price", sku?.price.decimal ?? "",
            isRequired: true,
            maximum: 16)
        let weight = fields.text(
            t("Weight in grams", "重量（克）"), "weight", sku?.draft.weightGrams.map { "\($0)" } ?? "",
            type: "number")
        let barcode = fields.text(
            t("Barcode", "条码"), "barcode", sku?.draft.barcode ?? "", maximum: 64)
        let status = fields.choice(
            t("State", "状态"), "status", statuses(t), sku?.draft.status.rawValue ?? "published")
        return """
            <div class="grid">\(Fields.hidden("currency", currency))\(code)\(options)\(price)\
            \(weight)\(barcode)\(status)</div>
            """
    }

    /// Reads the form of a SKU.
    func skuDraft(_ visit: Visit) throws -> SKUDraft {
        let form = visit.form
        let currency = Currency(code: form["currency"]) ?? visit.currency
        guard let price = Price(decimal: form.trimmed("price"), currency) else {
            throw Problem.field(
                "/price", visit.t("must be an amount such as 12.50", "必须是金额，例如 12.50"))
        }
        var values: [String] = []
        while !form["value\(values.count)"].isEmpty, values.count < CatalogueLimits.options {
            values.append(form["value\(values.count)"])
        }
        let weight: Int64 = try visit.integer("weight", empty: 0)
        let barcode = form.trimmed("barcode")
        return SKUDraft(
            code: form.trimmed("code"), values: values, price: price,
            weightGrams: weight > 0 ? weight : nil, barcode: barcode.isEmpty ? nil : barcode,
            status: ProductStatus(rawValue: form["status"]) ?? .published)
    }
}
