internal import HTTPTypes
internal import Service

/// What somebody is told whom the shield refuses.
struct ShieldRefusal: Hashable, Sendable {
    var seconds: Int
    var code: String
    var isPage: Bool
    var isChinese: Bool

    /// The answer.
    var reply: Reply {
        guard isPage else {
            return .problem(
                Problem(
                    429, code, "Too many requests come from here: try again later.",
                    retryAfterSeconds: seconds))
        }
        let t: Language = isChinese ? .chinese : .english
        let page = BarePage.make(
            t, title: t("One moment, please", "请稍候"), .narrow, style: .small,
            """
            <p role="status">\(t(
                "Too many requests come from here. Try again in \(seconds) seconds.",
                "请求过于频繁，请在 \(seconds) 秒后重试。"))</p>
            """)
        var reply = BarePage.reply(page, status: 429)
        reply.headers[.retryAfter] = "\(seconds)"
        return reply
    }
}
