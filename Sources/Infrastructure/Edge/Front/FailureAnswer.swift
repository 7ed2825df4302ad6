internal import NIOCore
internal import Service

/// Answers of the edge itself, when there is no other: a page for people, a problem for programs.
enum FailureAnswer {
    static func make(
        _ status: Int, code: String, text: String, retryAfter: Int?, for request: RequestHead?
    ) -> (ResponseHead, ByteBuffer) {
        var fields = Fields()
        let body: ByteBuffer
        if let request, contains(request, "accept", "text/html") {
            fields.append(.contentType, "text/html; charset=utf-8")
            fields.append("content-security-policy", BarePage.plainPolicy)
            body = ByteBuffer(string: page(status, text, retryAfter, request))
        } else {
            fields.append(.contentType, "application/problem+json")
            body = ByteBuffer(bytes: Problem(status, code, text).json.bytes)
        }
        fields.append(.cacheControl, "no-store")
        if let retryAfter { fields.append(.retryAfter, "\(retryAfter)") }
        let head = ResponseHead(
            status: status, fields: fields, length: Int64(body.readableBytes),
            cacheStatus: CacheStatus())
        return (head, body)
    }

    private static func contains(_ request: RequestHead, _ field: String, _ text: String) -> Bool {
        request.fields.values(named: Array(field.utf8)).contains { value in
            String(decoding: value, as: UTF8.self).lowercased().contains(text)
        }
    }

    /// Where it is for now alone, the page comes again by itself, unless it answers a form.
    private static func page(
        _ status: Int, _ text: String, _ retryAfter: Int?, _ request: RequestHead
    ) -> String {
        let wish = request.fields.values(named: Array("accept-language".utf8)).first.map {
            String(decoding: $0.prefix(200), as: UTF8.self)
        }
        let t = wish.flatMap(Language.preferred) ?? .english
        let isForNow = status == 429 || status >= 500
        let title =
            isForNow ? t("Just a moment", "请稍候") : t("This did not work", "无法处理该请求")
        let words = t(text, isForNow ? "商店暂时无法访问，请稍后再试。" : "请返回后重试。")
        let again =
            isForNow && request.method == .get
            ? retryAfter.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">" as HTML } : nil
        let later: HTML =
            again == nil
            ? .empty
            : "<p class=\"quiet\">\(t("This page tries again by itself.", "本页面会自动重试。"))</p>"
        return BarePage.make(
            t, title: title, head: again ?? .empty,
            """
            <p role="status">\(words)</p>\(later)<p><small>\(status)</small></p>
            """
        ).text
    }
}
