internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

extension Console {
    var storeRoutes: [Route] {
        [
            get("/console/store", .storeWrite) { [self] visit in try store(visit) },
            post("/console/store", .storeWrite, page: store) { [self] visit in
                let front = try front(visit)
                try services.catalogue.updateStoreFront(
                    visit.merchant, expectedVersion: try visit.integer("version"),
                    try settings(visit, front.settings))
                try audit(visit, "store.edit", "store", front.settings.handle)
                return .redirect("/console/store?done=1")
            },
            post("/console/store/blocks", .storeWrite, page: store) { [self] visit in
                try changeBlocks(visit)
            },
            post("/console/store/publish", .storeWrite, page: store) { [self] visit in
                try services.catalogue.publishBlocks(
                    visit.merchant, expectedVersion: try visit.integer("version"))
                try audit(visit, "store.publish", "store", "\(visit.merchant)")
                return .redirect("/console/store?done=1")
            },
        ]
    }

    private func front(_ visit: Visit) throws -> StoreFront {
        guard let front = try services.catalogue.storeFront(visit.merchant) else {
            throw Problem.notFound("store")
        }
        return front
    }

    private func store(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let front = try front(visit)
        let settings = front.settings
        let theme = settings.theme
        let fields = Fields(visit, "/console/store")
        let name = fields.text(
            t("Name", "名称"), "name", settings.name, isRequired: true, maximum: 200)
        let handle = fields.text(
            t("Part of the address", "网址片段"), "handle", settings.handle, isRequired: true,
            maximum: 80)
        let logo = fields.text(
            t("Logo", "标志"), "logo", settings.logo ?? "",
            hint: t("An https address or a path.", "https 地址或路径。"))
        let colours = [
            fields.text(t("Main colour", "主色"), "primary", "\(theme.primary)", type: "color"),
            fields.text(t("Accent", "强调色"), "accent", "\(theme.accent)", type: "color"),
            fields.text(t("Background", "背景色"), "background", "\(theme.background)", type: "color"),
        ]
        let language = fields.choice(
            t("Language", "默认语言"), "language", Language.allCases.map { ($0.rawValue, $0.name) },
            settings.language.rawValue)
        let form = fields.form(
            """
            \(Fields.hidden("version", "\(front.version)"))<div class="grid">\(name)\(handle)\
            \(logo)\
            \(language)\(colours)</div>\(Fields.submit(t("Save", "保存")))
            """)
        let actions =
            Parts.action(
                "/shop/\(settings.handle)?preview=1", t("Preview the draft", "预览草稿"))
            + Parts.action("/shop/\(settings.handle)", t("Open the store", "打开店铺"))
        return Frame.page(
            visit, t("Storefront", "店铺装修"), actions: actions,
            Parts.section(t("Look", "外观"), form) + (try blocks(visit, front)))
    }

    private func settings(_ visit: Visit, _ known: StoreSettings) throws -> StoreSettings {
        let form = visit.form
        func colour(_ name: String) throws -> Colour {
            guard let colour = Colour(form[name]) else {
                throw Problem.field("/" + name, visit.t("must be a colour", "必须是颜色"))
            }
            return colour
        }
        let logo = form.trimmed("logo")
        return StoreSettings(
            handle: form.trimmed("handle"), name: form.trimmed("name"),
            logo: logo.isEmpty ? nil : logo,
            theme: Theme(
                primary: try colour("primary"), accent: try colour("accent"),
                background: try colour("background")),
            language: Language(rawValue: form["language"]) ?? known.language)
    }

    private func blocks(_ visit: Visit, _ front: StoreFront) throws -> HTML {
        let t = visit.t
        let count = front.draftBlocks.count
        let rows = try front.draftBlocks.enumerated().map { index, block -> [HTML] in
            func button(_ act: String, _ text: String, _ type: String) -> HTML {
                Fields.button(
                    visit, "/console/store/blocks", text, type,
                    [("act", act), ("index", "\(index)"), ("version", "\(front.version)")])
            }
            var buttons = HTML.empty
            if index > 0 { buttons += button("up", t("Up", "上移"), "") }
            if index < count - 1 { buttons += button("down", t("Down", "下移"), "") }
            buttons += button("remove", t("Remove", "移除"), "quiet")
            let (kind, text) = try describe(block, visit)
            return ["\(index + 1)", Parts.badge(kind, .news), "\(text)", buttons]
        }
        let table = Parts.table(
            t("Home page", "首页"),
            [.init("#"), .init(t("Block", "模块")), .init(t("Shows", "内容")), .init("")], rows,
            empty: t(
                "Buyers see a greeting and the newest goods until you arrange blocks of your own.",
                "尚未布置：买家会看到欢迎横幅和最新商品。"))
        let state =
            front.draftBlocks == front.blocks
            ? Parts.badge(t("published", "已发布"), .good)
            : Parts.badge(t("draft differs from what buyers see", "草稿与线上不同"), .waiting)
        let publish = front.draftBlocks == front.blocks
            ? HTML.empty
            : Fields.button(
                visit, "/console/store/publish", t("Publish", "发布"), "primary",
                [("version", "\(front.version)")])
        return Parts.section(
            t("Home page", "首页"), "<p>\(state)</p>" + table + (try addBlock(visit, front)), publish)
    }

    private func describe(_ block: Block, _ visit: Visit) throws -> (kind: String, text: String) {
        let t = visit.t
        switch block {
        case .hero(let title, let text, _):
            return (t("greeting", "横幅"), "\(title) — \(text)")
        case .products(let title, let source, let count):
            switch source {
            case .query(let query):
                return (t("products", "商品"), "\(title): “\(query)” × \(count)")
            case .category(let id):
                let shelf = try services.catalogue.category(visit.merchant, id)
                let name = shelf?.name.text(in: t) ?? "#\(id)"
                return (t("products", "商品"), "\(title): \(name) × \(count)")
            case .newest:
                return (t("products", "商品"), "\(title): " + t("newest", "最新") + " × \(count)")
            }
        case .sale(let id):
            let sale = try? services.marketing.sale(id, of: visit.merchant)
            return (t("sale", "活动"), sale?.name[t] ?? "#\(id)")
        case .text(let text): return (t("text", "文字"), String(text.prefix(120)))
        }
    }

    private func addBlock(_ visit: Visit, _ front: StoreFront) throws -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/store/blocks", [("act", "add")])
        let kind = fields.choice(
            t("Block", "模块"), "kind",
            [
                ("hero", t("greeting", "横幅")), ("products", t("products", "商品")),
                ("sale", t("sale", "活动")), ("text", t("text", "文字")),
            ], "products")
        let title = fields.text(t("Title", "标题"), "title", maximum: 200)
        let text = fields.area(t("Text", "文字"), "text", "", rows: 2)
        let query = fields.text(
            t("Search words", "搜索词"), "query",
            hint: t("For products; empty for the newest.", "商品模块使用；留空为最新商品。"), maximum: 200)
        let count = fields.text(t("How many", "数量"), "count", "8", type: "number")
        let sales = try salesOf(visit.merchant).map { (value: "\($0.id)", text: $0.name[t]) }
        let sale = fields.choice(
            t("Sale", "活动"), "sale", [(value: "", text: "–")] + sales, "")
        let link = fields.text(t("Link", "链接"), "link")
        let form = fields.form(
            """
            \(Fields.hidden("version", "\(front.version)"))\
            <div class="grid">\(kind)\(title)\(query)\(count)\(sale)\(link)</div>\(text)\
            \(Fields.submit(t("Add", "添加")))
            """)
        let open: HTML = fields.hasFailed ? " open" : .empty
        return "<details\(open)><summary>\(t("Add a block", "添加模块"))</summary>\(form)</details>"
    }

    private func changeBlocks(_ visit: Visit) throws -> Reply {
        var blocks = try front(visit).draftBlocks
        let index: Int = try visit.integer("index", empty: 0)
        switch visit.form["act"] {
        case "up" where index > 0 && index < blocks.count: blocks.swapAt(index, index - 1)
        case "down" where index >= 0 && index < blocks.count - 1: blocks.swapAt(index, index + 1)
        case "remove" where blocks.indices.contains(index): blocks.remove(at: index)
        case "add": blocks.append(try newBlock(visit))
        default: throw Problem.field("/act", visit.t("load the page again", "请重新加载页面"))
        }
        try services.catalogue.updateDraftBlocks(
            visit.merchant, expectedVersion: try visit.integer("version"), blocks)
        try audit(visit, "store.blocks", "store", "\(visit.merchant)")
        return .redirect("/console/store?done=1")
    }

    private func newBlock(_ visit: Visit) throws -> Block {
        let form = visit.form
        switch form["kind"] {
        case "hero":
            return .hero(
                title: form.trimmed("title"), text: form.trimmed("text"), link: form.trimmed("link")
            )
        case "sale": return .sale(SaleID(try visit.integer("sale")))
        case "text": return .text(form.trimmed("text"))
        default:
            let query = form.trimmed("query")
            return .products(
                title: form.trimmed("title"), source: query.isEmpty ? .newest : .query(query),
                count: try visit.integer("count", empty: 8))
        }
    }
}
