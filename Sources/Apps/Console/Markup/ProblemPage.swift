internal import HTTPTypes
internal import Service

/// A problem as a page: what is wrong, and what can be done.
enum ProblemPage {
    static func make(_ problem: Problem, _ visit: Visit?, _ t: Language) -> Reply {
        let title =
            switch problem.status {
            case 403: t("Not allowed", "没有权限")
            case 404: t("Not found", "未找到")
            case 409, 412: t("Conflict", "冲突")
            case 422: t("Something is not right yet", "还有需要修改的内容")
            default: problem.title
            }
        let fields = problem.fields.map { field -> HTML in
            "<li><code>\(field.pointer)</code> \(spoken(field.message, t))</li>"
        }
        let list: HTML = fields.isEmpty ? .empty : "<ul>\(fields)</ul>"
        let explanation = t(
            "Somebody else saved a change meanwhile. Open the page again, then make yours anew.",
            "在您编辑期间，有人保存了修改。请重新打开页面查看，然后再次修改。")
        let conflict: HTML = problem.status == 412 ? "<p>\(explanation)</p>" : .empty
        let body: HTML = """
            <section class="card">\
            <p class="notice bad" role="alert">\(detail(problem, t))</p>\(conflict)\
            \(list)\
            <p><small>\(t("Code", "代码")): <code>\(problem.code)</code></small></p>\
            <p>\(Parts.action(back(visit), t("Back", "返回")))</p></section>
            """
        guard let visit else {
            let page: HTML = "<main class=\"alone\"><h1>\(title)</h1>\(body)</main>"
            return Frame.document(title, t, page, status: problem.status)
        }
        return Frame.page(visit, title, status: problem.status, body)
    }

    /// What is wrong, in Chinese where these pages have the words.
    private static func detail(_ problem: Problem, _ t: Language) -> HTML {
        let chinese: String? =
            switch problem.code {
            case "forbidden": "您的角色没有此权限：请联系店铺所有者。"
            case "not_found": "这里没有您要找的内容，或它不属于您的店铺。"
            case "method_not_allowed": "此页面不接受这种请求，请返回后重试。"
            case "busy", "unavailable", "storage_unavailable", "order_book_unavailable":
                "系统暂时无法处理，请稍后重试。"
            case "internal": "系统内部出错，问题已被记录。"
            default: nil
            }
        guard t == .chinese, let chinese else { return spoken(problem.detail, t) }
        return "\(chinese)"
    }

    /// A text that other modules say in English alone is marked as English on a Chinese page.
    private static func spoken(_ text: String, _ t: Language) -> HTML {
        let isEnglish = text.utf8.allSatisfy { $0 < 0x80 }
        return t == .chinese && isEnglish ? "<span lang=\"en\">\(text)</span>" : "\(text)"
    }

    /// The list that the page belongs to.
    private static func back(_ visit: Visit?) -> String {
        guard let visit else { return "/console" }
        let parts = visit.request.path.split(separator: "/").prefix(2)
        let list = "/" + parts.joined(separator: "/")
        return visit.request.method == .get ? "/console" : list
    }
}
