internal import HTTPTypes
internal import Identity
internal import Service

/// What stands around each page: head, navigation, skip link.
enum Frame {
    /// An entry of the navigation.
    struct Entry {
        var path: String
        var title: String
        var action: Action
    }

    /// The navigation by groups, with what this person may see alone.
    static func menu(_ visit: Visit) -> [(title: String, entries: [Entry])] {
        let t = visit.t
        let all: [(String, [Entry])] = [
            (
                t("Overview", "总览"),
                [Entry(path: "/console", title: t("Today", "今日"), action: .storeRead)]
            ),
            (
                t("Sell", "销售"),
                [
                    Entry(
                        path: "/console/products", title: t("Products", "商品"),
                        action: .catalogueRead),
                    Entry(path: "/console/stock", title: t("Stock", "库存"), action: .stockRead),
                    Entry(path: "/console/sales", title: t("Sales", "活动"), action: .salesRead),
                    Entry(
                        path: "/console/rooms", title: t("Waiting rooms", "候场"),
                        action: .salesRead),
                    Entry(
                        path: "/console/coupons", title: t("Coupons", "优惠券"), action: .couponsRead),
                ]
            ),
            (
                t("Serve", "履约"),
                [
                    Entry(path: "/console/orders", title: t("Orders", "订单"), action: .ordersRead),
                    Entry(
                        path: "/console/payments", title: t("Payments", "支付与退款"),
                        action: .paymentsRead),
                    Entry(path: "/console/buyers", title: t("Buyers", "买家"), action: .buyersRead),
                ]
            ),
            (
                t("Store", "店铺"),
                [
                    Entry(
                        path: "/console/store", title: t("Storefront", "店铺装修"),
                        action: .storeWrite),
                    Entry(
                        path: "/console/staff", title: t("Staff and roles", "员工与角色"),
                        action: .staffRead),
                    Entry(path: "/console/keys", title: t("API keys", "API 密钥"), action: .keysRead),
                    Entry(
                        path: "/console/audit", title: t("Audit log", "审计日志"), action: .auditRead),
                ]
            ),
            (
                t("Platform", "平台"),
                [
                    Entry(path: "/console/cells", title: t("Cells", "单元"), action: .operate),
                    Entry(path: "/console/metrics", title: t("Metrics", "指标"), action: .operate),
                ]
            ),
        ]
        return all.compactMap { title, entries in
            let own = entries.filter { visit.may($0.action) }
            return own.isEmpty ? nil : (title, own)
        }
    }

    /// A whole page.
    static func page(
        _ visit: Visit, _ title: String, status: Int = 200, actions: HTML = .empty, _ body: HTML
    ) -> Reply {
        let t = visit.t
        let groups = menu(visit).map { group -> HTML in
            let items = group.entries.map { entry -> HTML in
                let isHere =
                    entry.path == "/console"
                    ? visit.request.path == entry.path : visit.request.path.hasPrefix(entry.path)
                let mark: HTML = isHere ? " aria-current=\"page\"" : ""
                return "<li><a href=\"\(entry.path)\"\(mark)>\(entry.title)</a></li>"
            }
            return "<p>\(group.title)</p><ul>\(items)</ul>"
        }
        let screen: HTML =
            visit.may(.statisticsRead)
            ? "<a class=\"wall\" href=\"/screen\">\(t("Big screen", "大屏"))</a>" : .empty
        let content: HTML = """
            <a class="skip" href="#main">\(t("Skip to the content", "跳到内容"))</a>\
            <header class="top"><input type="checkbox" id="menu" class="menu-switch">\
            <label for="menu" class="menu-label">\(t("Menu", "菜单"))</label>\
            <a class="brand" href="/console"><img src="\(Asset.icon.path)" alt="" width="28" \
            height="28"><span>\(visit.merchantName)</span></a>\
            <div class="links">\(screen)\
            <a href="/console/account">\(visit.staff.name)</a>\(languages(visit.request, t))\
            \(Fields.button(visit, "/console/sign-out", t("Sign out", "退出"), "quiet"))</div>\
            </header>\
            <div class="columns">\
            <nav class="side" aria-label="\(t("Console", "控制台"))">\(groups)</nav>\
            <main id="main" tabindex="-1"><div class="heading"><h1>\(title)</h1>\
            <div class="actions">\(actions)</div></div>\(done(visit))\(failure(visit))\
            \(body)</main></div>
            """
        guard let problem = visit.failure?.problem else {
            return document("\(title) · \(visit.merchantName)", t, content, status: status)
        }
        var reply = document(
            "\(t("Error", "有误")): \(title) · \(visit.merchantName)", t, content,
            status: problem.status)
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = "\(seconds)" }
        return reply
    }

    /// What is wrong with the form that was sent, with a link to each field; it has the focus.
    private static func failure(_ visit: Visit) -> HTML {
        guard let failure = visit.failure else { return .empty }
        let t = visit.t
        let problem = failure.problem
        let items = problem.fields.prefix(20).map { field -> HTML in
            let message = ProblemWords.html(field.message, t)
            guard let place = failure.place(field.pointer) else { return "<li>\(message)</li>" }
            return """
                <li><a href="#\(place.identifier)">\(place.label): \(message)</a></li>
                """
        }
        let words: HTML =
            problem.status == 412
            ? "<p>\(stale(t))</p>"
            : items.isEmpty
                ? "<p>\(ProblemWords.html(problem, t))</p>" : "<ul>\(items)</ul>"
        let title =
            problem.status == 503
            ? t("This could not be done just now", "暂时无法完成")
            : t("Something is not right yet", "还有需要修改的内容")
        return """
            <div class="notice bad" role="alert" tabindex="-1" autofocus><h2>\(title)</h2>\(words)\
            </div>
            """
    }

    private static func stale(_ t: Language) -> String {
        t(
            "Somebody else saved a change meanwhile. What you typed is kept: saving again puts it "
                + "over theirs.",
            "在您编辑期间，有人保存了修改。您填写的内容已保留：再次保存将覆盖对方的修改。")
    }

    /// A document with the console's style.
    static func document(_ title: String, _ t: Language, _ body: HTML, status: Int = 200) -> Reply {
        var reply = Reply.html(
            """
            <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width, initial-scale=1">\
            <title>\(title)</title><link rel="stylesheet" href="\(Asset.consoleStyle.path)">\
            <link rel="icon" href="\(Asset.icon.path)">\
            <script src="\(Asset.consoleScript.path)" defer></script></head>\
            <body>\(body)</body></html>
            """, status: status)
        guardPage(&reply)
        return reply
    }

    /// Lets a page load from this server alone, but pictures that the merchant named; it is kept
    /// nowhere, and stands in no frame.
    static func guardPage(_ reply: inout Reply) {
        reply.headers[.cacheControl] = "no-store"
        reply.headers[.contentSecurityPolicy] = policy
        if let name = referrerPolicy { reply.headers[name] = "same-origin" }
    }

    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")
    private static let policy =
        "default-src 'self'; img-src 'self' https: data:; style-src 'self'; script-src 'self'; "
        + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

    /// The links to the other languages.
    static func languages(_ request: Request, _ t: Language) -> HTML {
        let others = Language.allCases.filter { $0 != t }
        let query = request.query.pairs.map { ($0.name, Optional($0.value)) }
        let here = request.method == .get ? Parts.address(request.path, query) : "/console"
        let links = others.map { other -> HTML in
            let path = Parts.address("/console/language", [("to", other.rawValue), ("next", here)])
            return
                """
                <a href="\(path)" lang="\(other.tag)" hreflang="\(other.tag)">\(other.name)</a>
                """
        }
        return HTML(trusted: links.map(\.text).joined())
    }

    /// What the form sent before this page did.
    private static func done(_ visit: Visit) -> HTML {
        guard visit.request.method == .get, visit.query("done") != nil else { return .empty }
        return Parts.notice(visit.t("Saved.", "已保存。"))
    }
}
