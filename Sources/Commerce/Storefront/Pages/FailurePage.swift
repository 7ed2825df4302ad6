internal import HTTPTypes
internal import Primitives
package import Service

// What a buyer sees when there is nothing to see.
extension Storefront {
    /// Seconds after which a page tries again by itself, at least.
    private static let patience = 2

    /// The page for whatever was thrown, in the look of the store.
    func failurePage(_ visit: Visit, _ error: any Error) -> Reply {
        let problem = problem(error)
        let t = visit.t
        let main = Self.content(problem, visit.request, t, home: visit.base)
        // Without the catalogue the page has no shelves, but it is there.
        let links = try? shelves(visit, nil)
        var layout = Layout(
            visit: visit, assets: assetPaths, shelves: links ?? .empty,
            title: Self.words(problem, t).title)
        layout.head = Self.refresh(problem, visit.request)
        var reply = Reply.html(layout.page(main), status: problem.status)
        reply.headers[.cacheControl] = "no-store"
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = "\(seconds)" }
        return reply
    }

    /// The page for a store that there is none of, or that can't be read.
    func bareFailure(_ request: Request, _ error: any Error) -> Reply {
        let problem = problem(error)
        let t = Language.of(request)
        let page: HTML = """
            <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1">\
            <title>\(Self.words(problem, t).title)</title>\
            <link rel="stylesheet" href="\(assetPaths.style)">\(Self.refresh(problem, request))\
            </head><body><main class="wrap">\(Self.content(problem, request, t, home: "/"))</main>\
            </body></html>
            """
        var reply = Reply.html(page, status: problem.status)
        reply.headers[.cacheControl] = "no-store"
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = "\(seconds)" }
        return reply
    }

    /// The page for a moment in which too much waits already: it asks no table. Nil where the
    /// request is none of these pages' business.
    package func busyPage(_ request: Request, _ problem: Problem) -> Reply? {
        guard request.path.hasPrefix("/shop/") || request.path == "/shop" else { return nil }
        return bareFailure(request, problem)
    }

    /// Whether a later try may go well.
    private static func isForNow(_ problem: Problem) -> Bool {
        problem.status == 429 || problem.status >= 500
    }

    private static func content(
        _ problem: Problem, _ request: Request, _ t: Language, home: String
    ) -> HTML {
        let (title, words) = words(problem, t)
        let back: HTML =
            "<a class=\"button primary\" href=\"\(home)\">\(t("Back to the store", "返回首页"))</a>"
        guard isForNow(problem) else {
            return """
                <div class="empty"><p class="code" aria-hidden="true">\(problem.status)</p>\
                <h1>\(title)</h1><p>\(words)</p><p>\(back)</p></div>
                """
        }
        // A form is not sent again by a link: its page is where it came from.
        let isPage = request.method == .get
        let again: HTML = isPage
            ? "<a class=\"button primary\" href=\"\(address(request))\">\(t("Try again", "重试"))</a>"
            : back
        let hint: HTML = isPage && problem.retryAfterSeconds != nil
            ? "<p class=\"hint\">\(t("This page tries again by itself.", "本页会自动重试。"))</p>" : .empty
        return """
            <div class="empty">\(Icon.clock)<h1>\(title)</h1><p role="status">\(words)</p>\
            <p>\(again)</p>\(hint)</div>
            """
    }

    /// Where a page that is asked for again is.
    private static func address(_ request: Request) -> String {
        let pairs = request.query.pairs.prefix(16).map {
            Query.encode($0.name) + "=" + Query.encode($0.value)
        }
        return pairs.isEmpty ? request.path : request.path + "?" + pairs.joined(separator: "&")
    }

    /// Asks for the page again after the time that the problem names.
    private static func refresh(_ problem: Problem, _ request: Request) -> HTML {
        guard isForNow(problem), request.method == .get, let seconds = problem.retryAfterSeconds
        else { return .empty }
        return "<meta http-equiv=\"refresh\" content=\"\(max(patience, seconds))\">"
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
        case 429:
            (
                t("That was a little fast", "操作过于频繁"), FieldWords.whole(problem, t)
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
