internal import HTTPTypes
internal import Service

/// A problem as a page: what is wrong, and what can be done.
enum ProblemPage {
    static func make(_ problem: Problem, _ visit: Visit?, _ t: Language) -> Reply {
        let title =
            switch problem.status {
            case 400: t("That was not understood", "无法识别该请求")
            case 401: t("Sign in first", "请先登录")
            case 403: t("Not allowed", "没有权限")
            case 404: t("Not found", "未找到")
            case 409, 412: t("Conflict", "冲突")
            case 422: t("Something is not right yet", "还有需要修改的内容")
            case 413: t("That is too large", "内容过大")
            case 429: t("That was a little fast", "操作过于频繁")
            case 500: t("Something broke", "系统出错")
            case 501...: t("One moment, please", "请稍候")
            default: t(problem.title, "操作未成功")
            }
        let fields = problem.fields.map { field -> HTML in
            "<li><code>\(field.pointer)</code> \(ProblemWords.html(field.message, t))</li>"
        }
        let list: HTML = fields.isEmpty ? .empty : "<ul>\(fields)</ul>"
        let explanation = t(
            "Somebody else saved a change meanwhile. Open the page again, then make yours anew.",
            "在您编辑期间，有人保存了修改。请重新打开页面查看，然后再次修改。")
        let conflict: HTML = problem.status == 412 ? "<p>\(explanation)</p>" : .empty
        let body: HTML = """
            <section class="card">\
            <p class="notice bad" role="alert">\(ProblemWords.html(problem, t))</p>\(conflict)\
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

    /// The list that the page belongs to.
    private static func back(_ visit: Visit?) -> String {
        guard let visit else { return "/console" }
        let parts = visit.request.path.split(separator: "/").prefix(2)
        let list = "/" + parts.joined(separator: "/")
        return visit.request.method == .get ? "/console" : list
    }
}
