internal import HTTPTypes
internal import Primitives
internal import Service

// What a buyer sees when there is nothing to see.
extension Storefront {
    /// The page for whatever was thrown, in the look of the store.
    func failurePage(_ visit: Visit, _ error: any Error) -> Reply {
        let problem = problem(error)
        let t = visit.t
        let (title, words) = Self.words(problem, t)
        let main: HTML = """
            <div class="empty"><p class="code" aria-hidden="true">\(problem.status)</p>\
            <h1>\(title)</h1><p>\(words)</p><p><a class="button primary" href="\(visit.base)">\
            \(t("Back to the store", "返回首页"))</a></p></div>
            """
        // Without the catalogue the page has no shelves, but it is there.
        let links = try? shelves(visit, nil)
        let layout = Layout(
            visit: visit, assets: assetPaths, shelves: links ?? .empty, title: title)
        var reply = Reply.html(layout.page(main), status: problem.status)
        reply.headers[.cacheControl] = "no-store"
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = "\(seconds)" }
        return reply
    }

    /// The page for a store that there is none of, or that can't be read.
    func bareFailure(_ request: Request, _ error: any Error) -> Reply {
        let problem = problem(error)
        let t = Language.of(request)
        let (title, words) = Self.words(problem, t)
        let page: HTML = """
            <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1">\
            <title>\(title)</title><link rel="stylesheet" href="\(assetPaths.style)"></head><body>\
            <main class="wrap"><div class="empty"><p class="code" aria-hidden="true">\
            \(problem.status)</p><h1>\(title)</h1><p>\(words)</p></div></main></body></html>
            """
        var reply = Reply.html(page, status: problem.status)
        reply.headers[.cacheControl] = "no-store"
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = "\(seconds)" }
        return reply
    }

    private func problem(_ error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        services.report(error)
        return Problem(
            503, "unavailable", "The store can't be reached at the moment.", retryAfterSeconds: 5)
    }

    private static func words(_ problem: Problem, _ t: Language) -> (title: String, words: String) {
        switch problem.status {
        case 404, 405:
            (
                t("There is nothing here", "页面不存在"),
                t(
                    "The page may have moved, or it was never here.", "页面可能已移动，或从未存在。")
            )
        case 403:
            (
                t("This page was out of date", "页面已过期"),
                t(
                    "Nothing was changed. Go back, load the page again, then try once more.",
                    "没有任何改动。请返回并刷新页面后重试。")
            )
        case 400..<500:
            (
                t("That did not work", "操作未成功"), FieldWords.whole(problem, t)
            )
        default:
            (
                t("One moment, please", "请稍候"),
                t(
                    "The store is very busy or being looked after. Try again in a few seconds.",
                    "商店当前繁忙或正在维护，请几秒后再试。")
            )
        }
    }
}
