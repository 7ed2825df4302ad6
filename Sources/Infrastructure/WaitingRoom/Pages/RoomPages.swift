internal import HTTPTypes
package import Primitives
package import Service

/// The pages of a room, as replies. They work without scripts: the page comes again by itself;
/// with scripts it is kept up to date where it is.
///
/// Cookies are the caller's to set: it knows their names.
package struct RoomPages: Sendable {
    private let settings: RoomSettings
    /// Where the page on which a draw is checked is served.
    private let checkPath: String

    /// Makes pages for a room.
    package init(_ settings: RoomSettings, checkPath: String) {
        self.settings = settings
        self.checkPath = checkPath
    }

    /// The waiting page. Its language links keep to `path`.
    package func waiting(
        _ view: WaitingView, _ t: Language, path: String, at now: Timestamp? = nil
    ) -> Reply {
        let words = RoomWords(t)
        let name = t(settings.title.english, settings.title.chinese)
        let note: HTML =
            view.note.map { "<p class=\"note\" role=\"status\">\(words.words($0))</p>" } ?? .empty
        let main: HTML = """
            <div id="line" aria-live="polite" data-room="\(settings.id.rawValue)" \
            data-poll="\(view.pollSeconds)">\(note)\(lead(view, words, now))\
            \(cutOff(view, t))</div>
            <p class="quiet">\(words.again)</p>
            \(draw(view, t))
            """
        return reply(
            RoomLayout.page(
                t, title: heading(view, name, t), refreshSeconds: view.pollSeconds,
                script: WaitingScript.html, path: path, main), policy: WaitingScript.policy)
    }

    /// The page for a queue that was sent home.
    package func dismissed(_ reason: Dismissal, _ t: Language, path: String) -> Reply {
        let words = RoomWords(t).words(reason)
        let main: HTML = """
            <p role="status">\(words.text)</p>
            <p>\(t(settings.title.english, settings.title.chinese))</p>
            """
        return reply(RoomLayout.page(t, title: words.title, path: path, main), status: 200)
    }

    /// The page for somebody who shows another's ticket: a way to join in their own name.
    package func refused(_ fault: TicketFault, _ t: Language, path: String) -> Reply {
        let main: HTML = """
            <p role="alert">\(RoomWords(t).words(fault))</p>
            <p><a class="button" href="\(path)">\(t(
                "Join the line in your own name", "以您自己的身份排队"))</a></p>
            """
        let title = t("This is not your ticket", "这不是您的凭证")
        return reply(RoomLayout.page(t, title: title, path: path, main), status: 403)
    }

    /// The page for when the room cannot work: nobody is let in, nobody loses anything. It needs
    /// nothing but this text, so it can be made ahead and kept.
    package static func closed(_ t: Language, path: String, retrySeconds: Int = 15) -> Reply {
        let main: HTML = """
            <p role="status">\(RoomWords(t).closed)</p>
            <p>\(t("This page tries again by itself.", "本页面会自动重试。"))</p>
            """
        let page = RoomLayout.page(
            t, title: t("One moment, please", "请稍候"), refreshSeconds: retrySeconds, path: path,
            main)
        var reply = BarePage.reply(page, status: 503)
        reply.headers[.cacheControl] = "no-store"
        reply.headers[.retryAfter] = "\(retrySeconds)"
        return reply
    }

    private func heading(_ view: WaitingView, _ name: String, _ t: Language) -> String {
        switch view.stage {
        case .gathering: t("\(name) has not begun", "\(name) 尚未开始")
        case .drawing: t("\(name): the draw is being made", "\(name)：正在抽签")
        case .waiting: t("You are in the line for \(name)", "您正在排队：\(name)")
        case .next: t("\(name): you are next", "\(name)：马上轮到您")
        }
    }

    private func lead(_ view: WaitingView, _ words: RoomWords, _ now: Timestamp?) -> HTML {
        let t = words.t
        switch view.stage {
        case .gathering:
            return "\(clock(now, t))<p>\(words.draw)</p>"
        case .drawing:
            return "<p>\(t("Your lot will be known in a moment.", "抽签结果即将公布。"))</p>"
        case .next:
            return "<p class=\"big\">\(words.next)</p>"
        case .waiting:
            guard let estimate = view.estimate else {
                return "<p>\(t("You have a place in the line.", "您已在队伍中。"))</p>"
            }
            let beyond: HTML =
                estimate.isBeyondStock ? "<p class=\"note\">\(words.beyondStock)</p>" : .empty
            return """
                <dl class="figures"><div><dt>\(t("Your place", "您的位置"))</dt>
                <dd class="big">\(words.place(estimate))</dd></div>
                <div><dt>\(t("Your wait", "等待时间"))</dt>
                <dd class="big">\(words.wait(estimate))</dd></div></dl>\(beyond)
                """
        }
    }

    /// When it begins: a time, and a countdown for whoever has scripts.
    private func clock(_ now: Timestamp?, _ t: Language) -> HTML {
        let text = settings.startsAt.rfc3339
        let shown = "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
        let left = now.map { max(0, settings.startsAt.rawValue - $0.rawValue) }
        let countdown: HTML =
            left.map {
                """
                <div><dt>\(t("Starts in", "距开始"))</dt><dd class="big" aria-hidden="true" \
                data-left="\($0)">\(RoomWords(t).duration(Int($0 / 1000), up: true))</dd></div>
                """
            } ?? .empty
        return """
            <dl class="figures"><div><dt>\(t("Starts at", "开始时间"))</dt>
            <dd class="big"><time datetime="\(text)">\(shown)</time></dd></div>\(countdown)</dl>
            """
    }

    private func cutOff(_ view: WaitingView, _ t: Language) -> HTML {
        guard view.isCutOff, view.stage != .gathering else { return .empty }
        return "<p class=\"note\" role=\"status\">\(RoomWords(t).cutOff)</p>"
    }

    private func draw(_ view: WaitingView, _ t: Language) -> HTML {
        guard view.joined < settings.startsAt else { return .empty }
        let code = "\(view.holder.code)"
        let number: HTML =
            view.drawn.map {
                """
                <dt>\(t("Your number", "您的号码"))</dt>
                <dd><code>\(CheckDrawPage.hexadecimal($0))</code></dd>
                """
            } ?? .empty
        return """
            <details><summary>\(t("About the draw", "关于抽签"))</summary>
            <dl id="draw"><dt>\(t("Your code", "您的代码"))</dt><dd><code>\(code)</code></dd>
            <dt>\(t("Published before", "事先公布"))</dt><dd><code>\(settings.commitment)</code></dd>\
            \(number)</dl>
            <p><a href="\(checkPath)?code=\(code)">\(t("Check your draw", "核对您的抽签"))</a></p>
            </details>
            """
    }

    private func reply(
        _ page: HTML, status: Int = 200, policy: String = BarePage.plainPolicy
    ) -> Reply {
        var reply = BarePage.reply(page, status: status, policy: policy)
        reply.headers[.cacheControl] = "no-store"
        return reply
    }
}
